import { describe, expect, it } from 'vitest';
import { get, put } from '../helpers/api';
import { startAt } from '../helpers/clock';
import { at, findings, move, newBooking, newPerson, stage, window } from '../helpers/data';

const HOUR = 3_600_000;

describe('the life of a booking', () => {
  it('keeps the reason of an early end and reports the reason of every transition', async () => {
    const { admin, client, model_id } = await stage();
    const { booking_id } = await newBooking(client, model_id, 0, 2);
    const confirmed = await move(admin, booking_id, 'confirm', { reason: '계약 완료' });
    expect(confirmed.body.cancel_reason).toBe(null);
    await startAt(booking_id, Date.now() - 1);
    const missed = await move(admin, booking_id, 'no-show', { reason: '연락 두절' });
    expect(missed.body.cancel_reason).toBe('연락 두절');
    const { body } = await get(`/api/v1/bookings/${booking_id}/events`, { token: client.token });
    const details = body.items.map((item: { detail: unknown }) => item.detail);
    expect([details[0], details[1], details.at(-1)]).toEqual([
      null,
      { reason: '계약 완료' },
      { reason: '연락 두절' },
    ]);
  });

  const moves = ['option', 'confirm', 'decline', 'release', 'complete', 'no-show'] as const;
  const paths: Record<string, string[]> = {
    requested: [],
    option: ['option'],
    confirmed: ['confirm'],
    completed: ['confirm', 'complete'],
    no_show: ['confirm', 'no-show'],
    declined: ['decline'],
    released: ['option', 'release'],
  };
  const legal: Record<string, string[]> = {
    requested: ['option', 'confirm', 'decline'],
    option: ['confirm', 'release'],
    confirmed: ['complete', 'no-show'],
  };

  it.each(Object.keys(paths))(
    'from %s allows the transitions in the contract and no others',
    async (state) => {
      const { admin, model_id } = await stage();
      for (const [index, name] of moves.entries()) {
        const { booking_id } = await newBooking(admin, model_id, index * 10, index * 10 + 2);
        for (const step of paths[state] ?? []) {
          await move(admin, booking_id, step);
          if (step === 'confirm') await startAt(booking_id, Date.now() - 1 - index * 10 * HOUR);
        }
        const answer = await move(admin, booking_id, name, { reason: '이유' });
        const expected = legal[state]?.includes(name) ? 200 : 409;
        expect([state, name, answer.status]).toEqual([state, name, expected]);
      }
      expect(await findings()).toEqual([]);
    },
  );

  it('is recorded by its events: what, from, to, who, when', async () => {
    const { admin, client, model_id } = await stage();
    const { booking_id } = await newBooking(client, model_id, 0, 2);
    const path = `/api/v1/bookings/${booking_id}`;
    await put(path, { notes: '메모' }, { token: client.token });
    await put(path, window(4, 6), { token: client.token });
    await move(admin, booking_id, 'decline', { reason: '일정 없음' });
    const { body } = await get(`${path}/events`, { token: client.token });
    expect(body.items).toMatchObject([
      { event: 'created', from: null, to: 'requested', actor_id: client.id },
      { event: 'edited', from: 'requested', to: 'requested', actor_id: client.id },
      { event: 'rescheduled', detail: { start_time: { from: at(0), to: at(4) } } },
      {
        event: 'declined',
        from: 'requested',
        to: 'declined',
        actor_id: admin.id,
        detail: { reason: '일정 없음' },
      },
    ]);
    const page = await get(`${path}/events?limit=3`, { token: client.token });
    const rest = await get(`${path}/events?limit=3&cursor=${page.body.next_cursor}`, {
      token: client.token,
    });
    expect(rest.body).toMatchObject({ items: [{ event: 'declined' }], has_next: false });
    const stranger = await newPerson();
    expect((await get(`${path}/events`, { token: stranger.token })).status).toBe(404);
  });
});
