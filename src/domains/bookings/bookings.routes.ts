import { runIdempotent, runIdempotentBatch } from '../../http/idempotency';
import { cursorPageOf, toCursorPageView } from '../../http/pagination';
import { envelopeOf, sendEnvelope, sendPage } from '../../http/respond';
import { createRoutes } from '../../http/routes';
import { actorContextOf, targetOf } from '../../http/service-context';
import type { ErrorCode } from '../../lib/errors';
import { DEMO } from '../../openapi/demo-ids';
import { TAGS } from '../../openapi/tags';
import * as creation from './bookings.create.service';
import {
  BatchBody,
  Booking,
  BookingBody,
  BookingList,
  BookingListQuery,
  BookingUpdateBody,
  exampleWithStatus,
  ReasonBody,
} from './bookings.schemas';
import * as bookings from './bookings.service';
import * as edits from './bookings.update.service';
import { sendBooking, toBookingView, toEventView, toQuoteView } from './bookings.view';
import { BookingEvent, EventListQuery } from './history/history.schemas';
import { Quote } from './quotes/quotes.schemas';
import { quote } from './quotes/quotes.service';
import { transition } from './transitions/transitions.service';

export const bookingRoutes = createRoutes('session', TAGS.bookings);

const CREATION_ERRORS: ErrorCode[] = [
  'PermissionDeniedException',
  'ModelNotFoundException',
  'UserNotFoundException',
  'BookingConflictException',
  'QuotaExceededException',
];

bookingRoutes.get(
  '/api/v1/bookings',
  {
    id: 'listBookings',
    summary: ['예약 목록', 'List bookings'],
    description: [
      '자신의 예약만, 관리자는 모두 봅니다.',
      'Your own bookings; admins see everybody’s.',
    ],
    query: BookingListQuery,
    response: cursorPageOf('BookingPage', Booking),
    errors: ['PermissionDeniedException'],
  },
  async (c, { query }) => {
    return sendPage(
      c,
      toCursorPageView(await bookings.list(actorContextOf(c), query), toBookingView),
    );
  },
);

bookingRoutes.post(
  '/api/v1/bookings',
  {
    id: 'createBooking',
    emits: true,
    summary: ['예약 생성', 'Request a booking'],
    description: [
      '1시간 후부터 1년 이내에 시작하고(관리자는 1시간 제한이 없습니다), 1시간 이상 14일 이하입니다. 확정된 예약이나 북아웃과 겹치거나, 같은 모델을 같은 시간에 이미 예약했거나, 대기 중인 요청이 50건이면 409입니다.',
      'It starts one hour to one year ahead (admins are free of the hour) and lasts one hour to 14 days. A window that overlaps a confirmed booking, a book-out or a booking of the same client and model is refused with a 409, as is a request beyond 50 open ones.',
    ],
    body: BookingBody,
    check: creation.problems,
    response: Booking,
    example: exampleWithStatus('requested'),
    creates: true,
    etag: true,
    idempotent: true,
    errors: CREATION_ERRORS,
  },
  async (c, { body }) => {
    const row = await runIdempotent(c, actorContextOf(c), (ctx) => creation.create(ctx, body));
    return sendBooking(c, row, { created: true });
  },
);

bookingRoutes.post(
  '/api/v1/bookings/batch',
  {
    id: 'createBookingBatch',
    emits: true,
    summary: ['예약 일괄 생성', 'Request several bookings'],
    description: [
      '최대 20건, 모두 되거나 하나도 되지 않습니다. 오류는 몇 번째 항목인지 알려 줍니다.',
      'Up to 20 bookings, all or nothing; an error names the item that caused it.',
    ],
    body: BatchBody,
    check: creation.batchProblems,
    response: BookingList,
    idempotent: true,
    errors: CREATION_ERRORS,
  },
  async (c, { body }) => {
    const rows = await runIdempotentBatch(c, actorContextOf(c), (ctx) =>
      creation.createBatch(ctx, body.items),
    );
    return c.json({ items: rows.map(toBookingView) });
  },
);

bookingRoutes.post(
  '/api/v1/bookings/quote',
  {
    id: 'quoteBooking',
    summary: ['예약 견적', 'Quote a booking'],
    description: [
      '가격, 가능 여부, 막고 있는 일정, 받게 될 옵션 순위, 가장 가까운 빈 시간, 다른 모델을 알려 줍니다. 아무것도 저장하지 않습니다.',
      'Price, whether it is free, what blocks it, the option position it would get, the nearest free windows and other models. Writes nothing.',
    ],
    body: BookingBody,
    check: creation.problems,
    readOnly: true,
    response: Quote,
    errors: ['ModelNotFoundException'],
  },
  async (c, { body }) => c.json(toQuoteView(await quote(actorContextOf(c), body))),
);

bookingRoutes.get(
  '/api/v1/bookings/:booking_id',
  {
    id: 'getBooking',
    summary: ['예약 조회', 'Get a booking'],
    description: [
      '자신의 예약만, 관리자는 모든 예약을 볼 수 있습니다. 다른 사람의 예약은 404입니다.',
      'Your own booking; admins see everybody’s. Another client’s is a 404.',
    ],
    response: Booking,
    etag: true,
    errors: ['BookingNotFoundException'],
  },
  async (c, { params }) => sendBooking(c, await bookings.get(actorContextOf(c), params.booking_id)),
);

bookingRoutes.get(
  '/api/v1/bookings/:booking_id/events',
  {
    id: 'listBookingEvents',
    summary: ['예약 이력', 'History of a booking'],
    description: [
      '누가 언제 어떤 상태로 바꾸었는지를 순서대로 보여 줍니다.',
      'Every change in order: what, from which state to which, by whom and when.',
    ],
    query: EventListQuery,
    response: cursorPageOf('BookingEventPage', BookingEvent),
    errors: ['BookingNotFoundException'],
  },
  async (c, { params, query }) => {
    const page = await bookings.listEvents(actorContextOf(c), params.booking_id, query);
    return sendPage(c, toCursorPageView(page, toEventView));
  },
);

bookingRoutes.put(
  '/api/v1/bookings/:booking_id',
  {
    id: 'updateBooking',
    emits: true,
    summary: ['예약 수정', 'Change a booking'],
    description: [
      '본인은 요청 상태에서 시간을, 요청이나 옵션 상태에서 메모와 장소를 수정할 수 있습니다. 관리자는 끝난 상태가 되기 전까지 모두 수정할 수 있으며, 시작 시간은 이미 시작된 뒤에는 바꿀 수 없습니다. 가격은 예약 당시 요금으로 다시 계산됩니다.',
      'Owners change times while it is requested, notes and location while it is requested or an option. Admins change all of it until it is final, the start only until it has come. A new window is priced at the stored hourly rate.',
    ],
    body: BookingUpdateBody,
    check: (ctx, times, { booking_id: id = '' }) => edits.problems(ctx, times, id),
    response: Booking,
    etag: true,
    errors: ['BookingNotFoundException', 'BookingConflictException', 'InvalidTransitionException'],
  },
  async (c, { params, body }) => {
    return sendBooking(
      c,
      await edits.update(actorContextOf(c), targetOf(c, params.booking_id), body),
    );
  },
);

bookingRoutes.delete(
  '/api/v1/bookings/:booking_id',
  {
    id: 'cancelBooking',
    emits: true,
    summary: ['예약 취소', 'Cancel a booking'],
    description: [
      '본인은 시작 전까지 취소할 수 있습니다. 관리자는 끝난 상태가 아니면 언제나 취소할 수 있습니다.',
      'Owners may cancel until it starts, admins until it is in a final state.',
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
