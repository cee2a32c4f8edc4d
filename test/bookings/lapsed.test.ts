import { describe, expect, it } from 'vitest';
import { runMaintenance } from '../../src/maintenance';
import { bindings, del, get, post, put } from '../helpers/api';
import { atTime, expireAt, illegal, iso, newBookingAt } from '../helpers/clock';
import { confirm, DAY, findings, move, type Person } from '../helpers/data';

const { DB } = bindings;
const read = (person: Person, id: string, headers = {}) =>
  get(`/api/v1/bookings/${id}`, { token: person.token, headers });

describe('a booking that has lapsed', () => {
  const kinds = ['requested', 'option'] as const;

  /** Creates a client's request or option that lapses at `now`. */
  async function lapsing(kind: (typeof kinds)[number], now: number) {
    const all = await newBookingAt(now + (kind === 'option' ? 2 * DAY : 0));
    if (kind === 'option') {
      expect((await move(all.admin, all.id, 'option')).status).toBe(200);
      await expireAt(all.id, now);
    }
    return all;
  }

  it.each(kinds)(
    '(%s) is the same before and after the sweep, and not a moment early',
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
      // A minute late, which must not be visible.
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

  it.each(kinds)('(%s) allows no transition and no change', async (kind) => {
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

  it('counts as expired in the metrics, swept or not', async () => {
    const now = Date.now();
    const gauges = async (instant: number) => {
      const { text } = await atTime(instant, () => get('/metrics'));
      const of = (state: string) =>
        Number(new RegExp(`^bookings\\{status="${state}"\\} (\\d+)`, 'm').exec(text)?.[1] ?? 0);
      return [of('requested'), of('expired')];
    };
    await runMaintenance(bindings, now - 1);
    await newBookingAt(now);
    const [requested, expired] = (await gauges(now - 1)) as [number, number];
    expect(await gauges(now)).toEqual([requested - 1, expired + 1]);
    await runMaintenance(bindings, now);
    expect(await gauges(now)).toEqual([requested - 1, expired + 1]);
  });

  it('frees its client’s time and quota, and blocks nothing', async () => {
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
    // Confirmed over the lapsed option, before the cron has run.
    const confirmed = await atTime(now, () => confirm(admin, second.body.booking_id));
    expect(confirmed.body.status).toBe('confirmed');
    expect(
      await DB.prepare('SELECT status FROM bookings WHERE id = ?').bind(id).first('status'),
    ).toBe('option');
    await runMaintenance(bindings, now);
    expect((await read(admin, id)).body.status).toBe('expired');
    expect(await findings()).toEqual([]);
  });

  it('is expired by its client’s erasure, as the sweep would have done', async () => {
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
