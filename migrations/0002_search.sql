-- Boards by index. The two update triggers are right in either order.
CREATE TRIGGER IF NOT EXISTS model_boards_insert AFTER INSERT ON models FOR EACH ROW BEGIN INSERT INTO model_boards (board, model_seq) SELECT DISTINCT value, NEW.seq FROM json_each(NEW.boards); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS model_boards_add AFTER UPDATE OF boards ON models FOR EACH ROW BEGIN INSERT OR IGNORE INTO model_boards (board, model_seq) SELECT value, NEW.seq FROM json_each(NEW.boards); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS model_boards_remove AFTER UPDATE OF boards ON models FOR EACH ROW BEGIN DELETE FROM model_boards WHERE model_seq = NEW.seq AND board NOT IN (SELECT value FROM json_each(NEW.boards)); END;
--> statement-breakpoint
-- Substring search of any length: trigrams, and their vocabulary for one and two characters. Fields are kept apart, and the end is padded, by U+001F.
CREATE VIRTUAL TABLE IF NOT EXISTS models_search USING fts5(text, tokenize = 'trigram');
--> statement-breakpoint
CREATE VIRTUAL TABLE IF NOT EXISTS models_search_terms USING fts5vocab('models_search', 'instance');
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS models_search_insert AFTER INSERT ON models FOR EACH ROW BEGIN INSERT INTO models_search (rowid, text) VALUES (NEW.seq, NEW.name || char(31) || coalesce(NEW.stage_name, '') || char(31) || NEW.description || char(31, 31)); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS models_search_update AFTER UPDATE OF name, stage_name, description ON models FOR EACH ROW WHEN NEW.deleted_at IS NULL BEGIN UPDATE models_search SET text = NEW.name || char(31) || coalesce(NEW.stage_name, '') || char(31) || NEW.description || char(31, 31) WHERE rowid = NEW.seq; END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS models_search_delete AFTER UPDATE OF deleted_at ON models FOR EACH ROW WHEN NEW.deleted_at IS NOT NULL AND OLD.deleted_at IS NULL BEGIN DELETE FROM models_search WHERE rowid = NEW.seq; END;
--> statement-breakpoint
CREATE VIRTUAL TABLE IF NOT EXISTS users_search USING fts5(text, tokenize = 'trigram');
--> statement-breakpoint
CREATE VIRTUAL TABLE IF NOT EXISTS users_search_terms USING fts5vocab('users_search', 'instance');
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS users_search_insert AFTER INSERT ON users FOR EACH ROW BEGIN INSERT INTO users_search (rowid, text) VALUES (NEW.seq, NEW.username || char(31) || NEW.email || char(31) || NEW.full_name || char(31, 31)); END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS users_search_update AFTER UPDATE OF username, email, full_name ON users FOR EACH ROW WHEN NEW.deleted_at IS NULL BEGIN UPDATE users_search SET text = NEW.username || char(31) || NEW.email || char(31) || NEW.full_name || char(31, 31) WHERE rowid = NEW.seq; END;
--> statement-breakpoint
CREATE TRIGGER IF NOT EXISTS users_search_delete AFTER UPDATE OF deleted_at ON users FOR EACH ROW WHEN NEW.deleted_at IS NOT NULL AND OLD.deleted_at IS NULL BEGIN DELETE FROM users_search WHERE rowid = NEW.seq; END;
--> statement-breakpoint
-- Erased names leave the search index at once, not with the next merge.
INSERT INTO users_search (users_search, rank) VALUES ('secure-delete', 1);
