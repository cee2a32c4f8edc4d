import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toLocalIso } from '../../src/lib/time-zones';
import { bindings, get, post } from '../helpers/api';
import { newPerson } from '../helpers/data';
import { look, newPackage } from '../helpers/packages';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const STEP = HOUR / 2;
const SPAN = 12 * DAY;
const RATE = 20_000;
const ZONES = [
  'Asia/Seoul',
  'America/New_York',
  'Europe/Paris',
  'Australia/Sydney',
  'Asia/Kolkata',
];

type Interval = readonly [start: number, end: number];

const offsetOf = (at: number, zone: string) => toLocalIso(at, zone).slice(19);

/**
 * Returns the hours in the coming year at which a zone's offset changes, or an ordinary day for zones without
 * changes.
 */
function changesOf(zone: string): number[] {
  const first = Math.ceil(Date.now() / HOUR) * HOUR + 8 * DAY;
  const hours = Array.from({ length: 330 * 24 }, (_, n) => first + n * HOUR);
  const changes = hours.filter((at) => offsetOf(at, zone) !== offsetOf(at + HOUR, zone));
  return changes.length > 0 ? changes : [first + 30 * DAY];
}
const starts = ZONES.flatMap((zone) =>
  changesOf(zone).map((at) => ({ zone, base: at - SPAN / 2 })),
);

const interval = fc
  .tuple(fc.integer({ min: 0, max: SPAN / STEP - 4 }), fc.integer({ min: 2, max: 3 * 48 }))
  .map(([from, length]): Interval => [from * STEP, Math.min(from * STEP + length * STEP, SPAN)]);

const world = fc.record({
  start: fc.constantFrom(...starts),
  bookOuts: fc.array(interval, { maxLength: 2 }),
  confirmed: fc.array(interval, { maxLength: 5 }),
  cancelled: fc.array(interval, { maxLength: 2 }),
  options: fc.array(interval, { maxLength: 2 }),
  expired: fc.array(interval, { maxLength: 2 }),
  probe: interval,
});

const meets = ([a, b]: Interval, [c, d]: Interval) => a < d && b > c;
const minus = (wanted: Interval[], taken: Interval[]) =>
  wanted.filter((one) => !taken.some((other) => meets(one, other)));

/** Keeps the first of several overlapping intervals. */
function firstCome(all: Interval[]): Interval[] {
  const kept: Interval[] = [];
  for (const one of all) if (!kept.some((other) => meets(one, other))) kept.push(one);
  return kept;
}

/** Returns the free parts of the span: half-hours without an interval, merged. */
function freeOf(busy: Interval[], length: number): Interval[] {
  const free: Interval[] = [];
  for (let at = 0; at < length; at += STEP) {
    const last = free.at(-1);
    if (busy.some((one) => meets(one, [at, at + STEP]))) continue;
    if (last?.[1] === at) free[free.length - 1] = [last[0], at + STEP];
    else free.push([at, at + STEP]);
  }
  return free;
}

interface Scene {
  modelId: string;
  userId: string;
  price: number;
  base: number;
  zone: string;
}

function booking(
  { modelId, userId, base, zone }: Scene,
  [from, to]: Interval,
  path: string[],
  expires: number,
) {
  const id = crypto.randomUUID();
  const total = ((to - from) / HOUR) * RATE;
  const insert = bindings.DB.prepare(
    `INSERT INTO bookings (id, model_id, user_id, start_at, end_at, timezone, price_per_hour, total_price, created_at, updated_at)
      VALUES (?, ?, ?, ?, ?, ?, ${RATE}, ?, 1, 1)`,
  ).bind(id, modelId, userId, base + from, base + to, zone, total);
  const moves = path.map((status) =>
    bindings.DB.prepare(
      "UPDATE bookings SET status = ?1, optioned_at = 1, option_expires_at = iif(?1 = 'option', min(?2, start_at - 86400000), NULL) WHERE id = ?3",
    ).bind(status, expires, id),
  );
  return [insert, ...moves];
}

describe('availability, lists, quotes, packages and create', () => {
  it('agree with a plain list of intervals', { timeout: 300_000 }, async () => {
    const admin = await newPerson('admin');
    const far = Date.now() + 400 * DAY;
    let price = 50_000_000;
    const property = fc.asyncProperty(world, async ({ start: { zone, base }, ...drawn }) => {
      const confirmed = firstCome(minus(drawn.confirmed, drawn.bookOuts));
      const busy = [...drawn.bookOuts, ...confirmed];
      const options = minus(drawn.options, busy);
      price += 1;
      const scene = { modelId: crypto.randomUUID(), userId: admin.id, price, base, zone };
      await bindings.DB.batch([
        bindings.DB.prepare(
          `INSERT INTO models (id, name, description, price_per_hour, created_at, updated_at) VALUES (?, 'property', 'of no interest', ?, 1, 1)`,
        ).bind(scene.modelId, price),
        ...drawn.cancelled.flatMap((one) => booking(scene, one, ['confirmed', 'cancelled'], far)),
        ...options.flatMap((one) => booking(scene, one, ['option'], far)),
        ...drawn.expired.flatMap((one) => booking(scene, one, ['option'], 2)),
        ...confirmed.flatMap((one) => booking(scene, one, ['confirmed'], far)),
        ...drawn.bookOuts.map(([from, to]) =>
          bindings.DB.prepare(
            'INSERT INTO book_outs (id, model_id, start_at, end_at, created_at) VALUES (?, ?, ?, ?, 1)',
          ).bind(crypto.randomUUID(), scene.modelId, base + from, base + to),
        ),
      ]);

      const iso = (at: number) => encodeURIComponent(toLocalIso(base + at, zone));
      const path = `/api/v1/models/${scene.modelId}/availability?from=${iso(0)}&to=${iso(SPAN)}`;
      const seen = (await get(path, { token: admin.token })).body;
      const toInterval = (window: { start_time: string; end_time: string }): Interval => [
        Date.parse(window.start_time) - base,
        Date.parse(window.end_time) - base,
      ];
      expect(seen.free.map(toInterval)).toEqual(freeOf(busy, SPAN));

      const [from, to] = drawn.probe;
      const isFree = !busy.some((one) => meets(one, drawn.probe));
      const request = {
        model_id: scene.modelId,
        start_time: toLocalIso(base + from, zone),
        end_time: toLocalIso(base + to, zone),
        timezone: zone,
      };
      const quote = (await post('/api/v1/bookings/quote', request, { token: admin.token })).body;
      expect(quote.is_free).toBe(isFree);
      for (const offer of quote.nearest_free.map(toInterval)) {
        expect(busy.some((one) => meets(one, offer))).toBe(false);
        expect(offer[1] - offer[0]).toBe(to - from);
      }
      const { start_time, end_time } = request;
      const shared = await newPackage(admin, [scene.modelId], { start_time, end_time });
      expect((await look(shared.path)).body.items[0].is_free).toBe(isFree);
      const bounds = `min_price=${price}&max_price=${price}&free_from=${iso(from)}&free_to=${iso(to)}`;
      expect((await get(`/api/v1/models?${bounds}`)).body.total).toBe(isFree ? 1 : 0);
      const created = await post('/api/v1/bookings', request, { token: admin.token });
      expect(created.status).toBe(isFree ? 200 : 409);
      const local = isFree
        ? created.body
        : { start_local: request.start_time, end_local: request.end_time };
      expect([local.start_local, local.end_local]).toEqual([request.start_time, request.end_time]);
    });
    await fc.assert(property, { numRuns: Number(bindings.PROPERTY_RUNS) });
  });
});
