CREATE TABLE `outbox` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`type` text NOT NULL,
	`data` text NOT NULL,
	`actor_id` text,
	`only_endpoint_seq` integer,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_id_unique` ON `outbox` (`id`);--> statement-breakpoint
CREATE INDEX `outbox_at` ON `outbox` (`at`);--> statement-breakpoint
CREATE TABLE `webhook_deliveries` (
	`endpoint_seq` integer NOT NULL,
	`outbox_seq` integer NOT NULL,
	`state` text DEFAULT 'pending' NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer,
	`last_status` integer,
	`last_error` text,
	`last_ms` integer,
	PRIMARY KEY(`endpoint_seq`, `outbox_seq`),
	FOREIGN KEY (`endpoint_seq`) REFERENCES `webhook_endpoints`(`seq`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`outbox_seq`) REFERENCES `outbox`(`seq`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "webhook_deliveries_state" CHECK("webhook_deliveries"."state" IN ('pending', 'delivered', 'failed')),
	CONSTRAINT "webhook_deliveries_due_pending" CHECK(("webhook_deliveries"."state" = 'pending') = ("webhook_deliveries"."next_attempt_at" IS NOT NULL))
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `webhook_deliveries_due` ON `webhook_deliveries` (`endpoint_seq`,`next_attempt_at`) WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX `webhook_deliveries_outbox` ON `webhook_deliveries` (`outbox_seq`);--> statement-breakpoint
CREATE TABLE `webhook_endpoints` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`url` text NOT NULL,
	`events` text DEFAULT '[]' NOT NULL,
	`description` text,
	`secret_sealed` text NOT NULL,
	`previous_secret_sealed` text,
	`previous_until` integer,
	`failing_since` integer,
	`disabled_at` integer,
	`disabled_reason` text,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	`updated_by` text,
	FOREIGN KEY (`updated_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "webhook_endpoints_events" CHECK(json_valid("webhook_endpoints"."events")),
	CONSTRAINT "webhook_endpoints_disabled" CHECK(("webhook_endpoints"."disabled_at" IS NULL) = ("webhook_endpoints"."disabled_reason" IS NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `webhook_endpoints_id_unique` ON `webhook_endpoints` (`id`);
--> statement-breakpoint
-- What happens to bookings is an event of the stream, in the transaction of the change. Ids and times only.
CREATE TRIGGER IF NOT EXISTS outbox_booking_events AFTER INSERT ON booking_events FOR EACH ROW BEGIN INSERT INTO outbox (id, type, data, actor_id, at) SELECT 'evt_' || lower(hex(randomblob(16))), 'booking.' || NEW.event, json_object('booking_id', b.id, 'model_id', b.model_id, 'user_id', b.user_id, 'status', NEW.to_status, 'previous_status', NEW.from_status, 'start_time', strftime('%Y-%m-%dT%H:%M:%fZ', b.start_at / 1000.0, 'unixepoch'), 'end_time', strftime('%Y-%m-%dT%H:%M:%fZ', b.end_at / 1000.0, 'unixepoch'), 'timezone', b.timezone, 'option_expires_at', strftime('%Y-%m-%dT%H:%M:%fZ', b.option_expires_at / 1000.0, 'unixepoch'), 'version', b.version, 'changes', json(coalesce(NEW.changes, '[]')), 'by', iif(NEW.actor_id IS NULL, 'system', iif((SELECT u.role FROM users u WHERE u.id = NEW.actor_id) = 'admin', 'agency', 'client'))), NEW.actor_id, NEW.at FROM bookings b WHERE b.id = NEW.booking_id; END;
--> statement-breakpoint
-- One delivery for each endpoint that wants the event. A ping goes to its endpoint alone, a disabled one too.
CREATE TRIGGER IF NOT EXISTS outbox_fan_out AFTER INSERT ON outbox FOR EACH ROW BEGIN INSERT INTO webhook_deliveries (endpoint_seq, outbox_seq, next_attempt_at) SELECT e.seq, NEW.seq, NEW.at FROM webhook_endpoints e WHERE e.deleted_at IS NULL AND iif(NEW.only_endpoint_seq IS NULL, e.disabled_at IS NULL AND (e.events = '[]' OR EXISTS (SELECT 1 FROM json_each(e.events) WHERE value = NEW.type)), e.seq = NEW.only_endpoint_seq); END;
--> statement-breakpoint
-- At most 10 endpoints.
CREATE TRIGGER IF NOT EXISTS webhook_endpoints_full BEFORE INSERT ON webhook_endpoints FOR EACH ROW WHEN (SELECT count(*) FROM webhook_endpoints WHERE deleted_at IS NULL) >= 10 BEGIN SELECT RAISE(ABORT, 'WEBHOOKS_FULL'); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS webhook_endpoints_delete AFTER UPDATE OF deleted_at ON webhook_endpoints FOR EACH ROW WHEN NEW.deleted_at IS NOT NULL AND OLD.deleted_at IS NULL BEGIN DELETE FROM webhook_deliveries WHERE endpoint_seq = NEW.seq; END;
--> statement-breakpoint
-- A secret is a secret: that it changed is told by the action.
CREATE TRIGGER IF NOT EXISTS audit_webhooks_insert AFTER INSERT ON webhook_endpoints FOR EACH ROW BEGIN INSERT INTO audit_log (action, actor_id, target_type, target_id, changes, address, at) VALUES ('webhook.created', NEW.updated_by, 'webhook', NEW.id, json_object('url', json_array(NULL, NEW.url), 'events', json_array(NULL, NEW.events)), NULL, NEW.created_at); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS audit_webhooks_secret AFTER UPDATE OF secret_sealed ON webhook_endpoints FOR EACH ROW WHEN NEW.secret_sealed <> OLD.secret_sealed BEGIN INSERT INTO audit_log (action, actor_id, target_type, target_id, changes, address, at) VALUES ('webhook.secret_rotated', NEW.updated_by, 'webhook', NEW.id, NULL, NULL, NEW.updated_at); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS audit_webhooks_update AFTER UPDATE ON webhook_endpoints FOR EACH ROW WHEN NEW.deleted_at IS NULL AND (NEW.url <> OLD.url OR NEW.events <> OLD.events OR NEW.description IS NOT OLD.description OR NEW.disabled_reason IS NOT OLD.disabled_reason) BEGIN INSERT INTO audit_log (action, actor_id, target_type, target_id, changes, address, at) SELECT 'webhook.updated', NEW.updated_by, 'webhook', NEW.id, json_group_object(value ->> 0, json_array(value ->> 1, value ->> 2)), NULL, NEW.updated_at FROM json_each(json_array(json_array('url', OLD.url, NEW.url), json_array('events', OLD.events, NEW.events), json_array('description', OLD.description, NEW.description), json_array('disabled_reason', OLD.disabled_reason, NEW.disabled_reason))) WHERE value ->> 1 IS NOT value ->> 2; END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS audit_webhooks_delete AFTER UPDATE OF deleted_at ON webhook_endpoints FOR EACH ROW WHEN NEW.deleted_at IS NOT NULL AND OLD.deleted_at IS NULL BEGIN INSERT INTO audit_log (action, actor_id, target_type, target_id, changes, address, at) VALUES ('webhook.deleted', NEW.updated_by, 'webhook', NEW.id, NULL, NULL, NEW.updated_at); END;
--> statement-breakpoint
-- Nothing waits for an endpoint that is disabled. A replay queues what it has missed.
CREATE TRIGGER IF NOT EXISTS webhook_endpoints_disable AFTER UPDATE OF disabled_at ON webhook_endpoints FOR EACH ROW WHEN NEW.disabled_at IS NOT NULL AND OLD.disabled_at IS NULL BEGIN UPDATE webhook_deliveries SET state = 'failed', next_attempt_at = NULL, last_error = 'disabled' WHERE endpoint_seq = NEW.seq AND state = 'pending'; END;
