import { expect, it } from 'vitest';
import { bindings, get, post } from '../helpers/api';
import { counting } from '../helpers/counting';
import { newPerson, window } from '../helpers/data';
import { printTable, SIZES, steps } from './sizes';

/** Run by `npm run growth`: rows read and time per request as the catalogue grows. */
const LIMIT = 20;
const ROUNDS = 5;
/** The number of people who own the bookings. */
const PEOPLE = 20;
/** Up to this many matches of a board are read and sorted; above it, the list is scanned in order. */
const MANY = 500;
const MANY_FOUND = 1500;

const PICK = (list: string[], by: string) =>
  `json_extract('${JSON.stringify(list)}', '$[' || (${by} % ${list.length}) || ']')`;

async function fillModels(from: number, to: number) {
  for (const { numbers } of steps(from, to)) {
    await bindings.DB.prepare(
      `${numbers}
       INSERT INTO models (id, name, description, price_per_hour, is_available, gender, boards, height_cm, created_at, updated_at)
       SELECT 'grown-' || i, ${PICK(['김', '이', '박', '최', '정'], 'i')} || ${PICK(['하늘', '바다', '나무', '구름'], 'i / 5')} || i,
         '런웨이와 룩북 경험이 풍부한 ' || i || '번째 모델', 10000 + (i * 7919 % 400) * 1000, i % 10 <> 0,
         ${PICK(['female', 'male', 'non_binary'], 'i')}, json_array(${PICK(['women', 'men', 'commercial', 'curve', 'fit'], 'i')}), 150 + i * 31 % 50, 1700000000000 + i, 1700000000000 + i FROM n`,
    ).run();
  }
}

const THEN_MS = 1_700_000_000_000;
const MINUTE = 60_000;

/**
 * Inserts bookings of these people in turn, all of them over. Each is written as of a minute before its
 * start, when its client's earlier requests have lapsed or moved on.
 */
async function fillBookings(count: number, models: number, people: string[]) {
  const moves = [
    ["'confirmed'", "status = 'requested' AND seq % 10 < 7"],
    ["'completed', updated_at = start_at", "status = 'confirmed' AND seq % 10 < 6"],
    ["'declined'", "status = 'requested' AND seq % 10 = 7"],
    ["'expired', updated_at = start_at", "status = 'requested'"],
  ];
  for (const { start, end, numbers } of steps(0, count)) {
    const insert = `${numbers}
      INSERT INTO bookings (id, model_id, user_id, start_at, end_at, price_per_hour, total_price, created_at, updated_at)
      SELECT 'grown-' || i, m.id, json_extract(?, '$[' || (i % ${people.length}) || ']'), at, at + 60 * ${MINUTE}, 150000, 150000, at - 1, at - 1
      FROM (SELECT i, ${THEN_MS} + i * ${MINUTE} AS at FROM n)
      JOIN models m ON m.id = 'grown-' || ((i * 10 + 1) % ${models}) AND m.is_available = 1`;
    const range = `start_at >= ${THEN_MS + start * MINUTE} AND start_at < ${THEN_MS + end * MINUTE}`;
    await bindings.DB.batch([
      bindings.DB.prepare(insert).bind(JSON.stringify(people)),
      ...moves.map(([to, from]) =>
        bindings.DB.prepare(`UPDATE bookings SET status = ${to} WHERE ${range} AND ${from}`),
      ),
    ]);
  }
}

const free = `free_from=${encodeURIComponent('2030-01-01T12:00:00+09:00')}&free_to=${encodeURIComponent('2030-01-02T12:00:00+09:00')}`;

/**
 * Rows read per row of a page: it is found by index, sorted, joined to its model and read, which makes four,
 * plus one for the catalogue's state.
 */
const PAGE = 5 * LIMIT;
/** Counting scans up to 10,000 models, and the bookings in their window. */
const COUNTED = 4 * 10_000;

/** Query, and the rows its page may read. */
const READS: [name: string, query: string, budget: number][] = [
  ['first page', '', PAGE],
  ['sort=price_per_hour', 'sort=price_per_hour', PAGE],
  ['sort=name', 'sort=name', PAGE],
  ['sort=-height_cm', 'sort=-height_cm', PAGE],
  ['board', 'board=curve', 4 * MANY],
  ['board, by price', 'board=curve&sort=price_per_hour', 4 * MANY],
  ['gender', 'gender=male', PAGE],
  ['is_available', 'is_available=true', PAGE],
  ['min_price, max_price', 'min_price=100000&max_price=110000&sort=price_per_hour', PAGE],
  ['min_height, max_height', 'min_height=170&max_height=172&sort=height_cm', PAGE],
  ['free_from, free_to', free, COUNTED],
  ['q, 1 character', `q=${encodeURIComponent('김')}`, 5 * MANY_FOUND],
  ['q, 2 characters', `q=${encodeURIComponent('하늘')}`, 5 * MANY_FOUND],
  ['q, 3 characters', `q=${encodeURIComponent('김하늘')}`, 5 * MANY_FOUND],
  ['q, 17 characters', `q=${encodeURIComponent('런웨이와 룩북 경험이 풍부한 ')}`, 5 * MANY_FOUND],
];

const THEN = encodeURIComponent('2023-11-19T00:00:00+09:00');
const SOON = encodeURIComponent('2023-11-20T00:00:00+09:00');

/**
 * Lists of bookings: a client's own, or anyone's for an admin. Within one person or model, a filter scans the
 * rows; a window is counted.
 */
const BOOKING_READS: [name: string, query: string, budget: number][] = [
  ['own bookings', '', PAGE],
  ['own bookings, status', 'status=requested', Infinity],
  ['own bookings, by start', 'sort=start_time', PAGE],
  ['all bookings', '', PAGE],
  ['all bookings, status', 'status=completed', 7 * LIMIT],
  ['all bookings, two', 'status=completed&status=confirmed', 14 * LIMIT],
  ['all bookings, status, by start', 'status=completed&sort=start_time', 7 * LIMIT],
  ['all bookings, user_id', 'user_id=CLIENT', PAGE],
  ['all bookings, model_id', 'model_id=grown-11', Infinity],
  ['all bookings, from, to', `from=${THEN}&to=${SOON}`, Infinity],
  ['all bookings, to', `to=${SOON}`, Infinity],
];

interface Line {
  name: string;
  cells: { rows: number; ms: number }[];
}

const lines = new Map<string, Line>();

/** A client has one booking of a model at a time, so each takes the next hours. */
let booked = 0;

it.each(SIZES)(
  'at %i models',
  async (size) => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    const before = SIZES[SIZES.indexOf(size) - 1] ?? 0;
    await fillModels(before, size);
    if (size === SIZES.at(-1)) {
      // In sequence: more than 16 concurrent hashes are refused.
      const others: Awaited<ReturnType<typeof newPerson>>[] = [];
      while (others.length < PEOPLE - 1) others.push(await newPerson());
      await fillBookings(
        2 * size,
        size,
        [client, ...others].map(({ id }) => id),
      );
    }
    const fresh = { 'Cache-Control': 'no-cache' };
    const { of } = counting();
    const measure = async (
      name: string,
      budget: number,
      send: (env: Record<string, unknown>) => Promise<{ status: number }>,
    ) => {
      // On the second request the total is known, so only the page remains.
      await of(send);
      const costs = [];
      for (let round = 0; round < ROUNDS; round++) {
        const started = performance.now();
        const cost = await of(async (env) => expect((await send(env)).status).toBe(200));
        costs.push({ rows: cost.rowsRead, ms: performance.now() - started });
      }
      costs.sort((a, b) => a.ms - b.ms);
      const cell = costs[Math.floor(ROUNDS / 2)] as { rows: number; ms: number };
      const line = lines.get(name) ?? { name, cells: [] };
      line.cells.push(cell);
      lines.set(name, line);
      expect.soft(cell.rows, name).toBeLessThanOrEqual(budget);
    };
    for (const [name, query, budget] of READS) {
      await measure(name, budget, (env) =>
        get(`/api/v1/models?limit=${LIMIT}&${query}`, { env, headers: fresh }),
      );
    }
    const deep = Math.floor(size * 0.9);
    const reach = await get(`/api/v1/models?limit=1&skip=${deep}`, { headers: fresh });
    await measure('90 % deep, by skip', Infinity, (env) =>
      get(`/api/v1/models?limit=${LIMIT}&skip=${deep}`, { env, headers: fresh }),
    );
    await measure('90 % deep, by cursor', PAGE, (env) =>
      get(`/api/v1/models?limit=${LIMIT}&cursor=${reach.body.next_cursor}`, {
        env,
        headers: fresh,
      }),
    );
    await measure('one model', 10, (env) => get('/api/v1/models/grown-1', { env, headers: fresh }));
    for (const [name, query, budget] of BOOKING_READS) {
      const token = name.startsWith('own') ? client.token : admin.token;
      const path = query.replace('CLIENT', client.id);
      await measure(name, budget, (env) =>
        get(`/api/v1/bookings?limit=${LIMIT}&${path}`, { token, env }),
      );
    }
    await measure('book', 200, (env) =>
      post(
        '/api/v1/bookings',
        { model_id: 'grown-11', ...window(3 * booked, 3 * booked++ + 2) },
        { token: client.token, env },
      ),
    );
  },
  1_200_000,
);

it('prints the table', () => {
  const models = SIZES.map((size) => `${size.toLocaleString('en')} models`);
  const rows = [...lines.values()].map(({ name, cells }) => {
    const times = (cells.at(-1)?.ms ?? 0) / (cells[0]?.ms ?? 1);
    return [name, ...cells.map(({ rows }) => rows), times.toFixed(1)];
  });
  printTable('growth', ['call', ...models, 'time, ×'], rows);
});
