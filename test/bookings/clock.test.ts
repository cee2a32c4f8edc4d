import { describe, expect, it } from 'vitest';
import { runMaintenance } from '../../src/maintenance';
import { bindings, del, get, post, put } from '../helpers/api';
import { atTime, expireAt, startAt } from '../helpers/clock';
import {
  confirm,
  DAY,
  findings,
  move,
  newBooking,
  newOption,
  newPerson,
  type Person,
  stage,
} from '../helpers/data';

const HOUR = 3_600_000;
const { DB } = bindings;
const iso = (instant: number) => new Date(instant).toISOString();
const read = (person: Person, id: string, headers = {}) =>
  get(`/api/v1/bookings/${id}`, { token: person.token, headers });
const illegal = { status: 409, error_code: 'InvalidTransitionException' };

/** A client's booking that starts at `start`, made long before. */
async function starting(start: number, status: 'requested' | 'confirmed' = 'requested') {
  const { admin, client, model_id } = await stage();
  const { booking_id: id } = await newBooking(client, model_id, 0, 4);
  if (status === 'confirmed') await confirm(admin, id);
  await startAt(id, start);
  return { admin, client, model_id, id, path: `/api/v1/bookings/${id}` };
}

describe('an option', () => {
  it.each([
    ['a millisecond before', -1, 200],
    ['at', 0, 422],
    ['a millisecond after', 1, 422],
  ])('placed %s 24 h before the start: %s', async (_, late, status) => {
    const now = Date.now();
    const { admin, id } = await starting(now + DAY - late);
    const answer = await atTime(now, () => move(admin, id, 'option'));
    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.body.option_expires_at).toBe(iso(now + 1));
    else
      expect(answer.body.errors).toMatchObject([{ field: 'start_time', code: 'option_too_late' }]);
  });

  it('too late is refused by the database as well, as is one that outlives the day before', async () => {
    const now = Date.now();
    const { id } = await starting(now + DAY + HOUR);
    const place = (expires: number, clock: number) =>
      DB.prepare(
        "UPDATE bookings SET status = 'option', optioned_at = ?2, option_expires_at = ?1, updated_at = ?2 WHERE id = ?3",
      )
        .bind(expires, clock, id)
        .run();
    await expect(place(now + HOUR + 1, now)).rejects.toThrow('bookings_option_in_time');
    await expect(place(now + HOUR, now + HOUR)).rejects.toThrow('OPTION_TOO_LATE');
    await expect(
      DB.prepare("UPDATE bookings SET status = 'option' WHERE id = ?").bind(id).run(),
    ).rejects.toThrow('bookings_option_expiry');
    await place(now + HOUR, now + HOUR - 1);
    await expect(
      DB.prepare("UPDATE bookings SET status = 'confirmed' WHERE id = ?").bind(id).run(),
    ).rejects.toThrow('bookings_option_expiry');
  });

  it('that moves later lives no longer, and one that moves too near is refused', async () => {
    const { admin, model_id } = await stage();
    const option = await newOption(admin, model_id, 0, 4);
    const path = `/api/v1/bookings/${option.booking_id}`;
    const change = (start: number, now: number) =>
      atTime(now, () =>
        put(
          path,
          { start_time: iso(start), end_time: iso(start + 4 * HOUR) },
          { token: admin.token },
        ),
      );
    const now = Date.now();
    const later = await change(Date.parse(option.start_time) + 5 * DAY, now);
    expect(later.body.option_expires_at).toBe(option.option_expires_at);
    const nearer = await change(now + 2 * DAY, now);
    expect(nearer.body.option_expires_at).toBe(iso(now + DAY));
    const tooNear = await change(now + DAY, now);
    expect(tooNear.body).toMatchObject({
      status: 422,
      errors: [{ field: 'start_time', code: 'option_too_late' }],
    });
    expect((await change(now + DAY + 1, now)).body.option_expires_at).toBe(iso(now + 1));
  });
});

describe('until the start', () => {
  const now = Date.now();
  it.each([
    ['confirm', 1, 200],
    ['confirm', 0, 409],
    ['confirm', -1, 409],
    ['decline', 1, 200],
    ['decline', 0, 409],
    ['decline', -1, 409],
  ])('an admin may %s a request: %i ms ahead is %i', async (name, ahead, status) => {
    const { admin, id } = await starting(now + ahead);
    const answer = await atTime(now, () => move(admin, id, name));
    expect(answer.status).toBe(status);
    if (status === 409)
      expect(answer.body.conflict).toMatchObject({ from: 'expired', allowed: [] });
  });

  it.each([
    ['requested', 1, 200],
    ['requested', 0, 409],
    ['confirmed', 1, 200],
    ['confirmed', 0, 409],
    ['confirmed', -1, 409],
  ] as const)('the owner cancels a %s booking: %i ms ahead is %i', async (state, ahead, status) => {
    const { client, path } = await starting(now + ahead, state);
    const answer = await atTime(now, () => del(path, { token: client.token }));
    expect(answer.status).toBe(status);
    if (status === 409) expect(answer.body.conflict.allowed).toEqual([]);
  });

  it('and beyond an admin cancels what is confirmed', async () => {
    const { admin, path } = await starting(now - DAY, 'confirmed');
    const answer = await del(path, { token: admin.token, body: { reason: '악천후' } });
    expect(answer.body.data).toMatchObject({ status: 'cancelled', cancel_reason: '악천후' });
    expect((await del(path, { token: admin.token })).body).toMatchObject(illegal);
  });
});

describe('from the start on', () => {
  const now = Date.now();
  it.each([
    ['complete', 1, 409],
    ['complete', 0, 200],
    ['complete', -1, 200],
    ['no-show', 1, 409],
    ['no-show', 0, 200],
    ['no-show', -1, 200],
  ])('an admin may %s: %i ms ahead is %i', async (name, ahead, status) => {
    const { admin, id } = await starting(now + ahead, 'confirmed');
    const answer = await atTime(now, () => move(admin, id, name));
    expect(answer.status).toBe(status);
    if (status === 409) expect(answer.body.conflict.allowed).toEqual(['cancelled']);
  });

  it.each([
    ["status = 'completed'", 'confirmed'],
    ["status = 'no_show'", 'confirmed'],
    ["status = 'expired'", 'requested'],
  ] as const)('and not before, whoever writes %s', async (set, state) => {
    const { id } = await starting(now + HOUR, state);
    const write = (clock: number) =>
      DB.prepare(`UPDATE bookings SET ${set}, updated_at = ? WHERE id = ?`).bind(clock, id).run();
    await expect(write(now + HOUR - 1)).rejects.toThrow('INVALID_TRANSITION');
    await write(now + HOUR);
  });

  it('a request is not confirmed, declined or cancelled, whoever writes it', async () => {
    const { id } = await starting(now);
    for (const status of ['confirmed', 'declined', 'cancelled', 'option']) {
      const late = DB.prepare(
        'UPDATE bookings SET status = ?1, option_expires_at = iif(?1 = ?2, start_at - 86400000, NULL), updated_at = ?3 WHERE id = ?4',
      );
      await expect(late.bind(status, 'option', now, id).run()).rejects.toThrow(
        /INVALID_TRANSITION|OPTION_TOO_LATE/,
      );
    }
  });

  it('its client does not cancel, whoever writes it', async () => {
    const { id, client, admin } = await starting(now, 'confirmed');
    const cancel = (by: string, clock: number) =>
      DB.prepare(
        "UPDATE bookings SET status = 'cancelled', updated_by = ?, updated_at = ? WHERE id = ?",
      )
        .bind(by, clock, id)
        .run();
    await expect(cancel(client.id, now)).rejects.toThrow('INVALID_TRANSITION');
    await cancel(admin.id, now);
  });
});

describe('a booking that has lapsed', () => {
  const kinds = ['requested', 'option'] as const;

  /** A request or an option of a client's whose time is up at `now`. */
  async function lapsing(kind: (typeof kinds)[number], now: number) {
    const all = await starting(now + (kind === 'option' ? 2 * DAY : 0));
    if (kind === 'option') {
      expect((await move(all.admin, all.id, 'option')).status).toBe(200);
      await expireAt(all.id, now);
    }
    return all;
  }

  it.each(kinds)(
    '(%s) is the same before the sweep and after it, and not a moment early',
    async (kind) => {
      const now = Date.now();
      const { admin, client, model_id, id } = await lapsing(kind, now);
      const lists = async (person: Person) => {
        const count = async (query: string) =>
          (await get(`/api/v1/bookings?model_id=${model_id}&${query}`, { token: person.token }))
            .text;
        const mine = person === client ? '' : `&user_id=${client.id}`;
        const kept = async (query: string) =>
          (await get(`/api/v1/bookings?${query}${mine}`, { token: person.token })).text;
        return [
          await count('status=expired'),
          await count(`status=${kind}`),
          await kept('status=expired'),
          await kept(`status=${kind}`),
          await kept('status=requested&status=option'),
          await kept(`status=expired&status=${kind}`),
        ];
      };
      const seen = (instant: number) =>
        atTime(instant, async () => {
          const shown = [await read(client, id), await read(admin, id)];
          const texts = [...(await lists(client)), ...(await lists(admin))];
          return { shown, texts, tags: shown.map(({ headers }) => headers.get('ETag')) };
        });
      const early = await seen(now - 1);
      expect(early.shown.map(({ body }) => body.status)).toEqual([kind, kind]);
      const stored = await DB.prepare('SELECT version FROM bookings WHERE id = ?')
        .bind(id)
        .first<number>('version');
      const before = await seen(now);
      for (const { body, headers } of before.shown) {
        expect(body).toMatchObject({
          status: 'expired',
          option_position: null,
          option_expires_at: null,
          updated_at: iso(now),
        });
        expect(headers.get('ETag')).toMatch(new RegExp(`^"${Number(stored) + 1}[."]`));
      }
      expect(before.tags).not.toEqual(early.tags);
      expect(before.texts[0]).toContain(id);
      expect(before.texts[1]).not.toContain(id);
      expect(JSON.parse(before.texts[2] ?? '').total).toBe(1);
      expect(JSON.parse(before.texts[3] ?? '').total).toBe(0);
      // A minute late, which nothing shows.
      await runMaintenance(bindings, now + 60_000);
      const after = await seen(now);
      expect([after.texts, after.tags]).toEqual([before.texts, before.tags]);
      expect(after.shown.map(({ text }) => text)).toEqual(before.shown.map(({ text }) => text));
      expect(
        await DB.prepare('SELECT status FROM bookings WHERE id = ?').bind(id).first('status'),
      ).toBe('expired');
      const history = await get(`/api/v1/bookings/${id}/events`, { token: client.token });
      expect(history.body.items.at(-1)).toMatchObject({
        event: 'expired',
        from: kind,
        actor_id: null,
        at: iso(now),
      });
      expect(await findings()).toEqual([]);
    },
  );

  it.each(kinds)('(%s) goes nowhere and changes no more', async (kind) => {
    const now = Date.now();
    const { admin, client, id, path } = await lapsing(kind, now);
    const at = <T>(work: () => Promise<T>) => atTime(now, work);
    for (const name of [
      'option',
      'confirm',
      'decline',
      'complete',
      'no-show',
      'release',
      'challenge',
    ]) {
      const answer = await at(() => move(admin, id, name));
      expect([name, answer.status, answer.body.conflict?.from]).toEqual([name, 409, 'expired']);
    }
    for (const { token } of [admin, client]) {
      expect((await at(() => del(path, { token }))).body).toMatchObject(illegal);
      expect((await at(() => put(path, { notes: '늦은 메모' }, { token }))).body).toMatchObject(
        illegal,
      );
    }
    const stale = { token: admin.token, headers: { 'If-Match': '"1"' } };
    expect((await at(() => post(`${path}/confirm`, {}, stale))).status).toBe(412);
  });

  it('is counted as expired by the metrics, swept or not', async () => {
    const now = Date.now();
    const gauges = async (instant: number) => {
      const { text } = await atTime(instant, () => get('/metrics'));
      const of = (state: string) =>
        Number(new RegExp(`^bookings\\{status="${state}"\\} (\\d+)`, 'm').exec(text)?.[1] ?? 0);
      return [of('requested'), of('expired')];
    };
    await runMaintenance(bindings, now - 1);
    await starting(now);
    const [requested, expired] = (await gauges(now - 1)) as [number, number];
    expect(await gauges(now)).toEqual([requested - 1, expired + 1]);
    await runMaintenance(bindings, now);
    expect(await gauges(now)).toEqual([requested - 1, expired + 1]);
  });

  it('frees its client’s time and quota, and is in nobody’s way', async () => {
    const now = Date.now();
    const { admin, client, model_id, id } = await lapsing('option', now);
    const { body } = await read(admin, id);
    const again = (instant: number) =>
      atTime(instant, () =>
        post(
          '/api/v1/bookings',
          { model_id, start_time: body.start_time, end_time: body.end_time },
          { token: client.token },
        ),
      );
    expect((await again(now - 1)).body).toMatchObject({
      status: 409,
      conflict: { booking_id: id },
    });
    const second = await again(now);
    expect(second.status).toBe(200);
    // Confirmed over the dead option, which no cron has come by.
    const confirmed = await atTime(now, () => confirm(admin, second.body.booking_id));
    expect(confirmed.body.status).toBe('confirmed');
    expect(
      await DB.prepare('SELECT status FROM bookings WHERE id = ?').bind(id).first('status'),
    ).toBe('option');
    await runMaintenance(bindings, now);
    expect((await read(admin, id)).body.status).toBe('expired');
    expect(await findings()).toEqual([]);
  });

  it('is expired by the erasure of its client, as it would have been by the sweep', async () => {
    const now = Date.now();
    const { admin, client, id } = await lapsing('requested', now);
    await atTime(now, () => del(`/api/v1/users/${client.id}`, { token: admin.token }));
    const { body } = await read(admin, id);
    expect(body).toMatchObject({ status: 'expired', client: { full_name: null } });
    expect(
      await DB.prepare('SELECT status FROM bookings WHERE id = ?').bind(id).first('status'),
    ).toBe('expired');
  });
});

describe('the cron', () => {
  it('completes 24 h after the end, not a moment before', async () => {
    const now = Date.now();
    const { admin, id } = await starting(now - DAY - 4 * HOUR, 'confirmed');
    await runMaintenance(bindings, now - 1);
    expect((await read(admin, id)).body.status).toBe('confirmed');
    await runMaintenance(bindings, now);
    expect((await read(admin, id)).body.status).toBe('completed');
  });
});

describe('a booking’s times', () => {
  const now = Date.now();
  const edit = (path: string, person: Person, body: object) =>
    atTime(now, () => put(path, body, { token: person.token }));

  it.each([
    ['client', HOUR - 1, 'too_soon'],
    ['client', HOUR, undefined],
    ['admin', 0, 'in_past'],
    ['admin', 1, undefined],
    ['admin', 365 * DAY, undefined],
    ['admin', 365 * DAY + 1, 'too_far'],
  ] as const)('move by %s to %i ms from now: %s', async (role, ahead, code) => {
    const all = await starting(now + 5 * DAY);
    const start = now + ahead;
    const answer = await edit(all.path, all[role], {
      start_time: iso(start),
      end_time: iso(start + HOUR),
    });
    expect([answer.status, answer.body.errors?.[0].code]).toEqual([code ? 422 : 200, code]);
  });

  it.each([
    ['client', HOUR - 1, 'too_soon'],
    ['client', HOUR, undefined],
    ['admin', 0, 'in_past'],
    ['admin', 1, undefined],
  ] as const)('are booked by %s %i ms from now: %s', async (role, ahead, code) => {
    const all = await stage();
    const times = { start_time: iso(now + ahead), end_time: iso(now + ahead + HOUR) };
    const request = { model_id: all.model_id, ...times };
    const { token } = all[role];
    for (const name of ['bookings', 'bookings/quote']) {
      const answer = await atTime(now, () => post(`/api/v1/${name}`, request, { token }));
      const wrong = answer.body.errors?.[0].code;
      expect([name, answer.status, wrong]).toEqual([name, code ? 422 : 200, code]);
    }
  });

  it('start once: beyond the start only the end moves, by an admin', async () => {
    for (const [ahead, status] of [
      [1, 200],
      [0, 409],
    ] as const) {
      const { admin, path, client } = await starting(now + ahead, 'confirmed');
      expect((await edit(path, client, { end_time: iso(now + 9 * HOUR) })).status).toBe(409);
      expect((await edit(path, admin, { end_time: iso(now + 5 * HOUR) })).status).toBe(200);
      const moved = await edit(path, admin, { start_time: iso(now + 2 * HOUR) });
      expect(moved.status).toBe(status);
      if (status === 409) {
        expect(moved.body).toMatchObject({
          ...illegal,
          conflict: { from: 'confirmed', to: 'confirmed' },
        });
        expect(moved.body.conflict.allowed.sort()).toEqual(['cancelled', 'completed', 'no_show']);
        expect(moved.body.error_message).toContain('이미 시작된');
      }
    }
  });

  it('of an option are the agency’s, notes and location the client’s as well', async () => {
    const { admin, client, model_id } = await stage();
    const option = await newOption(admin, model_id, 0, 4, client);
    const path = `/api/v1/bookings/${option.booking_id}`;
    const refused = await put(path, { end_time: option.start_time }, { token: client.token });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ conflict: { from: 'option', to: 'option' } });
    expect(refused.body.conflict.allowed.sort()).toEqual(['cancelled', 'released']);
    const same = { start_time: option.start_time, end_time: option.end_time, notes: '메모' };
    const noted = await put(path, same, { token: client.token });
    expect([noted.status, noted.body.notes]).toEqual([200, '메모']);
    await confirm(admin, option.booking_id);
    expect((await put(path, { location: '성수동' }, { token: client.token })).status).toBe(409);
  });

  it('that are sent as they stand are no change, and change nothing', async () => {
    const { admin, path } = await starting(now - 1, 'confirmed');
    const { body, headers } = await get(path, { token: admin.token });
    const same = { start_time: body.start_time, end_time: body.end_time };
    const answer = await put(path, same, { token: admin.token });
    expect([answer.status, answer.body, answer.headers.get('ETag')]).toEqual([
      200,
      body,
      headers.get('ETag'),
    ]);
  });

  it('ask model and account again only where the start changes', async () => {
    const { admin, client, model_id, path } = await starting(now + 5 * DAY);
    const { token } = admin;
    const later = (days: number) => ({
      start_time: iso(now + days * DAY),
      end_time: iso(now + days * DAY + 4 * HOUR),
    });
    await put(`/api/v1/models/${model_id}`, { is_available: false }, { token });
    const off = await put(path, later(6), { token });
    expect([off.status, off.body.errors?.[0].field]).toEqual([422, 'model_id']);
    expect((await put(path, { end_time: iso(now + 5 * DAY + 5 * HOUR) }, { token })).status).toBe(
      200,
    );
    await put(`/api/v1/models/${model_id}`, { is_available: true }, { token });
    await put(`/api/v1/users/${client.id}`, { is_active: false }, { token });
    const inactive = await put(path, later(6), { token });
    expect([inactive.status, inactive.body.errors?.[0].field]).toEqual([422, 'user_id']);
    expect((await put(path, { end_time: iso(now + 5 * DAY + 6 * HOUR) }, { token })).status).toBe(
      200,
    );
    // Nor does an option or a confirmation ask.
    const id = path.split('/').at(-1) ?? '';
    expect((await move(admin, id, 'option')).status).toBe(200);
    expect((await confirm(admin, id)).status).toBe(200);
  });

  it('lie ahead, whoever writes them', async () => {
    const { id, model_id, client } = await starting(now + DAY);
    const shift = (start: number, clock: number) =>
      DB.prepare(
        'UPDATE bookings SET start_at = ?1, end_at = ?1 + 3600000, updated_at = ?2 WHERE id = ?3',
      )
        .bind(start, clock, id)
        .run();
    await expect(shift(now + HOUR, now + HOUR)).rejects.toThrow('BOOKING_IN_PAST');
    await expect(shift(now + 9 * DAY, now + DAY)).rejects.toThrow('BOOKING_IN_PAST');
    await shift(now + HOUR, now + HOUR - 1);
    const insert = (clock: number) =>
      DB.prepare(
        `INSERT INTO bookings (id, model_id, user_id, start_at, end_at, price_per_hour, total_price, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?4 + 3600000, 10000, 10000, ?5, ?5)`,
      )
        .bind(crypto.randomUUID(), model_id, client.id, now + 9 * DAY, clock)
        .run();
    await expect(insert(now + 9 * DAY)).rejects.toThrow('BOOKING_IN_PAST');
    await insert(now + 9 * DAY - 1);
  });
});

it('an account that is not active gets no bookings, also not from an admin', async () => {
  const { admin, model_id } = await stage();
  const client = await newPerson();
  await put(`/api/v1/users/${client.id}`, { is_active: false }, { token: admin.token });
  const start = Date.now() + 5 * DAY;
  const item = {
    model_id,
    user_id: client.id,
    start_time: iso(start),
    end_time: iso(start + HOUR),
  };
  const refused = await post('/api/v1/bookings', item, { token: admin.token });
  expect(refused.body).toMatchObject({
    status: 422,
    errors: [{ field: 'user_id', code: 'not_active' }],
  });
  const batch = await post('/api/v1/bookings/batch', { items: [item] }, { token: admin.token });
  expect(batch.body).toMatchObject({ status: 422, errors: [{ field: 'items.0.user_id' }] });
});
