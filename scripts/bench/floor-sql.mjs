// The floor's SQL: one statement per query.
const MODEL_COLUMNS =
  'seq, id, name, description, price_per_hour, is_available, stage_name, gender, boards, height_cm, bust_cm, waist_cm, hips_cm, inseam_cm, shoe_mm, hair_color, eye_color, nationality, languages, based_in, instagram, cover, created_at, updated_at';

export const MODELS = `SELECT ${MODEL_COLUMNS} FROM models WHERE deleted_at IS NULL ORDER BY created_at DESC, seq DESC LIMIT 21`;
export const MODELS_TOTAL = 'SELECT count(*) AS total FROM models WHERE deleted_at IS NULL';
export const MODEL = `SELECT ${MODEL_COLUMNS} FROM models WHERE id = ? AND deleted_at IS NULL`;

export const PICTURE = "SELECT id FROM pictures WHERE id = ? AND state = 'ready' AND is_public = 1";

export const SESSION =
  'SELECT u.role FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = ? AND s.user_id = ? AND s.revoked_at IS NULL AND s.expires_at > ? AND u.is_active = 1 AND u.deleted_at IS NULL';

// The response includes a live option's place in the queue.
const OPTION_POSITION =
  "CASE WHEN b.status = 'option' AND b.option_expires_at > ?2 THEN (SELECT count(*) FROM bookings o WHERE o.model_id = b.model_id AND o.status = 'option' AND o.option_expires_at > ?2 AND o.start_at < b.end_at AND o.start_at > b.start_at - 1209600000 AND o.end_at > b.start_at AND (o.optioned_at, o.seq) <= (b.optioned_at, b.seq)) END AS option_position";
export const BOOKINGS = `SELECT b.seq, b.id, b.model_id, m.name AS model_name, b.user_id, b.start_at, b.end_at, b.timezone, iif(b.status = 'option' AND b.option_expires_at <= ?2, 'expired', b.status) AS status, ${OPTION_POSITION}, b.option_expires_at, b.price_per_hour, b.total_price, b.notes, b.location, b.cancel_reason, b.cancelled_by, b.created_at, b.updated_at FROM bookings b JOIN models m ON m.id = b.model_id WHERE b.user_id = ?1 ORDER BY b.created_at DESC, b.seq DESC LIMIT 11`;
export const BOOKINGS_TOTAL = 'SELECT count(*) AS total FROM bookings WHERE user_id = ?';

export const IDEMPOTENCY_RECORD =
  "SELECT fingerprint, result FROM idempotency_keys WHERE caller = ? AND route = 'floor' AND key = ? AND created_at > ?";
// Parameters are bound as REAL, so cast them before integer division.
export const INSERT_BOOKING =
  'INSERT INTO bookings (id, user_id, start_at, end_at, created_at, updated_at, updated_by, model_id, price_per_hour, total_price) SELECT ?1, ?2, ?3, ?4, ?5, ?5, ?2, id, price_per_hour, ((CAST(?4 AS INTEGER) - CAST(?3 AS INTEGER)) * price_per_hour + 3599999) / 3600000 FROM models WHERE id = ?6 RETURNING id, model_id, (SELECT name FROM models WHERE id = ?6) AS model_name, user_id, (SELECT full_name FROM users WHERE id = ?2) AS client_name, start_at, end_at, timezone, status, NULL AS option_position, option_expires_at, price_per_hour, total_price, notes, location, cancel_reason, cancelled_by, created_at, updated_at';
export const INSERT_IDEMPOTENCY_RECORD =
  "INSERT INTO idempotency_keys (caller, route, key, fingerprint, subject_id, result, created_at) SELECT ?1, 'floor', ?2, ?3, ?1, json_array(json_array(json_object('id', b.id, 'model_id', b.model_id, 'model_name', m.name, 'user_id', b.user_id, 'start_at', b.start_at, 'end_at', b.end_at, 'timezone', b.timezone, 'status', b.status, 'price_per_hour', b.price_per_hour, 'total_price', b.total_price, 'created_at', b.created_at, 'updated_at', b.updated_at))), ?4 FROM bookings b JOIN models m ON m.id = b.model_id WHERE b.id = ?5";

export const USER =
  'SELECT id, username, password_hash FROM users WHERE username_key = ? AND is_active = 1';
export const INSERT_SESSION =
  'INSERT INTO sessions (id, user_id, counter, rotated_at, created_at, expires_at) VALUES (?1, ?2, 0, ?3, ?3, ?4)';
