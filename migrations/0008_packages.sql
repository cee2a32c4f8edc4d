CREATE TABLE `package_items` (
	`package_id` text NOT NULL,
	`model_id` text NOT NULL,
	`position` integer NOT NULL,
	`note` text,
	`picture_ids` text,
	`verdict` text,
	`comment` text,
	`decided_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`package_id`, `model_id`),
	FOREIGN KEY (`package_id`) REFERENCES `packages`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`model_id`) REFERENCES `models`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "package_items_verdict" CHECK("package_items"."verdict" IN ('yes', 'maybe', 'no')),
	CONSTRAINT "package_items_picture_ids" CHECK(json_valid("package_items"."picture_ids"))
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `packages` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`title` text NOT NULL,
	`message` text,
	`client_name` text,
	`user_id` text,
	`start_at` integer,
	`end_at` integer,
	`show_prices` integer DEFAULT false NOT NULL,
	`link_version` integer DEFAULT 1 NOT NULL,
	`expires_at` integer NOT NULL,
	`closed_at` integer,
	`revoked_at` integer,
	`viewed_at` integer,
	`pick_hour` integer DEFAULT 0 NOT NULL,
	`pick_count` integer DEFAULT 0 NOT NULL,
	`created_by` text NOT NULL,
	`updated_by` text,
	`change_id` text,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`updated_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "packages_show_prices" CHECK("packages"."show_prices" IN (0, 1)),
	CONSTRAINT "packages_window" CHECK(("packages"."start_at" IS NULL) = ("packages"."end_at" IS NULL)),
	CONSTRAINT "packages_window_order" CHECK("packages"."end_at" > "packages"."start_at")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `packages_id_unique` ON `packages` (`id`);--> statement-breakpoint
CREATE INDEX `packages_created` ON `packages` (`created_at`);--> statement-breakpoint
CREATE INDEX `packages_expires` ON `packages` (`expires_at`);--> statement-breakpoint
CREATE INDEX `packages_user` ON `packages` (`user_id`) WHERE user_id IS NOT NULL;
--> statement-breakpoint
-- A package has at most fifty models, and each is live when it comes in.
CREATE TRIGGER IF NOT EXISTS package_items_full BEFORE INSERT ON package_items FOR EACH ROW WHEN (SELECT count(*) FROM package_items i WHERE i.package_id = NEW.package_id) >= 50 BEGIN SELECT RAISE(ABORT, 'PACKAGE_FULL'); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS package_items_model BEFORE INSERT ON package_items FOR EACH ROW WHEN NOT EXISTS (SELECT 1 FROM models m WHERE m.id = NEW.model_id AND m.deleted_at IS NULL) BEGIN SELECT RAISE(ABORT, 'PACKAGE_MODEL'); END;
--> statement-breakpoint
-- Nobody picks from a package that is over, by the clock of the pick.
CREATE TRIGGER IF NOT EXISTS package_items_closed BEFORE UPDATE OF verdict, decided_at ON package_items FOR EACH ROW WHEN EXISTS (SELECT 1 FROM packages p WHERE p.id = NEW.package_id AND (p.closed_at IS NOT NULL OR p.revoked_at IS NOT NULL OR p.expires_at <= iif(NEW.decided_at IS OLD.decided_at, CAST(unixepoch('subsec') * 1000 AS INTEGER), NEW.decided_at))) BEGIN SELECT RAISE(ABORT, 'PACKAGE_CLOSED'); END;
--> statement-breakpoint
-- Every pick is counted by the hour and is an event, in its own transaction.
CREATE TRIGGER IF NOT EXISTS package_items_count AFTER UPDATE OF decided_at ON package_items FOR EACH ROW WHEN NEW.decided_at IS NOT NULL BEGIN UPDATE packages SET pick_count = iif(pick_hour = NEW.decided_at / 3600000, pick_count, 0) + 1, pick_hour = NEW.decided_at / 3600000 WHERE id = NEW.package_id; END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS packages_picks_full BEFORE UPDATE OF pick_count ON packages FOR EACH ROW WHEN NEW.pick_count > 300 BEGIN SELECT RAISE(ABORT, 'PICKS_FULL'); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS outbox_package_picks AFTER UPDATE OF decided_at ON package_items FOR EACH ROW WHEN NEW.decided_at IS NOT NULL BEGIN INSERT INTO outbox (id, type, data, actor_id, at) VALUES ('evt_' || lower(hex(randomblob(16))), 'package.picked', json_object('package_id', NEW.package_id, 'model_id', NEW.model_id, 'verdict', NEW.verdict, 'version', NEW.version, 'by', 'client'), NULL, NEW.decided_at); END;
--> statement-breakpoint
-- What an erased client is called, was told, and said.
CREATE TRIGGER IF NOT EXISTS users_erase_packages AFTER UPDATE OF deleted_at ON users FOR EACH ROW WHEN NEW.deleted_at IS NOT NULL BEGIN UPDATE packages SET client_name = NULL, message = NULL, updated_at = NEW.updated_at, updated_by = NEW.updated_by, version = version + 1 WHERE user_id = NEW.id; END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS users_erase_picks AFTER UPDATE OF deleted_at ON users FOR EACH ROW WHEN NEW.deleted_at IS NOT NULL BEGIN UPDATE package_items SET comment = NULL WHERE package_id IN (SELECT p.id FROM packages p WHERE p.user_id = NEW.id); END;
--> statement-breakpoint
-- The audit log: no text that may name a client.
CREATE TRIGGER IF NOT EXISTS audit_packages_insert AFTER INSERT ON packages FOR EACH ROW BEGIN INSERT INTO audit_log (action, actor_id, target_type, target_id, changes, address, at) VALUES ('package.created', NEW.created_by, 'package', NEW.id, NULL, NULL, NEW.created_at); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS audit_packages_update AFTER UPDATE OF version ON packages FOR EACH ROW WHEN NEW.version <> OLD.version BEGIN INSERT INTO audit_log (action, actor_id, target_type, target_id, changes, address, at) SELECT 'package.updated', NEW.updated_by, 'package', NEW.id, json_group_object(value ->> 0, json_array(value ->> 1, value ->> 2)), NULL, NEW.updated_at FROM json_each(json_array(json_array('expires_at', OLD.expires_at, NEW.expires_at), json_array('closed_at', OLD.closed_at, NEW.closed_at), json_array('revoked_at', OLD.revoked_at, NEW.revoked_at), json_array('link_version', OLD.link_version, NEW.link_version), json_array('user_id', OLD.user_id, NEW.user_id), json_array('show_prices', OLD.show_prices, NEW.show_prices))) WHERE value ->> 1 IS NOT value ->> 2; END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS audit_packages_delete AFTER DELETE ON packages FOR EACH ROW BEGIN INSERT INTO audit_log (action, actor_id, target_type, target_id, changes, address, at) VALUES ('package.deleted', OLD.updated_by, 'package', OLD.id, NULL, NULL, CAST(unixepoch('subsec') * 1000 AS INTEGER)); END;
