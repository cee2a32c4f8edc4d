import * as z from 'zod';
import { OUTBOX_KINDS } from '../../../db/constants';
import type { ActorContext, Target } from '../../../http/context';
import { runIdempotent } from '../../../http/idempotency';
import { text } from '../../../http/input/field-schemas';
import { envelopeOf, sendEnvelope } from '../../../http/respond';
import { createRoutes, type Routes } from '../../../http/routes';
import { actorContextOf, targetOf } from '../../../http/service-context';
import type { Text } from '../../../i18n/text';
import { DEMO } from '../../../openapi/demo-ids';
import { TAGS } from '../../../openapi/tags';
import { Booking, exampleWithStatus, sendBooking, toBookingView } from '../bookings.view';
import { challenge, option, transition } from './transitions.service';

const ReasonBody = z
  .strictObject({ reason: text(0, 500).nullish() })
  .meta({ id: 'Reason', examples: [{ reason: '일정 변경' }] });

export const bookingTransitionRoutes = createRoutes('session', TAGS.bookings);
export const bookingAdminRoutes = createRoutes('admin', TAGS.bookings);

bookingTransitionRoutes.delete(
  '/api/v1/bookings/:booking_id',
  {
    id: 'cancelBooking',
    emits: OUTBOX_KINDS,
    summary: ['예약 취소', 'Cancel a booking'],
    description: [
      '본인은 시작 전까지 취소할 수 있습니다. 관리자는 최종 상태가 되기 전까지 언제든지 취소할 수 있습니다.',
      'Owners can cancel until the booking starts, admins until it reaches a final state.',
    ],
    exampleId: DEMO.bookingTo.cancel,
    body: ReasonBody,
    bodyOptional: true,
    response: envelopeOf('BookingEnvelope', Booking),
    message: 'booking.cancelled',
    example: { data: exampleWithStatus('cancelled', { cancel_reason: '일정 변경' }) },
    etag: true,
    errors: ['BookingNotFoundException', 'InvalidTransitionException'],
  },
  async (c, { params, body }) => {
    const target = targetOf(c, params.booking_id);
    const row = await transition(actorContextOf(c), target, 'cancelled', body.reason);
    return sendEnvelope(c, 'booking.cancelled', toBookingView(row));
  },
);

type Move = (
  ctx: ActorContext,
  target: Target,
  reason: string | null | undefined,
) => ReturnType<typeof transition>;

/**
 * Adds a transition with its own path: POST /bookings/{id}/{name}. The body is empty, `{}` or `{reason?}`.
 */
function addTransition(
  routes: Routes,
  name: string,
  about: {
    id: string;
    exampleId: string;
    summary: Text;
    description: Text;
    example: object;
    conflicts?: boolean;
  },
  move: Move,
): void {
  const { conflicts, ...rest } = about;
  routes.post(
    `/api/v1/bookings/:booking_id/${name}` as const,
    {
      ...rest,
      body: ReasonBody,
      bodyOptional: true,
      response: Booking,
      etag: true,
      emits: OUTBOX_KINDS,
      idempotent: true,
      errors: [
        'BookingNotFoundException',
        'InvalidTransitionException',
        ...(conflicts ? ['BookingConflictException' as const] : []),
      ],
    },
    async (c, { params, body }) => {
      const target = targetOf(c, params.booking_id);
      const row = await runIdempotent(c, actorContextOf(c), (ctx) =>
        move(ctx, target, body.reason),
      );
      return sendBooking(c, row);
    },
  );
}

addTransition(
  bookingAdminRoutes,
  'option',
  {
    id: 'optionBooking',
    summary: ['옵션 걸기', 'Place an option'],
    exampleId: DEMO.bookingTo.option,
    example: exampleWithStatus('option'),
    description: [
      '요청을 옵션으로 변경합니다. 먼저 건 옵션이 앞 순위이며, 같은 시간대에 최대 4개까지 걸 수 있습니다. 옵션은 기본적으로 72시간 뒤에 만료되며, 늦어도 시작 24시간 전에는 만료됩니다.',
      'Turns a request into an option. Positions follow the order of placement; at most four options can overlap. By default the option expires after 72 hours, or 24 hours before the start if that is earlier.',
    ],
    conflicts: true,
  },
  (ctx, target, reason) => option(ctx, target, reason),
);

addTransition(
  bookingAdminRoutes,
  'confirm',
  {
    id: 'confirmBooking',
    summary: ['예약 확정', 'Confirm a booking'],
    exampleId: DEMO.bookingTo.confirm,
    example: exampleWithStatus('confirmed'),
    description: [
      '요청이나 옵션을 확정합니다. 겹치는 다른 옵션은 같은 트랜잭션에서 모두 해제됩니다.',
      'Confirms a request or an option. Releases all overlapping options in the same transaction.',
    ],
    conflicts: true,
  },
  (ctx, target, reason) => transition(ctx, target, 'confirmed', reason),
);

addTransition(
  bookingAdminRoutes,
  'decline',
  {
    id: 'declineBooking',
    summary: ['예약 거절', 'Decline a booking'],
    description: [
      '요청 상태의 예약만 거절할 수 있으며, 되돌릴 수 없습니다.',
      'Only a request can be declined. This cannot be undone.',
    ],
    exampleId: DEMO.bookingTo.decline,
    example: exampleWithStatus('declined'),
  },
  (ctx, target, reason) => transition(ctx, target, 'declined', reason),
);

addTransition(
  bookingAdminRoutes,
  'complete',
  {
    id: 'completeBooking',
    summary: ['예약 완료', 'Complete a booking'],
    description: [
      '시작 시각이 지난 확정 예약을 완료로 표시합니다. 종료 후 24시간이 지나면 자동으로 완료됩니다.',
      'Marks a confirmed booking that has started as completed. Bookings complete automatically 24 hours after their end.',
    ],
    exampleId: DEMO.bookingTo.complete,
    example: exampleWithStatus('completed'),
  },
  (ctx, target, reason) => transition(ctx, target, 'completed', reason),
);

addTransition(
  bookingAdminRoutes,
  'no-show',
  {
    id: 'markNoShow',
    summary: ['노쇼 처리', 'Mark a no-show'],
    description: [
      '시작 시각이 지났지만 모델이나 고객이 나타나지 않은 확정 예약을 노쇼로 표시합니다.',
      'Marks a confirmed booking that has started as missed because the model or the client did not appear.',
    ],
    exampleId: DEMO.bookingTo.noShow,
    example: exampleWithStatus('no_show'),
  },
  (ctx, target, reason) => transition(ctx, target, 'no_show', reason),
);

addTransition(
  bookingTransitionRoutes,
  'release',
  {
    id: 'releaseBooking',
    summary: ['옵션 해제', 'Release an option'],
    description: [
      '옵션을 포기합니다. 뒤 순위 옵션의 순위가 올라갑니다.',
      'Gives up the option. The options behind it move up.',
    ],
    exampleId: DEMO.bookingTo.release,
    example: exampleWithStatus('released'),
  },
  (ctx, target, reason) => transition(ctx, target, 'released', reason),
);

addTransition(
  bookingTransitionRoutes,
  'challenge',
  {
    id: 'challengeBooking',
    summary: ['옵션 챌린지', 'Challenge the options ahead'],
    exampleId: DEMO.bookingTo.challenge,
    example: exampleWithStatus('option', { option_position: 2 }),
    description: [
      '앞 순위 옵션에 기한을 설정합니다. 앞 순위 옵션은 기본적으로 24시간 안에 확정되지 않으면 만료됩니다. 만료 시각이 더 빠른 옵션은 그 시각에 만료됩니다.',
      'Sets a deadline for the options ahead. By default they expire unless they are confirmed within 24 hours, or at their own expiry if that is earlier.',
    ],
  },
  (ctx, target) => challenge(ctx, target),
);
