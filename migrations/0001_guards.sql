-- Guards that no path can go round. One line per trigger and a one-statement body: the remote splitter of D1 breaks on anything else.
-- A model is never in two confirmed bookings at once, nor in one during a book-out. The lower bounds are the longest booking (14 days) and the longest book-out (366 days).
CREATE TRIGGER IF NOT EXISTS bookings_insert_overlap BEFORE INSERT ON bookings FOR EACH ROW WHEN EXISTS (SELECT 1 FROM bookings b WHERE b.model_id = NEW.model_id AND b.status = 'confirmed' AND b.start_at < NEW.end_at AND b.start_at > NEW.start_at - 1209600000 AND b.end_at > NEW.start_at) BEGIN SELECT RAISE(ABORT, 'BOOKING_OVERLAP'); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS bookings_insert_book_out BEFORE INSERT ON bookings FOR EACH ROW WHEN EXISTS (SELECT 1 FROM book_outs o WHERE o.model_id = NEW.model_id AND o.start_at < NEW.end_at AND o.start_at > NEW.start_at - 31622400000 AND o.end_at > NEW.start_at) BEGIN SELECT RAISE(ABORT, 'BOOKING_OVERLAP'); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS bookings_update_overlap BEFORE UPDATE ON bookings FOR EACH ROW WHEN NEW.status IN ('requested', 'option', 'confirmed') AND (NEW.start_at <> OLD.start_at OR NEW.end_at <> OLD.end_at OR NEW.model_id <> OLD.model_id OR NEW.status <> OLD.status) AND EXISTS (SELECT 1 FROM bookings b WHERE b.model_id = NEW.model_id AND b.status = 'confirmed' AND b.start_at < NEW.end_at AND b.start_at > NEW.start_at - 1209600000 AND b.end_at > NEW.start_at AND b.seq <> NEW.seq) BEGIN SELECT RAISE(ABORT, 'BOOKING_OVERLAP'); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS bookings_update_book_out BEFORE UPDATE ON bookings FOR EACH ROW WHEN NEW.status IN ('requested', 'option', 'confirmed') AND (NEW.start_at <> OLD.start_at OR NEW.end_at <> OLD.end_at OR NEW.model_id <> OLD.model_id OR NEW.status <> OLD.status) AND EXISTS (SELECT 1 FROM book_outs o WHERE o.model_id = NEW.model_id AND o.start_at < NEW.end_at AND o.start_at > NEW.start_at - 31622400000 AND o.end_at > NEW.start_at) BEGIN SELECT RAISE(ABORT, 'BOOKING_OVERLAP'); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS book_outs_insert_overlap BEFORE INSERT ON book_outs FOR EACH ROW WHEN EXISTS (SELECT 1 FROM bookings b WHERE b.model_id = NEW.model_id AND b.status = 'confirmed' AND b.start_at < NEW.end_at AND b.start_at > NEW.start_at - 1209600000 AND b.end_at > NEW.start_at) BEGIN SELECT RAISE(ABORT, 'BOOK_OUT_OVERLAP'); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS book_outs_update_overlap BEFORE UPDATE ON book_outs FOR EACH ROW WHEN EXISTS (SELECT 1 FROM bookings b WHERE b.model_id = NEW.model_id AND b.status = 'confirmed' AND b.start_at < NEW.end_at AND b.start_at > NEW.start_at - 1209600000 AND b.end_at > NEW.start_at) BEGIN SELECT RAISE(ABORT, 'BOOK_OUT_OVERLAP'); END;
--> statement-breakpoint
-- A booking starts as a request and moves only along booking_transitions.
INSERT INTO booking_transitions (from_status, to_status) VALUES ('requested', 'option'), ('requested', 'confirmed'), ('requested', 'declined'), ('requested', 'cancelled'), ('requested', 'expired'), ('option', 'confirmed'), ('option', 'released'), ('option', 'expired'), ('option', 'cancelled'), ('confirmed', 'completed'), ('confirmed', 'no_show'), ('confirmed', 'cancelled');
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS bookings_insert_status BEFORE INSERT ON bookings FOR EACH ROW WHEN NEW.status <> 'requested' BEGIN SELECT RAISE(ABORT, 'INVALID_TRANSITION'); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS bookings_update_status BEFORE UPDATE ON bookings FOR EACH ROW WHEN NEW.status <> OLD.status AND NOT EXISTS (SELECT 1 FROM booking_transitions t WHERE t.from_status = OLD.status AND t.to_status = NEW.status) BEGIN SELECT RAISE(ABORT, 'INVALID_TRANSITION'); END;
--> statement-breakpoint
-- A request needs a live model that takes bookings and an active user, and again when its start changes.
CREATE TRIGGER IF NOT EXISTS bookings_insert_model BEFORE INSERT ON bookings FOR EACH ROW WHEN NOT EXISTS (SELECT 1 FROM models m WHERE m.id = NEW.model_id AND m.deleted_at IS NULL AND m.is_available = 1) BEGIN SELECT RAISE(ABORT, 'MODEL_NOT_BOOKABLE'); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS bookings_insert_user BEFORE INSERT ON bookings FOR EACH ROW WHEN NOT EXISTS (SELECT 1 FROM users u WHERE u.id = NEW.user_id AND u.deleted_at IS NULL AND u.is_active = 1) BEGIN SELECT RAISE(ABORT, 'USER_NOT_BOOKABLE'); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS bookings_update_model BEFORE UPDATE OF start_at ON bookings FOR EACH ROW WHEN NEW.start_at <> OLD.start_at AND NOT EXISTS (SELECT 1 FROM models m WHERE m.id = NEW.model_id AND m.deleted_at IS NULL AND m.is_available = 1) BEGIN SELECT RAISE(ABORT, 'MODEL_NOT_BOOKABLE'); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS bookings_update_user BEFORE UPDATE OF start_at ON bookings FOR EACH ROW WHEN NEW.start_at <> OLD.start_at AND NOT EXISTS (SELECT 1 FROM users u WHERE u.id = NEW.user_id AND u.deleted_at IS NULL AND u.is_active = 1) BEGIN SELECT RAISE(ABORT, 'USER_NOT_BOOKABLE'); END;
--> statement-breakpoint
-- Nobody books into the past, nor moves a start that has come. updated_at is the clock of the write.
CREATE TRIGGER IF NOT EXISTS bookings_insert_past BEFORE INSERT ON bookings FOR EACH ROW WHEN NEW.start_at <= NEW.updated_at BEGIN SELECT RAISE(ABORT, 'BOOKING_IN_PAST'); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS bookings_update_past BEFORE UPDATE OF start_at ON bookings FOR EACH ROW WHEN NEW.start_at <> OLD.start_at AND min(OLD.start_at, NEW.start_at) <= NEW.updated_at BEGIN SELECT RAISE(ABORT, 'BOOKING_IN_PAST'); END;
--> statement-breakpoint
-- At most one live booking of a model over any moment. Admins are free of it.
CREATE TRIGGER IF NOT EXISTS bookings_insert_duplicate BEFORE INSERT ON bookings FOR EACH ROW WHEN EXISTS (SELECT 1 FROM bookings b WHERE b.user_id = NEW.user_id AND b.model_id = NEW.model_id AND b.status IN ('requested', 'option', 'confirmed') AND b.start_at < NEW.end_at AND b.start_at > NEW.start_at - 1209600000 AND b.end_at > NEW.start_at AND coalesce(b.lapses_at > NEW.updated_at, 1)) AND EXISTS (SELECT 1 FROM users u WHERE u.id = NEW.user_id AND u.role <> 'admin') BEGIN SELECT RAISE(ABORT, 'BOOKING_DUPLICATE'); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS bookings_update_duplicate BEFORE UPDATE OF start_at, end_at ON bookings FOR EACH ROW WHEN (NEW.start_at <> OLD.start_at OR NEW.end_at <> OLD.end_at) AND NEW.status IN ('requested', 'option', 'confirmed') AND EXISTS (SELECT 1 FROM bookings b WHERE b.user_id = NEW.user_id AND b.model_id = NEW.model_id AND b.status IN ('requested', 'option', 'confirmed') AND b.start_at < NEW.end_at AND b.start_at > NEW.start_at - 1209600000 AND b.end_at > NEW.start_at AND coalesce(b.lapses_at > NEW.updated_at, 1) AND b.seq <> NEW.seq) AND EXISTS (SELECT 1 FROM users u WHERE u.id = NEW.user_id AND u.role <> 'admin') BEGIN SELECT RAISE(ABORT, 'BOOKING_DUPLICATE'); END;
--> statement-breakpoint
-- At most 50 requests of a client are open at once. Admins are free of it.
CREATE TRIGGER IF NOT EXISTS bookings_insert_quota BEFORE INSERT ON bookings FOR EACH ROW WHEN (SELECT count(*) FROM bookings b WHERE b.user_id = NEW.user_id AND b.status = 'requested' AND b.start_at > NEW.updated_at) >= 50 AND EXISTS (SELECT 1 FROM users u WHERE u.id = NEW.user_id AND u.role <> 'admin') BEGIN SELECT RAISE(ABORT, 'REQUESTS_FULL'); END;
--> statement-breakpoint
-- Every move looks at the clock. What has lapsed may only expire, and only it may. A booking is completed or missed once it has begun, and its client cancels before.
CREATE TRIGGER IF NOT EXISTS bookings_update_clock BEFORE UPDATE OF status ON bookings FOR EACH ROW WHEN NEW.status <> OLD.status AND ((NEW.status = 'expired') <> coalesce(OLD.lapses_at <= NEW.updated_at, 0) OR (NEW.status IN ('completed', 'no_show') AND OLD.start_at > NEW.updated_at) OR (NEW.status = 'cancelled' AND OLD.start_at <= NEW.updated_at AND EXISTS (SELECT 1 FROM users u WHERE u.id = NEW.updated_by AND u.role <> 'admin'))) BEGIN SELECT RAISE(ABORT, 'INVALID_TRANSITION'); END;
--> statement-breakpoint
-- An option that would be over at once is none, also when its times move.
CREATE TRIGGER IF NOT EXISTS bookings_update_option_late BEFORE UPDATE ON bookings FOR EACH ROW WHEN NEW.status = 'option' AND (OLD.status <> 'option' OR NEW.start_at <> OLD.start_at) AND NEW.option_expires_at <= NEW.updated_at BEGIN SELECT RAISE(ABORT, 'OPTION_TOO_LATE'); END;
--> statement-breakpoint
-- At most 4 options are alive over any moment. The fullest moment of a window is its start or the start of an option in it.
CREATE TRIGGER IF NOT EXISTS bookings_update_options_full BEFORE UPDATE ON bookings FOR EACH ROW WHEN NEW.status = 'option' AND (OLD.status <> 'option' OR NEW.start_at <> OLD.start_at OR NEW.end_at <> OLD.end_at) AND EXISTS (SELECT 1 FROM (SELECT NEW.start_at AS moment UNION SELECT p.start_at FROM bookings p WHERE p.model_id = NEW.model_id AND p.status = 'option' AND p.option_expires_at > NEW.updated_at AND p.start_at < NEW.end_at AND p.start_at > NEW.start_at - 1209600000 AND p.end_at > NEW.start_at AND p.seq <> NEW.seq AND p.start_at > NEW.start_at) m WHERE (SELECT count(*) FROM bookings o WHERE o.model_id = NEW.model_id AND o.status = 'option' AND o.option_expires_at > NEW.updated_at AND o.start_at < NEW.end_at AND o.start_at > NEW.start_at - 1209600000 AND o.end_at > NEW.start_at AND o.seq <> NEW.seq AND o.start_at <= m.moment AND o.end_at > m.moment) >= 4) BEGIN SELECT RAISE(ABORT, 'OPTIONS_FULL'); END;
--> statement-breakpoint
-- A confirmed window releases the live options over it, in the same transaction.
CREATE TRIGGER IF NOT EXISTS bookings_update_release AFTER UPDATE ON bookings FOR EACH ROW WHEN NEW.status = 'confirmed' AND (OLD.status <> 'confirmed' OR NEW.start_at <> OLD.start_at OR NEW.end_at <> OLD.end_at) BEGIN UPDATE bookings SET status = 'released', optioned_at = NULL, option_expires_at = NULL, challenged_at = NULL, move_reason = NULL, updated_by = NEW.updated_by, updated_at = NEW.updated_at, version = version + 1 WHERE model_id = NEW.model_id AND status = 'option' AND option_expires_at > NEW.updated_at AND start_at < NEW.end_at AND start_at > NEW.start_at - 1209600000 AND end_at > NEW.start_at AND seq <> NEW.seq; END;
--> statement-breakpoint
-- A model that leaves the catalogue leaves no request open. Those whose time is up are left to expire.
CREATE TRIGGER IF NOT EXISTS models_delete_declines AFTER UPDATE OF deleted_at ON models FOR EACH ROW WHEN NEW.deleted_at IS NOT NULL AND OLD.deleted_at IS NULL BEGIN UPDATE bookings SET status = 'declined', move_reason = NULL, updated_by = NEW.updated_by, updated_at = NEW.updated_at, version = version + 1 WHERE model_id = NEW.id AND status = 'requested' AND start_at > NEW.updated_at; END;
--> statement-breakpoint
-- History is written by the transaction of the change itself.
CREATE TRIGGER IF NOT EXISTS booking_events_created AFTER INSERT ON bookings FOR EACH ROW BEGIN INSERT INTO booking_events (booking_id, event, from_status, to_status, detail, actor_id, at) VALUES (NEW.id, 'created', NULL, NEW.status, NULL, NEW.updated_by, NEW.updated_at); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS booking_events_moved AFTER UPDATE ON bookings FOR EACH ROW WHEN NEW.status <> OLD.status BEGIN INSERT INTO booking_events (booking_id, event, from_status, to_status, detail, actor_id, at) VALUES (NEW.id, NEW.status, OLD.status, NEW.status, iif(NEW.move_reason IS NULL, NULL, json_object('reason', NEW.move_reason)), NEW.updated_by, NEW.updated_at); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS booking_events_rescheduled AFTER UPDATE ON bookings FOR EACH ROW WHEN NEW.status = OLD.status AND (NEW.start_at <> OLD.start_at OR NEW.end_at <> OLD.end_at) BEGIN INSERT INTO booking_events (booking_id, event, from_status, to_status, detail, changes, actor_id, at) VALUES (NEW.id, 'rescheduled', OLD.status, NEW.status, json_object('start_at', json_array(OLD.start_at, NEW.start_at), 'end_at', json_array(OLD.end_at, NEW.end_at)), (SELECT json_group_array(value) FROM json_each(json_array(iif(NEW.start_at <> OLD.start_at, 'start_time', NULL), iif(NEW.end_at <> OLD.end_at, 'end_time', NULL), iif(NEW.notes IS NOT OLD.notes, 'notes', NULL), iif(NEW.location IS NOT OLD.location, 'location', NULL))) WHERE value IS NOT NULL), NEW.updated_by, NEW.updated_at); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS booking_events_edited AFTER UPDATE ON bookings FOR EACH ROW WHEN NEW.status = OLD.status AND NEW.start_at = OLD.start_at AND NEW.end_at = OLD.end_at AND (NEW.notes IS NOT OLD.notes OR NEW.location IS NOT OLD.location) BEGIN INSERT INTO booking_events (booking_id, event, from_status, to_status, detail, changes, actor_id, at) VALUES (NEW.id, 'edited', OLD.status, NEW.status, NULL, (SELECT json_group_array(value) FROM json_each(json_array(iif(NEW.start_at <> OLD.start_at, 'start_time', NULL), iif(NEW.end_at <> OLD.end_at, 'end_time', NULL), iif(NEW.notes IS NOT OLD.notes, 'notes', NULL), iif(NEW.location IS NOT OLD.location, 'location', NULL))) WHERE value IS NOT NULL), NEW.updated_by, NEW.updated_at); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS booking_events_challenge AFTER UPDATE ON bookings FOR EACH ROW WHEN NEW.status = 'option' AND NEW.challenged_at IS NOT OLD.challenged_at AND NEW.challenged_at IS NOT NULL BEGIN INSERT INTO booking_events (booking_id, event, from_status, to_status, detail, actor_id, at) VALUES (NEW.id, 'challenge', OLD.status, NEW.status, NULL, NEW.updated_by, NEW.updated_at); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS booking_events_challenged AFTER UPDATE ON bookings FOR EACH ROW WHEN NEW.status = 'option' AND OLD.status = 'option' AND NEW.option_expires_at < OLD.option_expires_at AND NEW.start_at = OLD.start_at AND NEW.end_at = OLD.end_at BEGIN INSERT INTO booking_events (booking_id, event, from_status, to_status, detail, actor_id, at) VALUES (NEW.id, 'challenged', OLD.status, NEW.status, json_object('option_expires_at', json_array(OLD.option_expires_at, NEW.option_expires_at)), NEW.updated_by, NEW.updated_at); END;
--> statement-breakpoint
-- An agency always has an active admin.
CREATE TRIGGER IF NOT EXISTS users_last_admin BEFORE UPDATE ON users FOR EACH ROW WHEN OLD.role = 'admin' AND OLD.is_active = 1 AND OLD.deleted_at IS NULL AND (NEW.role <> 'admin' OR NEW.is_active = 0 OR NEW.deleted_at IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM users u WHERE u.role = 'admin' AND u.is_active = 1 AND u.deleted_at IS NULL AND u.seq <> OLD.seq) BEGIN SELECT RAISE(ABORT, 'LAST_ADMIN'); END;
--> statement-breakpoint
-- A change of role, deactivation or deletion ends every session of the account, whoever makes it.
CREATE TRIGGER IF NOT EXISTS users_end_sessions AFTER UPDATE OF role, is_active, deleted_at ON users FOR EACH ROW WHEN NEW.role <> OLD.role OR NEW.is_active <> OLD.is_active OR NEW.deleted_at IS NOT OLD.deleted_at BEGIN UPDATE sessions SET revoked_at = NEW.updated_at WHERE user_id = NEW.id AND revoked_at IS NULL; END;
--> statement-breakpoint
-- At most 20 live sessions of an account: of the others the least recently refreshed gives way to a new one.
CREATE TRIGGER IF NOT EXISTS sessions_most_live AFTER INSERT ON sessions FOR EACH ROW WHEN NEW.revoked_at IS NULL BEGIN UPDATE sessions SET revoked_at = NEW.created_at WHERE user_id = NEW.user_id AND revoked_at IS NULL AND expires_at > NEW.created_at AND id <> NEW.id AND id NOT IN (SELECT s.id FROM sessions s WHERE s.user_id = NEW.user_id AND s.revoked_at IS NULL AND s.expires_at > NEW.created_at AND s.id <> NEW.id ORDER BY s.rotated_at DESC, s.created_at DESC LIMIT 19); END;
--> statement-breakpoint
-- What must never be there, for npm run db:check and the metrics. Views, so that all ask the same.
CREATE VIEW IF NOT EXISTS overlapping_bookings AS SELECT a.id AS booking_id, b.id AS other_id, a.start_at FROM bookings a JOIN bookings b ON b.model_id = a.model_id AND b.status = 'confirmed' AND b.start_at >= a.start_at AND b.start_at < a.end_at AND b.seq <> a.seq WHERE a.status = 'confirmed';
--> statement-breakpoint
CREATE VIEW IF NOT EXISTS broken_histories AS SELECT 'illegal_move' AS finding, e.booking_id, e.from_status || ' to ' || e.to_status AS detail FROM booking_events e WHERE e.from_status <> e.to_status AND NOT EXISTS (SELECT 1 FROM booking_transitions t WHERE t.from_status = e.from_status AND t.to_status = e.to_status) UNION ALL SELECT 'gap_in_history', h.booking_id, h.event FROM (SELECT booking_id, event, from_status, lag(to_status) OVER (PARTITION BY booking_id ORDER BY seq) AS before FROM booking_events) h WHERE h.from_status IS NOT h.before UNION ALL SELECT 'event_missing', b.id, b.status FROM bookings b WHERE b.status IS NOT (SELECT e.to_status FROM booking_events e WHERE e.booking_id = b.id ORDER BY e.seq DESC LIMIT 1);
--> statement-breakpoint
CREATE VIEW IF NOT EXISTS crowded_options AS SELECT p.id AS booking_id, p.start_at FROM bookings p WHERE p.status = 'option' AND (SELECT count(*) FROM bookings o WHERE o.model_id = p.model_id AND o.status = 'option' AND o.start_at <= p.start_at AND o.end_at > p.start_at AND min(o.option_expires_at, p.option_expires_at) > unixepoch() * 1000) > 4;
--> statement-breakpoint
CREATE VIEW IF NOT EXISTS booking_findings AS SELECT 'overlap' AS finding, booking_id, other_id AS detail FROM overlapping_bookings UNION ALL SELECT 'booked_out', b.id, o.id FROM bookings b JOIN book_outs o ON o.model_id = b.model_id AND o.start_at < b.end_at AND o.end_at > b.start_at WHERE b.status = 'confirmed' UNION ALL SELECT finding, booking_id, detail FROM broken_histories UNION ALL SELECT 'over_four_options', booking_id, NULL FROM crowded_options UNION ALL SELECT 'option_over_confirmed', p.id, c.id FROM bookings p JOIN bookings c ON c.model_id = p.model_id AND c.status = 'confirmed' AND c.start_at < p.end_at AND c.end_at > p.start_at WHERE p.status = 'option' AND p.option_expires_at > unixepoch() * 1000;
--> statement-breakpoint
-- The guard of a session. The first statement of every batch of a signed-in request inserts here, and the whole batch is refused unless session and account are live and the role is the one of the token. Writes nothing.
CREATE VIEW IF NOT EXISTS require_session AS SELECT NULL AS session_id, NULL AS user_id, NULL AS role, NULL AS at;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS require_session_live INSTEAD OF INSERT ON require_session FOR EACH ROW WHEN NOT EXISTS (SELECT 1 FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = NEW.session_id AND s.user_id = NEW.user_id AND s.revoked_at IS NULL AND s.expires_at > NEW.at AND u.is_active = 1 AND u.deleted_at IS NULL AND u.role = NEW.role) BEGIN SELECT RAISE(ABORT, 'SESSION_ENDED'); END;
--> statement-breakpoint
-- The second statement of a keyed batch: refuses it when the key is taken, before its effects.
CREATE VIEW IF NOT EXISTS require_unused_key AS SELECT NULL AS caller, NULL AS route, NULL AS key, NULL AS oldest;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS require_unused_key_free INSTEAD OF INSERT ON require_unused_key FOR EACH ROW WHEN EXISTS (SELECT 1 FROM idempotency_keys k WHERE k.caller = NEW.caller AND k.route = NEW.route AND k.key = NEW.key AND k.created_at > NEW.oldest) BEGIN SELECT RAISE(ABORT, 'IDEMPOTENCY_KEY_TAKEN'); END;
