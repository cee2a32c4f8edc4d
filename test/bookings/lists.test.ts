import { describe, expect, it } from 'vitest';
import { BOOKING_STATUSES } from '../../src/db/constants';
import { bindings, del, get } from '../helpers/api';
import { counting } from '../helpers/counting';
import {
  confirm,
  findings,
  lapseOption,
  move,
  newBooking,
  newOption,
  newPerson,
  type Person,
  stage,
} from '../helpers/data';

const { DB } = bindings;

async function list(person: Person, query: string, env: Record<string, unknown> = {}) {
  const answer = await get(`/api/v1/bookings?${query}`, { token: person.token, env });
  expect(answer.status).toBe(200);
  const items: { booking_id: string; status: string }[] = answer.body.items;
  const { total, next_cursor } = answer.body as { total: number; next_cursor: string | null };
  return { items, ids: items.map(({ booking_id }) => booking_id), total, next_cursor };
}

/** Creates a client with a booking in each of six states; `dead` is a lapsed option. */
async function lives() {
  const { admin, client, model_id } = await stage();
  const book = async (day: number) =>
    (await newBooking(client, model_id, 24 * day, 24 * day + 2)).booking_id as string;
  const option = async (day: number) =>
    (await newOption(admin, model_id, 24 * day, 24 * day + 2, client)).booking_id as string;
  const [requested, declined, confirmed, cancelled] = [
    await book(0),
    await book(1),
    await book(2),
    await book(3),
  ];
  const [alive, dead] = [await option(4), await option(5)];
  await move(admin, declined, 'decline');
  await confirm(admin, confirmed);
  await del(`/api/v1/bookings/${cancelled}`, { token: client.token });
  await lapseOption(dead);
  return {
    admin,
    client,
    model_id,
    ids: { requested, declined, confirmed, cancelled, option: alive, expired: dead },
  };
}

const states = (names: readonly string[]) => names.map((name) => `status=${name}`).join('&');

describe('a list by state', () => {
  it('contains exactly the bookings in that state now, with their total', async () => {
    await lives();
    const { admin, client, ids } = await lives();
    const combinations: (keyof typeof ids)[][] = [
      ...(Object.keys(ids) as (keyof typeof ids)[]).map((one) => [one]),
      ['option', 'expired'],
      ['expired', 'requested'],
      ['option', 'confirmed'],
    ];
    for (const names of combinations) {
      const wanted = new Set(names.map((name) => ids[name]));
      for (const person of [client, admin]) {
        const query = `${states(names)}&user_id=${client.id}`;
        const {
          ids: found,
          total,
          items,
        } = await list(person, person === admin ? query : states(names));
        expect(new Set(found), names.join()).toEqual(wanted);
        expect(total, names.join()).toBe(wanted.size);
        expect(items.every(({ status }) => (names as string[]).includes(status))).toBe(true);
      }
    }
    expect(await list(client, states(BOOKING_STATUSES))).toMatchObject({ total: 6 });
    expect(await list(client, '')).toMatchObject({ total: 6 });
  });

  it('of everyone has the same order and pages as the list it is part of', async () => {
    const [{ admin, client }, other] = [await lives(), await lives()];
    // A time range of their own, because tests share the database.
    const away = Date.parse('2300-01-01T00:00:00Z');
    await DB.prepare(
      'UPDATE bookings SET start_at = start_at + ?1, end_at = end_at + ?1, updated_at = 0 WHERE user_id IN (?2, ?3)',
    )
      .bind(away, client.id, other.client.id)
      .run();
    const there = `from=${new Date(away).toISOString()}&to=${new Date(2 * away).toISOString()}`;
    for (const sort of ['-created_at', 'created_at', 'start_time', '-start_time']) {
      for (const names of [['requested'], ['option', 'expired'], BOOKING_STATUSES]) {
        const query = `${states(names)}&sort=${sort}&${there}`;
        const all = await list(admin, `${query}&limit=100`);
        const everything = await list(admin, `sort=${sort}&limit=100&${there}`);
        const wanted = everything.items.filter(({ status }) =>
          (names as readonly string[]).includes(status),
        );
        expect(everything.total).toBe(12);
        expect(all.ids).toEqual(wanted.map(({ booking_id }) => booking_id));
        expect(all.total).toBe(wanted.length);
        const paged: string[] = [];
        for (let skip = 0; skip < all.total; skip += 2) {
          paged.push(...(await list(admin, `${query}&limit=2&skip=${skip}`)).ids);
        }
        expect(paged).toEqual(all.ids);
        const walked: string[] = [];
        for (let cursor: string | null = ''; cursor !== null; ) {
          const page = await list(admin, `${query}&limit=3${cursor && `&cursor=${cursor}`}`);
          walked.push(...page.ids);
          cursor = page.next_cursor;
        }
        expect(walked).toEqual(all.ids);
      }
    }
  });

  it('of everyone counts all', async () => {
    const { admin, ids } = await lives();
    const { results } = await DB.prepare(
      `SELECT iif(lapses_at <= ?, 'expired', status) AS state, count(*) AS count
       FROM bookings GROUP BY 1`,
    )
      .bind(Date.now())
      .all<{ state: string; count: number }>();
    for (const { state, count } of results) {
      expect((await list(admin, `status=${state}`)).total, state).toBe(count);
    }
    const sum = results.reduce((total, { count }) => total + count, 0);
    expect(await list(admin, '')).toMatchObject({ total: sum });
    expect((await list(admin, 'status=expired')).ids).toContain(ids.expired);
  });

  it('with further filters counts the matches', async () => {
    const { admin, client, model_id, ids } = await lives();
    const other = await newPerson();
    // All filters at once, within D1's limit of 100 parameters.
    const to = `to=${encodeURIComponent('2099-01-01T00:00:00+09:00')}`;
    // Excludes the long histories of other files, whose totals are not counted.
    const past = `from=${encodeURIComponent(new Date(Date.now() - 86_400_000).toISOString())}`;
    const eight = states(BOOKING_STATUSES.filter((state) => state !== 'expired'));
    for (const all of [states(BOOKING_STATUSES), eight]) {
      const first = await list(admin, `${all}&${past}&${to}&limit=1`);
      expect(first.total).toBeGreaterThan(4);
      const next = await list(admin, `${all}&${past}&${to}&limit=1&cursor=${first.next_cursor}`);
      expect(next.ids).not.toEqual(first.ids);
    }
    const from = `from=${encodeURIComponent(new Date().toISOString())}`;
    expect(await list(admin, `status=requested&model_id=${model_id}`)).toMatchObject({
      total: 1,
      ids: [ids.requested],
    });
    expect((await list(admin, `status=expired&${from}`)).ids).toContain(ids.expired);
    expect((await list(admin, `status=option&${from}`)).ids).not.toContain(ids.expired);
    expect(await list(client, `status=confirmed&${from}`)).toMatchObject({ total: 1 });
    const future = `from=${encodeURIComponent('2900-01-01T00:00:00+09:00')}`;
    for (const person of [client, admin]) {
      expect(await list(person, `status=confirmed&${future}`)).toMatchObject({ total: 0, ids: [] });
    }
    expect(await list(other, 'status=confirmed')).toMatchObject({ total: 0, ids: [] });
    expect(await list(admin, `user_id=${other.id}`)).toMatchObject({ total: 0, ids: [] });
  });

  it('reads one page, not the whole state', async () => {
    const { admin, client, model_id } = await stage();
    await DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 2999)
       INSERT INTO bookings (id, model_id, user_id, start_at, end_at, price_per_hour, total_price, created_at, updated_at)
       SELECT 'listed-' || i, ?, ?, 1700000000000 + i * 3600000, 1700003600000 + i * 3600000, 150000, 150000, 1700000000000 + i, 1699999999999 + i * 3600000 FROM n`,
    )
      .bind(model_id, client.id)
      .run();
    const swept = "UPDATE bookings SET status = 'declined', updated_at = 1 WHERE user_id = ?";
    await DB.prepare(swept).bind(client.id).run();
    for (let n = 0; n < 30; n++) await newBooking(client, model_id, 2 * n, 2 * n + 2);
    const { of, env } = counting();
    for (const [person, query] of [
      [admin, 'status=declined'],
      [admin, 'status=requested'],
      [admin, 'status=declined&status=requested&sort=start_time'],
      [admin, `user_id=${client.id}&status=declined`],
      [client, 'status=declined'],
      [client, ''],
    ] as const) {
      const { rowsRead } = await of(() => list(person, `${query}&limit=20`, env));
      expect(rowsRead, query).toBeLessThan(300);
    }
    expect((await list(client, '')).total).toBe(3030);
  });
});

describe('the stored counts', () => {
  it('stay correct through any change, and errors are detected', async () => {
    const { client, ids } = await lives();
    const { id: successor } = await newPerson();
    await DB.prepare('UPDATE bookings SET user_id = ? WHERE id = ?')
      .bind(successor, ids.confirmed)
      .run();
    expect(await findings()).toEqual([]);
    await DB.batch([
      DB.prepare('DELETE FROM booking_events WHERE booking_id = ?').bind(ids.declined),
      DB.prepare('DELETE FROM bookings WHERE id = ?').bind(ids.declined),
    ]);
    expect(await findings()).toEqual([]);
    expect(await list(client, '')).toMatchObject({ total: 4 });

    const set = (by: number) =>
      DB.prepare(
        "UPDATE booking_counts SET count = count + ? WHERE owner_id = ? AND status = 'requested'",
      ).bind(by, client.id);
    await set(1).run();
    expect(await findings()).toEqual([
      { finding: 'wrong_count', booking_id: null, detail: `2 requested of ${client.id}, found 1` },
    ]);
    await set(-1).run();
  });

  it('can be repaired as in the runbook', async () => {
    await lives();
    const [runbooks] = Object.values(
      import.meta.glob<string>('../../docs/runbooks.md', {
        query: '?raw',
        import: 'default',
        eager: true,
      }),
    ) as [string];
    const [recount] = /INSERT INTO booking_counts [^;]+;/.exec(runbooks) ?? [''];
    await DB.prepare('DELETE FROM booking_counts').run();
    expect(await findings()).not.toEqual([]);
    await DB.prepare(recount).run();
    expect(await findings()).toEqual([]);
  });
});
