// Fills an empty database with the same rows every time, except for their times.
import { importSource } from '../dev/source.mjs';

export const COUNTS = { models: 10_000, users: 2000, bookings: 20_000, pictures: 20 };
export const PASSWORD = 'Bench-Pass1!';
/** Size of a rendition 320 pixels wide, in bytes. */
const PICTURE_BYTES = 24_000;

/** Returns the id of a row of any table by its number. */
export const idOf = (number) => `${String(number).padStart(8, '0')}-0000-4000-8000-000000000000`;

/** The same in SQL. */
const id = (number) => `printf('%08d-0000-4000-8000-000000000000', ${number})`;
const NOW = 'unixepoch() * 1000';
const numbered = (count) =>
  `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${count - 1})`;

/** Users are named bench0, bench1, … and share one password. The first four are admins. */
const USERS = `${numbered(COUNTS.users)}
  INSERT INTO users (id, username, username_key, email, email_key, password_hash, full_name, role,
    created_at, updated_at)
  SELECT ${id('i')}, 'bench' || i, 'bench' || i, 'bench' || i || '@example.com',
    'bench' || i || '@example.com', ?, '김하늘', iif(i < 4, 'admin', 'client'), ${NOW}, ${NOW}
  FROM n`;

const MODELS = `${numbered(COUNTS.models)}
  INSERT INTO models (id, name, stage_name, description, price_per_hour, gender, boards, height_cm,
    waist_cm, shoe_mm, hair_color, eye_color, nationality, languages, based_in, created_at,
    updated_at)
  SELECT ${id('i')}, '김하늘' || i, iif(i % 3, NULL, 'STAGE ' || i),
    '런웨이와 룩북 경험이 풍부하며 서울에서 활동하는 모델입니다.', 50000 + i * 7919 % 400 * 1000,
    iif(i % 2, 'male', 'female'), '["women","commercial"]', 158 + i % 37, 58 + i % 25, 225 + i % 70,
    'black', 'dark brown', 'KR', '["ko","en"]', '서울', ${NOW} + i, ${NOW} + i FROM n`;

/** Two upcoming bookings of each model, ten of each user, which can all be confirmed. */
const BOOKINGS = `${numbered(COUNTS.bookings)}
  INSERT INTO bookings (id, model_id, user_id, start_at, end_at, price_per_hour, total_price, notes,
    location, updated_by, created_at, updated_at)
  SELECT ${id('i')}, ${id(`i % ${COUNTS.models}`)}, ${id(`i % ${COUNTS.users}`)}, start,
    start + 28800000, 150000, 1200000, '신상 이커머스 촬영, 헤어와 메이크업 제공.', '성수동 스튜디오',
    ${id(0)}, ${NOW}, ${NOW}
  FROM (SELECT i, ${NOW} + (10 + i / ${COUNTS.models} * 20 + i % 10) * 86400000 AS start FROM n)`;

/** Each user's bookings are requested, confirmed and held by turns. */
const every = (remainder) => `seq / ${COUNTS.users} % 3 = ${remainder}`;
const CONFIRMED = `UPDATE bookings SET status = 'confirmed', version = 2 WHERE ${every(1)}`;
const HELD = `UPDATE bookings SET status = 'option', version = 2, optioned_at = updated_at,
  option_expires_at = updated_at + 259200000 WHERE ${every(2)}`;

/** Public pictures of the newest models. */
const PICTURES = `${numbered(COUNTS.pictures)}
  INSERT INTO pictures (id, model_id, state, kind, is_public, position, sha256, content_type, bytes,
    width, height, rotation, created_at, updated_at)
  SELECT ${id('i')}, ${id(`${COUNTS.models - 1} - i`)}, 'ready', 'portfolio', 1, 1, i, 'image/webp',
    ${PICTURE_BYTES}, 1200, 1600, 0, ${NOW}, ${NOW} FROM n`;

/** @param bucket undefined for a version without pictures */
export async function seed(db, bucket) {
  const { hashPassword } = await importSource('domains/auth/passwords.ts');
  const hash = await hashPassword(PASSWORD, 15);
  await db.prepare(USERS).bind(hash).run();
  for (const sql of [MODELS, BOOKINGS, CONFIRMED, HELD]) await db.prepare(sql).run();
  if (!bucket) return;
  await db.prepare(PICTURES).run();
  for (let number = 0; number < COUNTS.pictures; number++) {
    await bucket.put(`pictures/${idOf(number)}/320`, new Uint8Array(PICTURE_BYTES));
  }
}
