-- Fewer rows for each change: no index of deliveries by event, no counter of mails. Nothing refers to these tables,
-- so dropping them deletes nothing else. They keep their names, since renaming would fail on the triggers that write to them.
CREATE TABLE `webhook_deliveries_before` AS SELECT `endpoint_seq`, `outbox_seq`, `state`, `attempts`, `next_attempt_at`, `last_status`, `last_error`, `last_ms` FROM `webhook_deliveries`;
--> statement-breakpoint
DROP TABLE `webhook_deliveries`;
--> statement-breakpoint
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
	CONSTRAINT "webhook_deliveries_state" CHECK("webhook_deliveries"."state" IN ('pending', 'delivered', 'failed')),
	CONSTRAINT "webhook_deliveries_due_pending" CHECK(("webhook_deliveries"."state" = 'pending') = ("webhook_deliveries"."next_attempt_at" IS NOT NULL))
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `webhook_deliveries` (`endpoint_seq`, `outbox_seq`, `state`, `attempts`, `next_attempt_at`, `last_status`, `last_error`, `last_ms`) SELECT `endpoint_seq`, `outbox_seq`, `state`, `attempts`, `next_attempt_at`, `last_status`, `last_error`, `last_ms` FROM `webhook_deliveries_before`;
--> statement-breakpoint
DROP TABLE `webhook_deliveries_before`;
--> statement-breakpoint
CREATE INDEX `webhook_deliveries_due` ON `webhook_deliveries` (`endpoint_seq`,`next_attempt_at`) WHERE state = 'pending';
--> statement-breakpoint
CREATE TABLE `mails_before` AS SELECT `seq`, `id`, `template`, `to_user_id`, `to_sealed`, `to_key`, `caller_key`, `ref_id`, `language`, `state`, `in_summary`, `attempts`, `next_attempt_at`, `last_error`, `sent_at`, `created_at` FROM `mails`;
--> statement-breakpoint
DROP TABLE `mails`;
--> statement-breakpoint
CREATE TABLE `mails` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`template` text NOT NULL,
	`to_user_id` text,
	`to_sealed` text,
	`to_key` text,
	`caller_key` text,
	`ref_id` text,
	`language` text DEFAULT 'ko' NOT NULL,
	`state` text DEFAULT 'pending' NOT NULL,
	`in_summary` integer DEFAULT false NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer,
	`last_error` text,
	`sent_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`to_user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "mails_template" CHECK("mails"."template" IN ('forgot', 'verify', 'email_change', 'invitation', 'booking', 'option_ending', 'agency', 'webhook_disabled')),
	CONSTRAINT "mails_state" CHECK("mails"."state" IN ('pending', 'sent', 'failed', 'dropped')),
	CONSTRAINT "mails_language" CHECK("mails"."language" IN ('ko', 'en')),
	CONSTRAINT "mails_due_pending" CHECK(("mails"."state" = 'pending') = ("mails"."next_attempt_at" IS NOT NULL))
);
--> statement-breakpoint
INSERT INTO `mails` (`seq`, `id`, `template`, `to_user_id`, `to_sealed`, `to_key`, `caller_key`, `ref_id`, `language`, `state`, `in_summary`, `attempts`, `next_attempt_at`, `last_error`, `sent_at`, `created_at`) SELECT `seq`, `id`, `template`, `to_user_id`, `to_sealed`, `to_key`, `caller_key`, `ref_id`, `language`, `state`, `in_summary`, `attempts`, `next_attempt_at`, `last_error`, `sent_at`, `created_at` FROM `mails_before`;
--> statement-breakpoint
DROP TABLE `mails_before`;
--> statement-breakpoint
CREATE INDEX `mails_due` ON `mails` (`next_attempt_at`) WHERE state = 'pending';
--> statement-breakpoint
CREATE INDEX `mails_user` ON `mails` (`to_user_id`,`created_at`);
--> statement-breakpoint
CREATE INDEX `mails_to` ON `mails` (`to_key`,`created_at`) WHERE to_key IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `mails_caller` ON `mails` (`caller_key`,`created_at`) WHERE caller_key IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `mails_option_ending` ON `mails` (`ref_id`) WHERE template = 'option_ending';
--> statement-breakpoint
-- A delivery has its event and its endpoint. An event that has deliveries stays. Endpoints that are gone have none.
CREATE TRIGGER IF NOT EXISTS webhook_deliveries_event BEFORE INSERT ON webhook_deliveries FOR EACH ROW WHEN NOT EXISTS (SELECT 1 FROM outbox WHERE seq = NEW.outbox_seq) OR NOT EXISTS (SELECT 1 FROM webhook_endpoints WHERE seq = NEW.endpoint_seq AND deleted_at IS NULL) BEGIN SELECT RAISE(ABORT, 'DELIVERY_WITHOUT_EVENT'); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS outbox_keep_delivered BEFORE DELETE ON outbox FOR EACH ROW WHEN EXISTS (SELECT 1 FROM webhook_endpoints e CROSS JOIN webhook_deliveries d ON d.endpoint_seq = e.seq WHERE e.deleted_at IS NULL AND d.outbox_seq = OLD.seq) BEGIN SELECT RAISE(ABORT, 'DELIVERY_WITHOUT_EVENT'); END;
--> statement-breakpoint
DROP VIEW integrity_findings;
--> statement-breakpoint
CREATE VIEW IF NOT EXISTS integrity_findings AS SELECT finding, booking_id, detail FROM booking_findings UNION ALL SELECT 'wrong_count', NULL, kept || ' ' || status || ' of ' || iif(owner_id = '', 'everybody', owner_id) || ', found ' || found FROM wrong_counts UNION ALL SELECT 'wrong_count', NULL, kept || ' ' || name || ', found ' || found FROM wrong_row_counts UNION ALL SELECT 'wrong_count', NULL, live || ' live models, found ' || (SELECT count(*) FROM models WHERE deleted_at IS NULL) FROM catalogue_state WHERE live <> (SELECT count(*) FROM models WHERE deleted_at IS NULL) UNION ALL SELECT finding, NULL, detail FROM (SELECT finding, detail FROM picture_findings UNION ALL SELECT 'delivery_without_event', 'endpoint ' || endpoint_seq || ', event ' || outbox_seq FROM webhook_deliveries d WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE seq = d.outbox_seq));
