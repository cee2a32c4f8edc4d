-- An admin has no quota of requests, so the requests of admins are no longer counted.
DROP TRIGGER IF EXISTS bookings_insert_quota;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS bookings_insert_quota BEFORE INSERT ON bookings FOR EACH ROW WHEN EXISTS (SELECT 1 FROM users u WHERE u.id = NEW.user_id AND u.role <> 'admin') AND (SELECT count(*) FROM (SELECT 1 FROM bookings b WHERE b.user_id = NEW.user_id AND b.status = 'requested' AND b.start_at > NEW.updated_at LIMIT 50)) >= 50 BEGIN SELECT RAISE(ABORT, 'REQUESTS_FULL'); END;
--> statement-breakpoint
-- The statement that requires an unused key also deletes an expired record of that key.
CREATE TRIGGER IF NOT EXISTS require_unused_key_expire INSTEAD OF INSERT ON require_unused_key FOR EACH ROW BEGIN DELETE FROM idempotency_keys WHERE caller = NEW.caller AND route = NEW.route AND key = NEW.key AND created_at <= NEW.oldest; END;
