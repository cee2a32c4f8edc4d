// Loads the demo data of demo.json, with fictional people and brands only. There, the first line of a table
// names its columns. Models, users and packages are referenced by their position; times are days from today
// and hours in Seoul; times left out are now.
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { importSource } from '../dev/source.mjs';
import { drawPicture } from './demo-pictures.mjs';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const OPTION_TTL = 72 * HOUR;
const SEOUL_OFFSET = 9 * HOUR; // Korea has no daylight saving time
const REFERENCES = {
  ...{ model_id: 'models', user_id: 'users', package_id: 'packages' },
  ...{ created_by: 'users', updated_by: 'users', invited_by: 'users' },
};

const { pictures: pictureIds, ...tables } = JSON.parse(
  readFileSync(new URL('demo.json', import.meta.url), 'utf8'),
);

const seoulTime = (now, [day, hour = 0]) =>
  Math.floor((now + SEOUL_OFFSET) / DAY) * DAY - SEOUL_OFFSET + day * DAY + hour * HOUR;

/** Returns the rows of all tables. Only those in examples of the OpenAPI document have a fixed id. */
export function demoRows(now) {
  const all = {};
  const resolve = (name, value) => {
    if (value === undefined) return now;
    if (name === 'id') return value ?? randomUUID();
    if (REFERENCES[name] && value !== null) return all[REFERENCES[name]][value].id;
    if (!Array.isArray(value)) return value;
    return name.endsWith('_at') ? seoulTime(now, value) : JSON.stringify(value);
  };
  for (const [table, [names, ...rows]] of Object.entries(tables)) {
    all[table] = rows.map((values) =>
      Object.fromEntries(names.map((name, index) => [name, resolve(name, values[index])])),
    );
  }
  return all;
}

const insert = (db, table, row) => {
  const names = Object.keys(row);
  const marks = names.map(() => '?').join(', ');
  const sql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${marks})`;
  return db.prepare(sql).bind(...Object.values(row));
};

/** Returns when a booking took a step: now for an upcoming booking, otherwise its historical time. */
function timeOf({ start_at, end_at }, status, step, now) {
  if (start_at > now) return now;
  if (status === 'completed') return end_at + DAY;
  if (status === 'no_show') return start_at + HOUR;
  return start_at - (10 - step) * DAY;
}

const MOVE = `UPDATE bookings SET status = ?1, version = version + 1, updated_by = ?4, updated_at = ?2,
  optioned_at = iif(?1 = 'option', ?2, NULL), option_expires_at = iif(?1 = 'option', ?3, NULL),
  cancelled_by = iif(?1 = 'cancelled', ?4, cancelled_by),
  cancel_reason = iif(?1 = 'cancelled', ?5, cancel_reason),
  move_reason = iif(?1 = 'cancelled', ?5, NULL) WHERE id = ?6`;

/** Returns the statements that insert a booking and move it through its statuses. */
function historyOf(db, { steps, cancel_reason, ...booking }, { models, users: [admin] }, now) {
  const [requested, ...statuses] = steps.split(' ');
  const { price_per_hour } = models.find(({ id }) => id === booking.model_id);
  const total_price = ((booking.end_at - booking.start_at) / HOUR) * price_per_hour;
  const at = timeOf(booking, requested, 0, now);
  const row = { ...booking, price_per_hour, total_price, created_at: at, updated_at: at };
  const moves = statuses.map((status, index) => {
    const moved = timeOf(booking, status, index + 1, now);
    const expires = Math.min(moved + OPTION_TTL, booking.start_at - DAY);
    return db.prepare(MOVE).bind(status, moved, expires, admin.id, cancel_reason, booking.id);
  });
  return [insert(db, 'bookings', row), ...moves];
}

const PER_MODEL = [
  { kind: 'portfolio', is_public: 1 },
  { kind: 'portfolio', is_public: 1 },
  { kind: 'digital', is_public: 0 },
];

/** Draws three pictures of each model, the last one private. Returns rows and R2 objects. */
const picturesOf = (models, now) =>
  models.flatMap((model, index) =>
    PER_MODEL.map((about, nth) => {
      const { bytes, width, height } = drawPicture(model.name, nth);
      const id = pictureIds[index]?.[nth] ?? randomUUID();
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const file = { sha256, content_type: 'image/png', bytes: bytes.length, width, height };
      const place = { model_id: model.id, position: nth + 1, rotation: 0, state: 'ready' };
      const alt = `${model.name}, ${nth + 1}번째 그림`;
      const times = { created_at: now, updated_at: now };
      return { row: { id, ...place, ...about, ...file, alt, ...times }, bytes };
    }),
  );

/** Returns the secret bytes of the calendar of the account `client`. They can be computed again. */
export const calendarSecret = (secret) =>
  createHmac('sha256', secret).update('demo calendar').digest();

/** Adds what the rows lack: hashes, seals, and models from the oldest to the newest. */
async function complete({ users, models, calendars, webhook_endpoints: webhooks }, secret, now) {
  const { hashPassword, hashOf, newSecret, newToken, sealSecret } = await importSource(
    'domains/auth/passwords.ts',
    'domains/calendars/calendars.tokens.ts',
    'domains/webhooks/webhooks.service.ts',
  );
  for (const user of users) {
    user.password_hash = await hashPassword(user.password, 15);
    delete user.password;
  }
  for (const [index, model] of models.entries()) {
    for (const list of ['boards', 'languages'])
      model[list] = JSON.stringify(model[list].split(' '));
    Object.assign(model, { created_at: now - (models.length - index) * HOUR, updated_at: now });
  }
  // The server prints the URL of the first. Nobody has that of the other.
  calendars[0].token_hash = hashOf(newToken(calendarSecret(secret)));
  calendars[1].token_hash = hashOf(newToken());
  for (const row of webhooks) row.secret_sealed = sealSecret(newSecret(), { SECRET_KEY: secret });
}

/**
 * Loads the demo data into an empty database, in one transaction, and its pictures into R2. Returns whether
 * it did.
 * @param secret the SECRET_KEY of the API that will serve it
 */
export async function seed(db, bucket, secret, now = Date.now()) {
  if ((await db.prepare('SELECT count(*) AS users FROM users').first('users')) > 0) return false;
  const demo = demoRows(now);
  await complete(demo, secret, now);
  const pictures = picturesOf(demo.models, now);
  const all = { ...demo, pictures: pictures.map(({ row }) => row) };
  const statements = Object.entries(all).flatMap(([table, rows]) =>
    // Booking by booking, because the guards check the clock of each write.
    rows.flatMap((row) =>
      table === 'bookings' ? historyOf(db, row, demo, now) : insert(db, table, row),
    ),
  );
  await db.batch(statements);
  for (const { row, bytes } of pictures) {
    const httpMetadata = { contentType: row.content_type };
    // Miniflare does not accept a Buffer.
    await bucket.put(`pictures/${row.id}/original`, new Uint8Array(bytes), { httpMetadata });
  }
  return true;
}
