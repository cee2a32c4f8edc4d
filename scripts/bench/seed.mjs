// Fills an empty database with a catalogue of any size. The rows are the same every time except for ids and
// times.
import { randomUUID } from 'node:crypto';
import { hash } from '../db/local-db.mjs';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const CHUNK = 1000;

export const PASSWORD = 'Bench-Pass1!';

/** Seventeen characters and 51 bytes, more than LIKE accepts on D1. One model in 500 has them. */
const RARE = '한복화보전문모델로서울패션위크참가';

const SURNAMES = [...'김이박최정강조윤장임한오서신권황안송류홍'];
const GIVEN =
  '하늘 서연 민준 지우 도윤 예은 시우 수아 주원 지호 하윤 은우 다인 유진 태오 소율 건우 채원 현서 나은 로운 이안 세아 준서 아린';
const names = GIVEN.split(' ');
const BOARDS =
  'women men new_faces commercial curve classic fit hands influencer celebrity foreign'.split(' ');
const GENDERS = ['female', 'male', 'female', 'male', 'non_binary'];
const WORK = ['런웨이', '룩북', '뷰티', '스포츠웨어', '주얼리', '웨딩', '숏폼 영상'];
const CITIES = ['서울', '부산', '대구', '광주', '제주'];

const at = (list, index) => list[index % list.length];
// Scatters neighbouring rows. The step shares no factor with the sizes of the lists.
const spread = (index) => index * 7919;

function model(index, count, now) {
  const mixed = spread(index);
  const rare = index % 500 === 7 ? ` ${RARE}.` : '';
  const height = index % 17 === 3 ? null : 158 + (mixed % 37);
  const boards = [at(BOARDS, index), at(BOARDS, Math.floor(index / 11) * 3 + index + 5)];
  return {
    id: randomUUID(),
    name: `${at(SURNAMES, mixed)}${at(names, Math.floor(index / 20) + index)}`,
    stage_name: index % 3 === 0 ? `STAGE ${index}` : null,
    description: `${at(WORK, index)}와 ${at(WORK, index + 3)} 경험이 풍부하며 ${at(CITIES, index)}에서 활동하는 모델입니다.${rare}`,
    price_per_hour: 50_000 + (mixed % 400) * 1000,
    is_available: index % 10 === 9 ? 0 : 1,
    gender: at(GENDERS, index),
    boards: JSON.stringify([...new Set(boards)]),
    height_cm: height,
    waist_cm: 58 + (index % 25),
    shoe_mm: 225 + (index % 14) * 5,
    hair_color: at(['black', 'brown'], index),
    eye_color: 'dark brown',
    nationality: 'KR',
    languages: '["ko","en"]',
    based_in: at(CITIES, index),
    created_at: now - (count - index) * 60_000,
    updated_at: now,
  };
}

function user(index, passwordHash, now) {
  const name = `bench${index}`;
  const email = `${name}@example.com`;
  return {
    id: randomUUID(),
    username: name,
    username_key: name,
    email,
    email_key: email,
    password_hash: passwordHash,
    full_name: `${at(SURNAMES, index)}${at(names, index)}`,
    created_at: now,
    updated_at: now,
  };
}

/** Places windows in rounds. A model's windows never overlap, so any of them can be confirmed. */
function booking(index, models, users, today) {
  const round = Math.floor(index / models.length);
  const first = round === 0 ? -40 : 10 + 20 * (round - 1);
  const start = today + (first + (index % 10)) * DAY + (index % 12) * HOUR;
  const hours = 2 + (index % 40);
  const { id, price_per_hour } = at(models, index);
  const person = at(users, index).id;
  return {
    id: randomUUID(),
    model_id: id,
    user_id: person,
    start_at: start,
    end_at: start + hours * HOUR,
    price_per_hour,
    total_price: price_per_hour * hours,
    notes: index % 2 ? '신상 이커머스 촬영, 헤어와 메이크업 제공.' : null,
    location: '성수동 스튜디오',
    updated_by: person,
    // Uses the time of creation: at least a day before the start.
    created_at: Math.min(today - DAY, start - 10 * DAY) + index,
    updated_at: Math.min(today - DAY, start - 10 * DAY) + index,
  };
}

async function insertAll(db, table, rows) {
  const columns = Object.keys(rows[0]);
  const values = columns.map((_, index) => `value ->> ${index}`).join(', ');
  const insert = db.prepare(
    `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values} FROM json_each(?)`,
  );
  for (let from = 0; from < rows.length; from += CHUNK) {
    const part = rows.slice(from, from + CHUNK).map((row) => Object.values(row));
    await insert.bind(JSON.stringify(part)).run();
  }
}

/** Applies legal transitions to ranges of bookings, each at its historical time. */
async function moveAll(db, count, now) {
  const at = (clock) => `updated_at = ${clock}, version = version + 1`;
  const decided = at(`min(${now}, start_at - ${DAY + HOUR})`);
  const moves = [
    `status = 'option', optioned_at = ${now}, option_expires_at = min(${now + 72 * HOUR}, start_at - ${DAY}), ${at(now)} WHERE seq % 10 = 3 AND start_at > ${now + 96 * HOUR}`,
    `status = 'confirmed', ${decided} WHERE seq % 10 IN (4, 5, 6, 9)`,
    `status = 'completed', ${at('end_at')} WHERE status = 'confirmed' AND end_at < ${now}`,
    `status = 'declined', ${decided} WHERE seq % 10 = 7`,
    `status = 'cancelled', ${decided} WHERE seq % 10 = 8`,
    `status = 'expired', ${at('start_at')} WHERE status = 'requested' AND start_at <= ${now}`,
  ];
  for (let from = 0; from < count; from += 5 * CHUNK) {
    const range = `AND seq > ${from} AND seq <= ${from + 5 * CHUNK}`;
    await db.batch(moves.map((move) => db.prepare(`UPDATE bookings SET ${move} ${range}`)));
  }
}

const PICTURES = 20;
/** Size of a rendition 320 pixels wide, in bytes. */
const PICTURE_BYTES = 24_000;

/** Adds public pictures with stored renditions to the newest models. Returns their ids. */
export async function fillPictures(db, bucket, now = Date.now()) {
  const newest = `SELECT id FROM models ORDER BY seq DESC LIMIT ${PICTURES}`;
  const { results } = await db.prepare(newest).all();
  const rows = results.map(({ id: model_id }, index) => ({
    ...{ id: randomUUID(), model_id, state: 'ready', kind: 'portfolio', is_public: 1, position: 1 },
    ...{ sha256: String(index), content_type: 'image/webp', bytes: PICTURE_BYTES },
    ...{ width: 1200, height: 1600, rotation: 0, created_at: now, updated_at: now },
  }));
  await insertAll(db, 'pictures', rows);
  for (const { id } of rows) {
    const file = new Uint8Array(PICTURE_BYTES).map((_, i) => (i * 31) & 255);
    await bucket.put(`pictures/${id}/320`, file);
  }
  return rows.map(({ id }) => id);
}

/** Fills the database. Users are named bench0, bench1, … and share one password. */
export async function fill(db, counts, now = Date.now()) {
  const make = (count, row) => Array.from({ length: count }, (_, index) => row(index));
  const today = now - (now % DAY);
  const models = make(counts.models, (index) => model(index, counts.models, now));
  const passwordHash = hash(PASSWORD);
  const users = make(counts.users, (index) => user(index, passwordHash, now));
  const bookable = models.filter(({ is_available }) => is_available);
  const bookings = make(counts.bookings, (index) => booking(index, bookable, users, today));
  const bookOuts = make(Math.ceil(counts.models / 10), (index) => ({
    id: randomUUID(),
    model_id: at(models, index * 10).id,
    start_at: today + 25 * DAY,
    end_at: today + 27 * DAY,
    reason: '휴가',
    created_at: now,
  }));
  await insertAll(db, 'users', users);
  await insertAll(db, 'models', models);
  await insertAll(db, 'bookings', bookings);
  await moveAll(db, counts.bookings, now);
  await insertAll(db, 'book_outs', bookOuts);
  // Past mails have been sent.
  await db.prepare('DELETE FROM mails').run();
}
