CREATE TABLE `book_outs` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`model_id` text NOT NULL,
	`start_at` integer NOT NULL,
	`end_at` integer NOT NULL,
	`reason` text,
	`created_by` text,
	`created_at` integer NOT NULL,
	`deleted_by` text,
	FOREIGN KEY (`model_id`) REFERENCES `models`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`deleted_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "book_outs_window" CHECK("book_outs"."end_at" > "book_outs"."start_at"),
	CONSTRAINT "book_outs_length" CHECK("book_outs"."end_at" - "book_outs"."start_at" <= 31622400000)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `book_outs_id_unique` ON `book_outs` (`id`);--> statement-breakpoint
CREATE INDEX `book_outs_model_start` ON `book_outs` (`model_id`,`start_at`);--> statement-breakpoint
CREATE INDEX `book_outs_start` ON `book_outs` (`start_at`);--> statement-breakpoint
CREATE TABLE `booking_counts` (
	`owner_id` text NOT NULL,
	`status` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`owner_id`, `status`)
);
--> statement-breakpoint
CREATE TABLE `booking_events` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`booking_id` text NOT NULL,
	`event` text NOT NULL,
	`from_status` text,
	`to_status` text,
	`detail` text,
	`changes` text,
	`actor_id` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`booking_id`) REFERENCES `bookings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`actor_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `booking_events_booking` ON `booking_events` (`booking_id`);--> statement-breakpoint
CREATE TABLE `booking_transitions` (
	`from_status` text NOT NULL,
	`to_status` text NOT NULL,
	PRIMARY KEY(`from_status`, `to_status`)
);
--> statement-breakpoint
CREATE TABLE `bookings` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`model_id` text NOT NULL,
	`user_id` text NOT NULL,
	`start_at` integer NOT NULL,
	`end_at` integer NOT NULL,
	`timezone` text DEFAULT 'Asia/Seoul' NOT NULL,
	`status` text DEFAULT 'requested' NOT NULL,
	`optioned_at` integer,
	`option_expires_at` integer,
	`challenged_at` integer,
	`lapses_at` integer GENERATED ALWAYS AS (iif(status = 'option', option_expires_at, iif(status = 'requested', start_at, NULL))) VIRTUAL,
	`price_per_hour` integer NOT NULL,
	`total_price` integer NOT NULL,
	`notes` text,
	`location` text,
	`cancel_reason` text,
	`cancelled_by` text,
	`move_reason` text,
	`updated_by` text,
	`change_id` text,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`model_id`) REFERENCES `models`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`cancelled_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`updated_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "bookings_status" CHECK("bookings"."status" IN ('requested', 'option', 'confirmed', 'completed', 'declined', 'released', 'expired', 'cancelled', 'no_show')),
	CONSTRAINT "bookings_length" CHECK("bookings"."end_at" - "bookings"."start_at" BETWEEN 3600000 AND 1209600000),
	CONSTRAINT "bookings_total_price" CHECK("bookings"."total_price" > 0),
	CONSTRAINT "bookings_option_expiry" CHECK(("bookings"."status" = 'option') = ("bookings"."option_expires_at" IS NOT NULL)),
	CONSTRAINT "bookings_option_in_time" CHECK("bookings"."option_expires_at" <= "bookings"."start_at" - 86400000)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `bookings_id_unique` ON `bookings` (`id`);--> statement-breakpoint
CREATE INDEX `bookings_confirmed` ON `bookings` (`model_id`,`start_at`) WHERE status = 'confirmed';--> statement-breakpoint
CREATE INDEX `bookings_options` ON `bookings` (`model_id`,`start_at`) WHERE status = 'option';--> statement-breakpoint
CREATE INDEX `bookings_lapses` ON `bookings` (`lapses_at`) WHERE lapses_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `bookings_confirmed_end` ON `bookings` (`end_at`) WHERE status = 'confirmed';--> statement-breakpoint
CREATE INDEX `bookings_user_requested` ON `bookings` (`user_id`,`start_at`) WHERE status = 'requested';--> statement-breakpoint
CREATE INDEX `bookings_user_start` ON `bookings` (`user_id`,`start_at`);--> statement-breakpoint
CREATE INDEX `bookings_user_created` ON `bookings` (`user_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `bookings_model_start` ON `bookings` (`model_id`,`start_at`);--> statement-breakpoint
CREATE INDEX `bookings_status_start` ON `bookings` (`status`,`start_at`);--> statement-breakpoint
CREATE INDEX `bookings_status_created` ON `bookings` (`status`,`created_at`);--> statement-breakpoint
CREATE INDEX `bookings_start` ON `bookings` (`start_at`);--> statement-breakpoint
CREATE INDEX `bookings_created` ON `bookings` (`created_at`);--> statement-breakpoint
CREATE TABLE `catalogue_state` (
	`id` integer PRIMARY KEY NOT NULL,
	`generation` integer NOT NULL,
	`live` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `model_boards` (
	`board` text NOT NULL,
	`model_seq` integer NOT NULL,
	PRIMARY KEY(`board`, `model_seq`),
	FOREIGN KEY (`model_seq`) REFERENCES `models`(`seq`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "model_boards_board" CHECK("model_boards"."board" IN ('women', 'men', 'new_faces', 'commercial', 'curve', 'classic', 'fit', 'hands', 'influencer', 'celebrity', 'foreign'))
);
--> statement-breakpoint
CREATE INDEX `model_boards_model` ON `model_boards` (`model_seq`);--> statement-breakpoint
CREATE TABLE `models` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`stage_name` text,
	`description` text NOT NULL,
	`price_per_hour` integer NOT NULL,
	`is_available` integer DEFAULT true NOT NULL,
	`gender` text,
	`boards` text DEFAULT '[]' NOT NULL,
	`height_cm` integer,
	`bust_cm` integer,
	`waist_cm` integer,
	`hips_cm` integer,
	`inseam_cm` integer,
	`shoe_mm` integer,
	`hair_color` text,
	`eye_color` text,
	`nationality` text,
	`languages` text DEFAULT '[]' NOT NULL,
	`based_in` text,
	`instagram` text,
	`birth_date` text,
	`notes_internal` text,
	`mother_agency` text,
	`commission_pct` integer,
	`cover` text,
	`cover_version` integer DEFAULT 0 NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	`updated_by` text,
	FOREIGN KEY (`updated_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "models_name_length" CHECK(length("models"."name") BETWEEN 2 AND 100),
	CONSTRAINT "models_price_min" CHECK("models"."price_per_hour" >= 10000),
	CONSTRAINT "models_is_available" CHECK("models"."is_available" IN (0, 1)),
	CONSTRAINT "models_gender" CHECK("models"."gender" IN ('female', 'male', 'non_binary')),
	CONSTRAINT "models_boards" CHECK(json_valid("models"."boards")),
	CONSTRAINT "models_languages" CHECK(json_valid("models"."languages")),
	CONSTRAINT "models_commission" CHECK("models"."commission_pct" BETWEEN 0 AND 100)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `models_id_unique` ON `models` (`id`);--> statement-breakpoint
CREATE INDEX `models_created` ON `models` (`created_at`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `models_price` ON `models` (`price_per_hour`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `models_name` ON `models` (`name`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `models_height` ON `models` (CASE WHEN height_cm IS NULL THEN 0 ELSE height_cm END) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `models_gender_created` ON `models` (`gender`,`created_at`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `models_available_created` ON `models` (`is_available`,`created_at`) WHERE deleted_at IS NULL;--> statement-breakpoint
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
	`result` text,
	`refusal` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`caller`, `route`, `key`),
	CONSTRAINT "idempotency_keys_answer" CHECK(("idempotency_keys"."result" IS NULL) <> ("idempotency_keys"."refusal" IS NULL))
);
--> statement-breakpoint
CREATE INDEX `idempotency_keys_created` ON `idempotency_keys` (`created_at`);--> statement-breakpoint
CREATE INDEX `idempotency_keys_subject` ON `idempotency_keys` (`subject_id`);--> statement-breakpoint
CREATE TABLE `idempotency_subjects` (
	`caller` text NOT NULL,
	`route` text NOT NULL,
	`key` text NOT NULL,
	`subject_id` text NOT NULL,
	PRIMARY KEY(`caller`, `route`, `key`, `subject_id`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_subjects_subject` ON `idempotency_subjects` (`subject_id`);--> statement-breakpoint
CREATE TABLE `known_addresses` (
	`user_id` text NOT NULL,
	`address` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `address`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `known_addresses_at` ON `known_addresses` (`at`);--> statement-breakpoint
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
CREATE TABLE `row_counts` (
	`name` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`counter` integer DEFAULT 0 NOT NULL,
	`rotated_at` integer NOT NULL,
	`user_agent` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	`address` text,
	`reused_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "sessions_counter" CHECK("sessions"."counter" >= 0)
);
--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `sessions_live` ON `sessions` (`user_id`) WHERE revoked_at IS NULL;--> statement-breakpoint
CREATE INDEX `sessions_expires` ON `sessions` (`expires_at`);--> statement-breakpoint
CREATE INDEX `sessions_revoked` ON `sessions` (`revoked_at`) WHERE revoked_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `users` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`username` text NOT NULL,
	`username_key` text,
	`email` text NOT NULL,
	`email_key` text,
	`password_hash` text NOT NULL,
	`full_name` text NOT NULL,
	`phone` text,
	`birth_date` text,
	`role` text DEFAULT 'client' NOT NULL,
	`is_active` integer DEFAULT true NOT NULL,
	`email_verified` integer DEFAULT false NOT NULL,
	`pending_email` text,
	`notify` integer DEFAULT true NOT NULL,
	`language` text DEFAULT 'ko' NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	`updated_by` text,
	CONSTRAINT "users_role" CHECK("users"."role" IN ('client', 'admin')),
	CONSTRAINT "users_is_active" CHECK("users"."is_active" IN (0, 1)),
	CONSTRAINT "users_email_verified" CHECK("users"."email_verified" IN (0, 1)),
	CONSTRAINT "users_notify" CHECK("users"."notify" IN (0, 1)),
	CONSTRAINT "users_language" CHECK("users"."language" IN ('ko', 'en')),
	CONSTRAINT "users_deleted_keys" CHECK((deleted_at IS NULL) = (email_key IS NOT NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_id_unique` ON `users` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `users_username_key` ON `users` (`username_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `users_email_key` ON `users` (`email_key`);--> statement-breakpoint
CREATE INDEX `users_created` ON `users` (`created_at`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `users_role_created` ON `users` (`role`,`created_at`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `users_active_created` ON `users` (`is_active`,`created_at`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `users_role_active_created` ON `users` (`role`,`is_active`,`created_at`) WHERE deleted_at IS NULL;