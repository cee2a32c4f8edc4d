CREATE TABLE `calendars` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`user_id` text NOT NULL,
	`scope` text NOT NULL,
	`model_id` text,
	`token_hash` text NOT NULL,
	`language` text NOT NULL,
	`last_used_on` text,
	`created_at` integer NOT NULL,
	`deleted_by` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`model_id`) REFERENCES `models`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`deleted_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "calendars_scope" CHECK("calendars"."scope" IN ('mine', 'model', 'agency')),
	CONSTRAINT "calendars_language" CHECK("calendars"."language" IN ('ko', 'en')),
	CONSTRAINT "calendars_model" CHECK(("calendars"."scope" = 'model') = ("calendars"."model_id" IS NOT NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `calendars_id_unique` ON `calendars` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `calendars_token_hash_unique` ON `calendars` (`token_hash`);--> statement-breakpoint
CREATE INDEX `calendars_user` ON `calendars` (`user_id`);--> statement-breakpoint
CREATE TABLE `deleted_book_outs` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`model_id` text NOT NULL,
	`start_at` integer NOT NULL,
	`end_at` integer NOT NULL,
	`deleted_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `deleted_book_outs_deleted` ON `deleted_book_outs` (`deleted_at`);--> statement-breakpoint
CREATE INDEX `deleted_book_outs_model` ON `deleted_book_outs` (`model_id`,`deleted_at`);
--> statement-breakpoint
-- An account has at most ten calendars. They go with it, and when its role changes.
CREATE TRIGGER IF NOT EXISTS calendars_full BEFORE INSERT ON calendars FOR EACH ROW WHEN (SELECT count(*) FROM calendars c WHERE c.user_id = NEW.user_id) >= 10 BEGIN SELECT RAISE(ABORT, 'CALENDARS_FULL'); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS users_delete_calendars AFTER UPDATE OF role, deleted_at ON users FOR EACH ROW WHEN NEW.role <> OLD.role OR (NEW.deleted_at IS NOT NULL AND OLD.deleted_at IS NULL) BEGIN DELETE FROM calendars WHERE user_id = NEW.id; END;
--> statement-breakpoint
-- What calendars tell as cancelled for 30 days.
CREATE TRIGGER IF NOT EXISTS book_outs_keep_deleted AFTER DELETE ON book_outs FOR EACH ROW BEGIN INSERT INTO deleted_book_outs (id, model_id, start_at, end_at, deleted_at) VALUES (OLD.id, OLD.model_id, OLD.start_at, OLD.end_at, CAST(unixepoch('subsec') * 1000 AS INTEGER)); END;
--> statement-breakpoint
-- The audit log.
CREATE TRIGGER IF NOT EXISTS audit_calendars_insert AFTER INSERT ON calendars FOR EACH ROW BEGIN INSERT INTO audit_log (action, actor_id, target_type, target_id, changes, address, at) VALUES ('calendar.created', NEW.user_id, 'calendar', NEW.id, json_object('scope', json_array(NULL, NEW.scope), 'model_id', json_array(NULL, NEW.model_id)), NULL, NEW.created_at); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS audit_calendars_delete AFTER DELETE ON calendars FOR EACH ROW BEGIN INSERT INTO audit_log (action, actor_id, target_type, target_id, changes, address, at) VALUES ('calendar.deleted', OLD.deleted_by, 'calendar', OLD.id, NULL, NULL, CAST(unixepoch('subsec') * 1000 AS INTEGER)); END;
