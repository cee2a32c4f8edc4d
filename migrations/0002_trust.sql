CREATE TABLE `catalogue_state` (
	`id` integer PRIMARY KEY NOT NULL,
	`generation` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `audit_log` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`action` text NOT NULL,
	`actor_id` text,
	`target_type` text NOT NULL,
	`target_id` text,
	`changes` text,
	`address` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_log_at` ON `audit_log` (`at`);--> statement-breakpoint
CREATE INDEX `audit_log_actor` ON `audit_log` (`actor_id`,`at`);--> statement-breakpoint
CREATE INDEX `audit_log_target` ON `audit_log` (`target_id`,`at`);--> statement-breakpoint
CREATE INDEX `audit_log_action` ON `audit_log` (`action`,`at`);--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`caller` text NOT NULL,
	`route` text NOT NULL,
	`key` text NOT NULL,
	`fingerprint` text NOT NULL,
	`subject_id` text,
	`made` text,
	`refusal` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`caller`, `route`, `key`),
	CONSTRAINT "idempotency_keys_answer" CHECK(("idempotency_keys"."made" IS NULL) <> ("idempotency_keys"."refusal" IS NULL))
);
--> statement-breakpoint
CREATE INDEX `idempotency_keys_created` ON `idempotency_keys` (`created_at`);--> statement-breakpoint
CREATE INDEX `idempotency_keys_subject` ON `idempotency_keys` (`subject_id`);--> statement-breakpoint
CREATE TABLE `login_attempts` (
	`id` text PRIMARY KEY NOT NULL,
	`account` text NOT NULL,
	`address` text NOT NULL,
	`failed` integer DEFAULT false NOT NULL,
	`at` integer NOT NULL,
	CONSTRAINT "login_attempts_failed" CHECK("login_attempts"."failed" IN (0, 1))
);
--> statement-breakpoint
CREATE INDEX `login_attempts_account` ON `login_attempts` (`account`,`at`);--> statement-breakpoint
CREATE INDEX `login_attempts_at` ON `login_attempts` (`at`);--> statement-breakpoint
ALTER TABLE `book_outs` ADD `deleted_by` text REFERENCES users(id);--> statement-breakpoint
CREATE INDEX `book_outs_start` ON `book_outs` (`start_at`);--> statement-breakpoint
ALTER TABLE `bookings` ADD `change_id` text;--> statement-breakpoint
ALTER TABLE `models` ADD `updated_by` text REFERENCES users(id);--> statement-breakpoint
ALTER TABLE `sessions` ADD `address` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `reused_at` integer;--> statement-breakpoint
ALTER TABLE `users` ADD `updated_by` text;