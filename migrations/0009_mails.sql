CREATE TABLE `account_tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`purpose` text NOT NULL,
	`email` text NOT NULL,
	`email_key` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "account_tokens_purpose" CHECK("account_tokens"."purpose" IN ('reset', 'verify', 'cancel'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `account_tokens_user_purpose` ON `account_tokens` (`user_id`,`purpose`);--> statement-breakpoint
CREATE INDEX `account_tokens_expires` ON `account_tokens` (`expires_at`);--> statement-breakpoint
CREATE TABLE `invitations` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`email` text,
	`email_key` text,
	`full_name` text,
	`role` text NOT NULL,
	`invited_by` text NOT NULL,
	`expires_at` integer NOT NULL,
	`accepted_at` integer,
	`accepted_user_id` text,
	`revoked_at` integer,
	`revoked_by` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`invited_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`accepted_user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`revoked_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "invitations_role" CHECK("invitations"."role" IN ('client', 'admin'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_id_unique` ON `invitations` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_email_key` ON `invitations` (`email_key`);--> statement-breakpoint
CREATE INDEX `invitations_expires` ON `invitations` (`expires_at`);--> statement-breakpoint
CREATE INDEX `invitations_known` ON `invitations` (`seq`) WHERE email IS NOT NULL;--> statement-breakpoint
CREATE INDEX `invitations_open_by` ON `invitations` (`invited_by`) WHERE email_key IS NOT NULL;--> statement-breakpoint
CREATE INDEX `invitations_accepted` ON `invitations` (`accepted_user_id`) WHERE accepted_user_id IS NOT NULL;--> statement-breakpoint
CREATE TABLE `mails` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
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
CREATE INDEX `mails_due` ON `mails` (`next_attempt_at`) WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX `mails_user` ON `mails` (`to_user_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `mails_to` ON `mails` (`to_key`,`created_at`) WHERE to_key IS NOT NULL;--> statement-breakpoint
CREATE INDEX `mails_caller` ON `mails` (`caller_key`,`created_at`) WHERE caller_key IS NOT NULL;--> statement-breakpoint
CREATE INDEX `mails_option_ending` ON `mails` (`ref_id`) WHERE template = 'option_ending';
--> statement-breakpoint
-- A token is void once the password, the address or the activity of its account has changed. The link that undoes a change of address is not.
CREATE TRIGGER IF NOT EXISTS users_void_tokens AFTER UPDATE OF password_hash, email_key, is_active ON users FOR EACH ROW WHEN (NEW.password_hash <> OLD.password_hash AND NEW.version <> OLD.version) OR NEW.email_key IS NOT OLD.email_key OR NEW.is_active <> OLD.is_active BEGIN DELETE FROM account_tokens WHERE user_id = NEW.id AND purpose <> 'cancel'; END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS users_void_confirmation AFTER UPDATE OF pending_email ON users FOR EACH ROW WHEN NEW.pending_email IS NOT OLD.pending_email BEGIN DELETE FROM account_tokens WHERE user_id = NEW.id AND purpose = 'verify'; END;
--> statement-breakpoint
-- Erasure ends all tokens, drops what waits to be sent, and leaves no address.
CREATE TRIGGER IF NOT EXISTS users_erase_tokens AFTER UPDATE OF deleted_at ON users FOR EACH ROW WHEN NEW.deleted_at IS NOT NULL BEGIN DELETE FROM account_tokens WHERE user_id = NEW.id; END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS users_erase_mails AFTER UPDATE OF deleted_at ON users FOR EACH ROW WHEN NEW.deleted_at IS NOT NULL BEGIN UPDATE mails SET last_error = iif(state = 'pending', 'erased', last_error), state = iif(state = 'pending', 'dropped', state), next_attempt_at = NULL, to_sealed = NULL, to_key = NULL, caller_key = NULL WHERE to_user_id = NEW.id; END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS users_erase_invitations AFTER UPDATE OF deleted_at ON users FOR EACH ROW WHEN NEW.deleted_at IS NOT NULL BEGIN UPDATE invitations SET email = NULL, email_key = NULL, full_name = NULL, revoked_at = iif(accepted_at IS NULL, coalesce(revoked_at, NEW.updated_at), revoked_at) WHERE accepted_user_id = NEW.id OR email_key = OLD.email_key; END;
--> statement-breakpoint
-- An invitation is worth what its maker is: an active admin.
CREATE TRIGGER IF NOT EXISTS users_void_invitations AFTER UPDATE OF role, is_active, deleted_at ON users FOR EACH ROW WHEN OLD.role = 'admin' AND (NEW.role <> 'admin' OR NEW.is_active = 0 OR NEW.deleted_at IS NOT NULL) BEGIN UPDATE invitations SET revoked_at = NEW.updated_at, email_key = NULL WHERE invited_by = NEW.id AND email_key IS NOT NULL; END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS invitations_full BEFORE INSERT ON invitations FOR EACH ROW WHEN (SELECT count(*) FROM invitations WHERE email_key IS NOT NULL AND expires_at > NEW.created_at) >= 100 BEGIN SELECT RAISE(ABORT, 'INVITATIONS_FULL'); END;
--> statement-breakpoint
-- Invitations in the audit log, without the address.
CREATE TRIGGER IF NOT EXISTS audit_invitations_insert AFTER INSERT ON invitations FOR EACH ROW BEGIN INSERT INTO audit_log (action, actor_id, target_type, target_id, changes, address, at) VALUES ('invitation.created', NEW.invited_by, 'invitation', NEW.id, json_object('role', json_array(NULL, NEW.role)), NULL, NEW.created_at); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS audit_invitations_accept AFTER UPDATE OF accepted_at ON invitations FOR EACH ROW WHEN NEW.accepted_at IS NOT NULL AND OLD.accepted_at IS NULL BEGIN INSERT INTO audit_log (action, actor_id, target_type, target_id, changes, address, at) VALUES ('invitation.accepted', NEW.accepted_user_id, 'invitation', NEW.id, NULL, NULL, NEW.accepted_at); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS audit_invitations_revoke AFTER UPDATE OF revoked_at ON invitations FOR EACH ROW WHEN NEW.revoked_at IS NOT NULL AND OLD.revoked_at IS NULL BEGIN INSERT INTO audit_log (action, actor_id, target_type, target_id, changes, address, at) VALUES ('invitation.revoked', NEW.revoked_by, 'invitation', NEW.id, NULL, NULL, NEW.revoked_at); END;
--> statement-breakpoint
-- Who is told of an event of a booking by mail: the client of what others did to it, the agency of what clients do. Nobody of what they did themselves.
CREATE TRIGGER IF NOT EXISTS mails_booking_events AFTER INSERT ON outbox FOR EACH ROW WHEN NEW.type LIKE 'booking.%' AND NEW.only_endpoint_seq IS NULL BEGIN INSERT INTO mails (id, template, to_user_id, ref_id, language, next_attempt_at, created_at) SELECT lower(hex(randomblob(16))), 'booking', u.id, NEW.id, u.language, NEW.at, NEW.at FROM users u WHERE u.id = NEW.data ->> 'user_id' AND u.id IS NOT NEW.actor_id AND u.notify = 1 AND u.email_verified = 1 AND u.is_active = 1 AND u.deleted_at IS NULL AND (NEW.type IN ('booking.option', 'booking.confirmed', 'booking.declined', 'booking.released', 'booking.expired', 'booking.challenged') OR (NEW.type IN ('booking.cancelled', 'booking.rescheduled') AND NEW.data ->> 'by' = 'agency')) UNION ALL SELECT lower(hex(randomblob(16))), 'agency', NULL, NEW.id, 'ko', NEW.at, NEW.at WHERE NEW.type IN ('booking.created', 'booking.cancelled', 'booking.challenge') AND NEW.data ->> 'by' = 'client'; END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS mails_webhook_disabled AFTER UPDATE OF disabled_reason ON webhook_endpoints FOR EACH ROW WHEN NEW.disabled_reason = 'failing' AND OLD.disabled_reason IS NOT 'failing' BEGIN INSERT INTO mails (id, template, ref_id, next_attempt_at, created_at) VALUES (lower(hex(randomblob(16))), 'webhook_disabled', NEW.id, NEW.disabled_at, NEW.disabled_at); END;
