-- The generation of the catalogue: a count that was made under it holds until it changes. By the clock, so that it never comes again after a restore. With it, how many models are live.
INSERT INTO catalogue_state (id, generation, live) VALUES (1, 1, 0);
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS catalogue_models_insert AFTER INSERT ON models FOR EACH ROW BEGIN UPDATE catalogue_state SET generation = max(generation + 1, CAST(unixepoch('subsec') * 1000 AS INTEGER)), live = live + (NEW.deleted_at IS NULL) WHERE id = 1; END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS catalogue_models_update AFTER UPDATE ON models FOR EACH ROW BEGIN UPDATE catalogue_state SET generation = max(generation + 1, CAST(unixepoch('subsec') * 1000 AS INTEGER)), live = live + (NEW.deleted_at IS NULL) - (OLD.deleted_at IS NULL) WHERE id = 1; END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS catalogue_models_delete AFTER DELETE ON models FOR EACH ROW BEGIN UPDATE catalogue_state SET generation = max(generation + 1, CAST(unixepoch('subsec') * 1000 AS INTEGER)), live = live - (OLD.deleted_at IS NULL) WHERE id = 1; END;
--> statement-breakpoint
-- How many bookings there are, by owner and state, so that lists need not count them. The empty owner is everybody.
CREATE TRIGGER IF NOT EXISTS booking_counts_insert AFTER INSERT ON bookings FOR EACH ROW BEGIN INSERT INTO booking_counts (owner_id, status, count) VALUES (NEW.user_id, NEW.status, 1), ('', NEW.status, 1) ON CONFLICT (owner_id, status) DO UPDATE SET count = count + excluded.count; END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS booking_counts_update AFTER UPDATE ON bookings FOR EACH ROW WHEN NEW.status <> OLD.status OR NEW.user_id <> OLD.user_id BEGIN INSERT INTO booking_counts (owner_id, status, count) VALUES (OLD.user_id, OLD.status, -1), ('', OLD.status, -1), (NEW.user_id, NEW.status, 1), ('', NEW.status, 1) ON CONFLICT (owner_id, status) DO UPDATE SET count = count + excluded.count; END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS booking_counts_delete AFTER DELETE ON bookings FOR EACH ROW BEGIN INSERT INTO booking_counts (owner_id, status, count) VALUES (OLD.user_id, OLD.status, -1), ('', OLD.status, -1) ON CONFLICT (owner_id, status) DO UPDATE SET count = count + excluded.count; END;
--> statement-breakpoint
-- How many rows the unfiltered lists have: live users, sessions that are not revoked, the audit log.
CREATE TRIGGER IF NOT EXISTS row_counts_users_insert AFTER INSERT ON users FOR EACH ROW WHEN NEW.deleted_at IS NULL BEGIN INSERT INTO row_counts (name, count) VALUES ('users', 1) ON CONFLICT (name) DO UPDATE SET count = count + excluded.count; END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS row_counts_users_update AFTER UPDATE OF deleted_at ON users FOR EACH ROW WHEN (NEW.deleted_at IS NULL) <> (OLD.deleted_at IS NULL) BEGIN INSERT INTO row_counts (name, count) VALUES ('users', iif(NEW.deleted_at IS NULL, 1, -1)) ON CONFLICT (name) DO UPDATE SET count = count + excluded.count; END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS row_counts_users_delete AFTER DELETE ON users FOR EACH ROW WHEN OLD.deleted_at IS NULL BEGIN INSERT INTO row_counts (name, count) VALUES ('users', -1) ON CONFLICT (name) DO UPDATE SET count = count + excluded.count; END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS row_counts_sessions_insert AFTER INSERT ON sessions FOR EACH ROW WHEN NEW.revoked_at IS NULL BEGIN INSERT INTO row_counts (name, count) VALUES ('sessions', 1) ON CONFLICT (name) DO UPDATE SET count = count + excluded.count; END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS row_counts_sessions_update AFTER UPDATE OF revoked_at ON sessions FOR EACH ROW WHEN (NEW.revoked_at IS NULL) <> (OLD.revoked_at IS NULL) BEGIN INSERT INTO row_counts (name, count) VALUES ('sessions', iif(NEW.revoked_at IS NULL, 1, -1)) ON CONFLICT (name) DO UPDATE SET count = count + excluded.count; END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS row_counts_sessions_delete AFTER DELETE ON sessions FOR EACH ROW WHEN OLD.revoked_at IS NULL BEGIN INSERT INTO row_counts (name, count) VALUES ('sessions', -1) ON CONFLICT (name) DO UPDATE SET count = count + excluded.count; END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS row_counts_audit_insert AFTER INSERT ON audit_log FOR EACH ROW BEGIN INSERT INTO row_counts (name, count) VALUES ('audit_log', 1) ON CONFLICT (name) DO UPDATE SET count = count + excluded.count; END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS row_counts_audit_delete AFTER DELETE ON audit_log FOR EACH ROW BEGIN INSERT INTO row_counts (name, count) VALUES ('audit_log', -1) ON CONFLICT (name) DO UPDATE SET count = count + excluded.count; END;
--> statement-breakpoint
-- What npm run db:check looks for, the counts too.
CREATE VIEW IF NOT EXISTS wrong_counts AS SELECT owner_id, status, sum(kept) AS kept, sum(found) AS found FROM (SELECT owner_id, status, count AS kept, 0 AS found FROM booking_counts UNION ALL SELECT user_id, status, 0, 1 FROM bookings UNION ALL SELECT '', status, 0, 1 FROM bookings) GROUP BY owner_id, status HAVING sum(kept) <> sum(found);
--> statement-breakpoint
CREATE VIEW IF NOT EXISTS wrong_row_counts AS SELECT name, sum(kept) AS kept, sum(found) AS found FROM (SELECT name, count AS kept, 0 AS found FROM row_counts UNION ALL SELECT 'users', 0, 1 FROM users WHERE deleted_at IS NULL UNION ALL SELECT 'sessions', 0, 1 FROM sessions WHERE revoked_at IS NULL UNION ALL SELECT 'audit_log', 0, 1 FROM audit_log) GROUP BY name HAVING sum(kept) <> sum(found);
--> statement-breakpoint
CREATE VIEW IF NOT EXISTS integrity_findings AS SELECT finding, booking_id, detail FROM booking_findings UNION ALL SELECT 'wrong_count', NULL, kept || ' ' || status || ' of ' || iif(owner_id = '', 'everybody', owner_id) || ', found ' || found FROM wrong_counts UNION ALL SELECT 'wrong_count', NULL, kept || ' ' || name || ', found ' || found FROM wrong_row_counts UNION ALL SELECT 'wrong_count', NULL, live || ' live models, found ' || (SELECT count(*) FROM models WHERE deleted_at IS NULL) FROM catalogue_state WHERE live <> (SELECT count(*) FROM models WHERE deleted_at IS NULL) UNION ALL SELECT finding, NULL, detail FROM picture_findings;
