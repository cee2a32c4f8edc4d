-- How many bookings there are, by owner and state, so that lists need not count them; '' is everybody.
INSERT INTO booking_counts (owner_id, status, count) SELECT user_id, status, count(*) FROM bookings GROUP BY user_id, status UNION ALL SELECT '', status, count(*) FROM bookings GROUP BY status;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS booking_counts_insert AFTER INSERT ON bookings FOR EACH ROW BEGIN INSERT INTO booking_counts (owner_id, status, count) VALUES (NEW.user_id, NEW.status, 1), ('', NEW.status, 1) ON CONFLICT (owner_id, status) DO UPDATE SET count = count + excluded.count; END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS booking_counts_update AFTER UPDATE ON bookings FOR EACH ROW WHEN NEW.status <> OLD.status OR NEW.user_id <> OLD.user_id BEGIN INSERT INTO booking_counts (owner_id, status, count) VALUES (OLD.user_id, OLD.status, -1), ('', OLD.status, -1), (NEW.user_id, NEW.status, 1), ('', NEW.status, 1) ON CONFLICT (owner_id, status) DO UPDATE SET count = count + excluded.count; END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS booking_counts_delete AFTER DELETE ON bookings FOR EACH ROW BEGIN INSERT INTO booking_counts (owner_id, status, count) VALUES (OLD.user_id, OLD.status, -1), ('', OLD.status, -1) ON CONFLICT (owner_id, status) DO UPDATE SET count = count + excluded.count; END;
--> statement-breakpoint
-- What npm run db:check looks for, the counts too.
CREATE VIEW IF NOT EXISTS wrong_counts AS SELECT owner_id, status, sum(kept) AS kept, sum(found) AS found FROM (SELECT owner_id, status, count AS kept, 0 AS found FROM booking_counts UNION ALL SELECT user_id, status, 0, 1 FROM bookings UNION ALL SELECT '', status, 0, 1 FROM bookings) GROUP BY owner_id, status HAVING sum(kept) <> sum(found);
--> statement-breakpoint
DROP VIEW IF EXISTS integrity_findings;
--> statement-breakpoint
CREATE VIEW IF NOT EXISTS booking_findings AS SELECT 'overlap' AS finding, booking_id, other_id AS detail FROM overlapping_bookings UNION ALL SELECT 'booked_out', b.id, o.id FROM bookings b JOIN book_outs o ON o.model_id = b.model_id AND o.start_at < b.end_at AND o.end_at > b.start_at WHERE b.status = 'confirmed' UNION ALL SELECT finding, booking_id, detail FROM broken_histories UNION ALL SELECT 'over_four_options', booking_id, NULL FROM crowded_options UNION ALL SELECT 'option_over_confirmed', p.id, c.id FROM bookings p JOIN bookings c ON c.model_id = p.model_id AND c.status = 'confirmed' AND c.start_at < p.end_at AND c.end_at > p.start_at WHERE p.status = 'option' AND p.option_expires_at > unixepoch() * 1000;
--> statement-breakpoint
CREATE VIEW IF NOT EXISTS integrity_findings AS SELECT finding, booking_id, detail FROM booking_findings UNION ALL SELECT 'wrong_count', NULL, kept || ' ' || status || ' of ' || iif(owner_id = '', 'everybody', owner_id) || ', found ' || found FROM wrong_counts;
