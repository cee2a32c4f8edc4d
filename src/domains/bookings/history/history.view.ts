import * as z from 'zod';
import { BookingStatus } from '../../../http/input/enum-schemas';
import { described, isoTime } from '../../../http/input/field-schemas';
import { toIso } from '../../../lib/time';
import { bookingExample } from '../bookings.view';
import type { EventRow } from './history.repository';

export const BookingEvent = z
  .object({
    event: z
      .string()
      .meta(
        described(
          'created, edited, rescheduled, challenge, challenged 또는 변경 후의 상태.',
          'created, edited, rescheduled, challenge, challenged, or the state that the booking entered.',
        ),
      ),
    from: BookingStatus.nullable().meta(
      described(
        '변경 전의 상태. 예약이 생성된 항목이면 null입니다.',
        'State before the change; null for the creation.',
      ),
    ),
    to: BookingStatus.meta(described('변경 후의 상태.', 'State after the change.')),
    actor_id: z
      .string()
      .nullable()
      .meta(
        described(
          '변경한 사용자의 id. 시스템이면 null이며, 다른 고객의 id는 고객에게 보이지 않습니다.',
          'Id of the user who made the change; null for the system. Clients also get null for another client.',
        ),
      ),
    detail: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta(
        described(
          '변경 사유, 또는 변경 전후의 시각.',
          'The reason given, or the times before and after the change.',
        ),
      ),
    at: isoTime,
  })
  .meta({
    id: 'BookingEvent',
    examples: [
      {
        event: 'confirmed',
        from: 'option',
        to: 'confirmed',
        actor_id: bookingExample.user_id,
        detail: null,
        at: '2026-11-24T00:00:00.000Z',
      },
    ],
  });

/** Renders an event of a booking's history. Times in its detail have the usual format. */
export const toEventView = (row: EventRow) => ({
  event: row.event,
  from: row.fromStatus,
  to: row.toStatus,
  actor_id: row.actorId,
  detail: row.detail && detailView(row.detail),
  at: toIso(row.at),
});

function detailView(detail: Record<string, unknown>) {
  const entries = Object.entries(detail).map(([name, value]) => [
    name.replace(/^(start|end)_at$/, '$1_time'),
    Array.isArray(value) ? { from: toIso(Number(value[0])), to: toIso(Number(value[1])) } : value,
  ]);
  return Object.fromEntries(entries);
}
