import type { ActorContext, Target } from '../../../http/context';
import { runIdempotent } from '../../../http/idempotency';
import { createRoutes, type Routes } from '../../../http/routes';
import { actorContextOf, targetOf } from '../../../http/service-context';
import type { Text } from '../../../i18n/text';
import { DEMO } from '../../../openapi/demo-ids';
import { TAGS } from '../../../openapi/tags';
import { Booking, exampleWithStatus, ReasonBody } from '../bookings.schemas';
import { sendBooking } from '../bookings.view';
import { challenge, option, transition } from './transitions.service';

export const bookingTransitionRoutes = createRoutes('session', TAGS.bookings);
export const bookingAdminRoutes = createRoutes('admin', TAGS.bookings);

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
      emits: true,
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
      '먼저 건 옵션이 앞 순위이며, 한 시간대에 최대 4개입니다. 72시간 뒤 또는 시작 24시간 전에 만료됩니다.',
      'First come, first position; at most four at any moment. It expires after 72 h, or 24 h before the start if that is earlier.',
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
      '같은 시간대의 다른 옵션은 함께 해제됩니다.',
      'Releases every option that overlaps it, in the same transaction.',
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
      '요청 상태의 예약만 거절할 수 있습니다. 거절은 되돌릴 수 없습니다.',
      'Only a request can be declined, and for good.',
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
      '시작 시각이 지난 확정 예약을 완료로 표시합니다. 끝나고 24시간이 지나면 저절로 완료됩니다.',
      'For a confirmed booking that has started; it completes by itself 24 h after its end.',
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
      '시작 시각이 지났지만 모델이나 고객이 나타나지 않은 확정 예약에 씁니다.',
      'For a confirmed booking that has started but did not take place because somebody stayed away.',
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
      '옵션을 놓아줍니다. 뒤에 있던 옵션의 순위가 올라갑니다.',
      'Gives the option up; the options behind it move up.',
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
      '앞 순위 옵션은 24시간 안에 확정되지 않으면 만료됩니다.',
      'The options ahead then have 24 h to be confirmed, at most until their own expiry, before they expire.',
    ],
  },
  (ctx, target) => challenge(ctx, target),
);
