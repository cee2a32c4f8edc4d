// Migrates a local D1 database and fills it with demo data if it is empty.
import { createHash, randomBytes, randomUUID, scryptSync } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../dev/local.mjs';
import { demoBookings, demoBookOuts, demoIds, demoUsers } from './demo-data.mjs';
import { demoModels } from './demo-models.mjs';
import { demoOutreach } from './demo-outreach.mjs';
import { drawPicture } from './demo-pictures.mjs';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const OPTION_TTL = 72 * HOUR;

/** Lists the migrations of a checkout (by default this one) in order. */
export const migrationFiles = (checkout = root) =>
  readdirSync(join(checkout, 'migrations'))
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(checkout, 'migrations', name), 'utf8') }));

/** Returns the names of the applied migrations from wrangler's own table. */
export async function appliedMigrations(db) {
  await db.exec(
    'CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)',
  );
  const { results } = await db.prepare('SELECT name FROM d1_migrations').all();
  return results.map(({ name }) => name);
}

/** Applies the migrations that `wrangler d1 migrations apply DB --local` would apply. */
export async function migrate(db, checkout = root) {
  const { unstable_splitSqlQuery: split } = await import('wrangler');
  const applied = await appliedMigrations(db);
  for (const { name, text } of migrationFiles(checkout).filter(
    (one) => !applied.includes(one.name),
  )) {
    const record = db.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(name);
    await db.batch([...split(text).map((statement) => db.prepare(statement)), record]);
  }
}

/** Hashes in the password format of src/domains/auth/passwords.ts, at its default cost. */
export function hash(password) {
  const salt = randomBytes(16);
  const key = scryptSync(password, salt, 32, { N: 2 ** 15, r: 8, p: 3, maxmem: 65 * 1024 * 1024 });
  const encode = (bytes) => bytes.toString('base64').replace(/=+$/, '');
  return `$scrypt$ln=15,r=8,p=3$${encode(salt)}$${encode(key)}`;
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

function moves(db, { booking, path, reason }, actor, now) {
  return path.slice(1).map((status, index) => {
    const by = status === 'cancelled' ? actor : null;
    const at = timeOf(booking, status, index + 1, now);
    const expires = Math.min(at + OPTION_TTL, booking.start_at - DAY);
    return db
      .prepare(
        `UPDATE bookings SET status = ?1, version = version + 1, updated_by = ?2, updated_at = ?3,
          optioned_at = iif(?1 = 'option', ?3, NULL), option_expires_at = iif(?1 = 'option', ?4, NULL),
          cancelled_by = coalesce(?5, cancelled_by), cancel_reason = iif(?1 = 'cancelled', ?6, cancel_reason), move_reason = iif(?1 = 'cancelled', ?6, NULL) WHERE id = ?7`,
      )
      .bind(status, actor, at, expires, by, reason ?? null, booking.id);
  });
}

const PER_MODEL = [
  { kind: 'portfolio', is_public: 1 },
  { kind: 'portfolio', is_public: 1 },
  { kind: 'digital', is_public: 0 },
];

/** Draws three pictures of each model, the last one private. Returns rows and R2 objects. */
const demoPictures = (models, stamp) =>
  models.flatMap((model, index) =>
    PER_MODEL.map((about, nth) => {
      const { bytes, width, height } = drawPicture(model.name, nth);
      const id = demoIds.pictures[index]?.[nth] ?? randomUUID();
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const alt = `${model.name}, ${nth + 1}번째 그림`;
      const file = { sha256, content_type: 'image/png', bytes: bytes.length, width, height };
      const row = { id, model_id: model.id, state: 'ready', ...about, position: nth + 1, ...file };
      return { row: { ...row, rotation: 0, alt, ...stamp }, bytes };
    }),
  );

/**
 * Loads the demo data into an empty database, in one transaction, and its pictures into R2. Returns whether
 * it did.
 * @param secret the SECRET_KEY of the API that will serve it
 */
export async function seed(db, bucket, secret, now = Date.now()) {
  const { users } = await db.prepare('SELECT count(*) AS users FROM users').first();
  if (users > 0) return false;
  const stamp = { created_at: now, updated_at: now };
  const people = demoUsers.map(({ password, ...user }, index) => ({
    id: demoIds.users[index] ?? randomUUID(),
    ...user,
    email_verified: 1,
    username_key: user.username,
    email_key: user.email,
    password_hash: hash(password),
    ...stamp,
  }));
  const models = demoModels.map((model, index) => ({
    id: demoIds.models[index] ?? randomUUID(),
    ...model,
    is_available: model.is_available ? 1 : 0,
    boards: JSON.stringify(model.boards),
    languages: JSON.stringify(model.languages),
    created_at: now - (demoModels.length - index) * HOUR,
    updated_at: now,
  }));
  const bookOuts = demoBookOuts(now).map(({ model, ...row }, index) => ({
    id: demoIds.bookOuts[index] ?? randomUUID(),
    model_id: models[model].id,
    ...row,
    created_by: people[0].id,
    created_at: now,
  }));
  const bookings = demoBookings(now).map((demo, index) => {
    const { model, user, path, cancel_reason: reason, ...row } = demo;
    const rate = models[model].price_per_hour;
    const id = demoIds.bookings[index] ?? randomUUID();
    const total = Math.ceil(((row.end_at - row.start_at) / 60_000) * (rate / 60));
    const person = people[user].id;
    const booking = {
      id,
      model_id: models[model].id,
      user_id: person,
      ...row,
      price_per_hour: rate,
      total_price: total,
      updated_by: person,
    };
    const made = timeOf(booking, 'requested', 0, now);
    return { booking: { ...booking, created_at: made, updated_at: made }, path, reason };
  });
  const pictures = demoPictures(models, stamp);
  const outreach = await demoOutreach({ models, people, bookings, pictures, now, secret });
  await db.batch([
    ...people.map((row) => insert(db, 'users', row)),
    ...models.map((row) => insert(db, 'models', row)),
    // Booking by booking, because the guards check the clock of each write.
    ...bookings.flatMap((one) => [
      insert(db, 'bookings', one.booking),
      ...moves(db, one, people[0].id, now),
    ]),
    ...bookOuts.map((row) => insert(db, 'book_outs', row)),
    ...pictures.map(({ row }) => insert(db, 'pictures', row)),
    ...outreach.map(([table, row]) => insert(db, table, row)),
  ]);
  for (const { row, bytes } of pictures) {
    const httpMetadata = { contentType: row.content_type };
    // Miniflare does not accept a Buffer.
    await bucket.put(`pictures/${row.id}/original`, new Uint8Array(bytes), { httpMetadata });
  }
  return true;
}
