CREATE TABLE `pictures` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`model_id` text NOT NULL,
	`state` text DEFAULT 'pending' NOT NULL,
	`kind` text NOT NULL,
	`is_public` integer DEFAULT false NOT NULL,
	`position` integer NOT NULL,
	`sha256` text NOT NULL,
	`content_type` text NOT NULL,
	`bytes` integer NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`rotation` integer NOT NULL,
	`alt` text,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text,
	`deleted_at` integer,
	`emptied_at` integer,
	FOREIGN KEY (`model_id`) REFERENCES `models`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`updated_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "pictures_state" CHECK("pictures"."state" IN ('pending', 'ready', 'deleted')),
	CONSTRAINT "pictures_kind" CHECK("pictures"."kind" IN ('portfolio', 'digital', 'comp_card')),
	CONSTRAINT "pictures_is_public" CHECK("pictures"."is_public" IN (0, 1)),
	CONSTRAINT "pictures_content_type" CHECK("pictures"."content_type" IN ('image/jpeg', 'image/png', 'image/webp')),
	CONSTRAINT "pictures_rotation" CHECK("pictures"."rotation" IN (0, 90, 180, 270)),
	CONSTRAINT "pictures_deleted_at" CHECK(("pictures"."state" = 'deleted') = ("pictures"."deleted_at" IS NOT NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `pictures_id_unique` ON `pictures` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `pictures_model_sha256` ON `pictures` (`model_id`,`sha256`) WHERE state <> 'deleted';--> statement-breakpoint
CREATE INDEX `pictures_model_position` ON `pictures` (`model_id`,`position`) WHERE state = 'ready';--> statement-breakpoint
CREATE INDEX `pictures_unsettled` ON `pictures` (`updated_at`) WHERE state <> 'ready';
--> statement-breakpoint
-- A live model has at most 60 pictures. The same bytes again are no new picture: they end in the upsert, which this trigger comes before.
CREATE TRIGGER IF NOT EXISTS pictures_insert_model BEFORE INSERT ON pictures FOR EACH ROW WHEN NEW.state <> 'deleted' AND NOT EXISTS (SELECT 1 FROM models m WHERE m.id = NEW.model_id AND m.deleted_at IS NULL) BEGIN SELECT RAISE(ABORT, 'MODEL_GONE'); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS pictures_insert_full BEFORE INSERT ON pictures FOR EACH ROW WHEN NEW.state <> 'deleted' AND (SELECT count(*) FROM pictures p WHERE p.model_id = NEW.model_id AND p.state <> 'deleted') >= 60 AND NOT EXISTS (SELECT 1 FROM pictures p WHERE p.model_id = NEW.model_id AND p.sha256 = NEW.sha256 AND p.state <> 'deleted') BEGIN SELECT RAISE(ABORT, 'PICTURES_FULL'); END;
--> statement-breakpoint
-- Pending becomes ready or deleted, ready becomes deleted, and that is all. Whose picture it is and what it shows stay.
CREATE TRIGGER IF NOT EXISTS pictures_update_state BEFORE UPDATE ON pictures FOR EACH ROW WHEN NEW.id <> OLD.id OR NEW.model_id <> OLD.model_id OR NEW.sha256 <> OLD.sha256 OR (NEW.state <> OLD.state AND NEW.state <> 'deleted' AND NOT (OLD.state = 'pending' AND NEW.state = 'ready')) OR (OLD.state = 'deleted' AND NEW.state <> 'deleted') BEGIN SELECT RAISE(ABORT, 'PICTURE_STATE'); END;
--> statement-breakpoint
-- The cover of a model is its first public picture. It is written when it changes, and its version rises, not that of the model.
CREATE VIEW IF NOT EXISTS model_covers AS SELECT m.id AS model_id, (SELECT json_object('picture_id', p.id, 'width', p.width, 'height', p.height, 'alt', p.alt) FROM pictures p WHERE p.model_id = m.id AND p.state = 'ready' AND p.is_public = 1 ORDER BY p.position, p.seq LIMIT 1) AS cover FROM models m;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS pictures_cover_insert AFTER INSERT ON pictures FOR EACH ROW WHEN NEW.state = 'ready' AND NEW.is_public = 1 BEGIN UPDATE models SET cover = (SELECT c.cover FROM model_covers c WHERE c.model_id = NEW.model_id), cover_version = cover_version + 1 WHERE id = NEW.model_id AND cover IS NOT (SELECT c.cover FROM model_covers c WHERE c.model_id = NEW.model_id); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS pictures_cover AFTER UPDATE OF state, is_public, position, alt, width, height ON pictures FOR EACH ROW WHEN OLD.is_public = 1 OR NEW.is_public = 1 BEGIN UPDATE models SET cover = (SELECT c.cover FROM model_covers c WHERE c.model_id = NEW.model_id), cover_version = cover_version + 1 WHERE id = NEW.model_id AND cover IS NOT (SELECT c.cover FROM model_covers c WHERE c.model_id = NEW.model_id); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS pictures_cover_delete AFTER DELETE ON pictures FOR EACH ROW WHEN OLD.state = 'ready' AND OLD.is_public = 1 BEGIN UPDATE models SET cover = (SELECT c.cover FROM model_covers c WHERE c.model_id = OLD.model_id), cover_version = cover_version + 1 WHERE id = OLD.model_id AND cover IS NOT (SELECT c.cover FROM model_covers c WHERE c.model_id = OLD.model_id); END;
--> statement-breakpoint
-- A model that leaves the catalogue takes its pictures along.
CREATE TRIGGER IF NOT EXISTS models_delete_pictures AFTER UPDATE OF deleted_at ON models FOR EACH ROW WHEN NEW.deleted_at IS NOT NULL AND OLD.deleted_at IS NULL BEGIN UPDATE pictures SET state = 'deleted', deleted_at = NEW.updated_at, updated_at = NEW.updated_at, updated_by = NEW.updated_by, version = version + 1 WHERE model_id = NEW.id AND state <> 'deleted'; END;
--> statement-breakpoint
-- The audit log. A picture is there once its objects are.
CREATE TRIGGER IF NOT EXISTS audit_pictures_insert AFTER UPDATE OF state ON pictures FOR EACH ROW WHEN NEW.state = 'ready' AND OLD.state = 'pending' BEGIN INSERT INTO audit_log (action, actor_id, target_type, target_id, changes, address, at) SELECT 'picture.created', NEW.updated_by, 'picture', NEW.id, json_group_object(value ->> 0, json_array(NULL, value ->> 1)), NULL, NEW.updated_at FROM json_each(json_array(json_array('model_id', NEW.model_id), json_array('kind', NEW.kind), json_array('is_public', NEW.is_public), json_array('position', NEW.position), json_array('alt', NEW.alt), json_array('content_type', NEW.content_type), json_array('width', NEW.width), json_array('height', NEW.height), json_array('bytes', NEW.bytes))) WHERE value ->> 1 IS NOT NULL; END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS audit_pictures_update AFTER UPDATE ON pictures FOR EACH ROW WHEN NEW.state = 'ready' AND OLD.state = 'ready' BEGIN INSERT INTO audit_log (action, actor_id, target_type, target_id, changes, address, at) SELECT 'picture.updated', iif(NEW.version = OLD.version, NULL, NEW.updated_by), 'picture', NEW.id, json_group_object(value ->> 0, json_array(value ->> 1, value ->> 2)), NULL, iif(NEW.version = OLD.version, CAST(unixepoch('subsec') * 1000 AS INTEGER), NEW.updated_at) FROM json_each(json_array(json_array('kind', OLD.kind, NEW.kind), json_array('is_public', OLD.is_public, NEW.is_public), json_array('position', OLD.position, NEW.position), json_array('alt', OLD.alt, NEW.alt))) WHERE value ->> 1 IS NOT value ->> 2 HAVING count(*) > 0; END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS audit_pictures_delete AFTER UPDATE OF state ON pictures FOR EACH ROW WHEN NEW.state = 'deleted' AND OLD.state = 'ready' BEGIN INSERT INTO audit_log (action, actor_id, target_type, target_id, changes, address, at) VALUES ('picture.deleted', iif(NEW.version = OLD.version, NULL, NEW.updated_by), 'picture', NEW.id, NULL, NULL, iif(NEW.version = OLD.version, CAST(unixepoch('subsec') * 1000 AS INTEGER), NEW.updated_at)); END;
--> statement-breakpoint
-- What npm run db:check looks for.
CREATE VIEW IF NOT EXISTS picture_findings AS SELECT 'wrong_cover' AS finding, m.id AS detail FROM models m JOIN model_covers c ON c.model_id = m.id WHERE m.cover IS NOT c.cover UNION ALL SELECT 'picture_without_model', p.id FROM pictures p JOIN models m ON m.id = p.model_id WHERE p.state <> 'deleted' AND m.deleted_at IS NOT NULL;
