import { OUTBOX_KINDS } from '../../db/constants';
import type { ErrorCode } from '../../errors';
import { runIdempotent, runIdempotentBatch } from '../../http/idempotency';
import { cursorPageOf, toCursorPageView } from '../../http/pagination';
import { sendPage } from '../../http/respond';
import { createRoutes } from '../../http/routes';
import { actorContextOf, targetOf } from '../../http/service-context';
import { TAGS } from '../../openapi/tags';
import * as creation from './bookings.create.service';
import * as lists from './bookings.lists.service';
import {
  BatchBody,
  BookingBody,
  BookingListQuery,
  BookingUpdateBody,
  EventListQuery,
} from './bookings.schemas';
import * as bookings from './bookings.service';
import {
  Booking,
  BookingList,
  exampleWithStatus,
  sendBooking,
  toBookingView,
} from './bookings.view';
import { BookingEvent, toEventView } from './history/history.view';
import { quote } from './quotes/quotes.service';
import { Quote, toQuoteView } from './quotes/quotes.view';

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
      '본인의 예약을 조회합니다. 관리자는 모든 예약을 조회합니다.',
      'Returns your own bookings. Admins see all bookings.',
    ],
    query: BookingListQuery,
    response: cursorPageOf('BookingPage', Booking),
    errors: ['PermissionDeniedException'],
  },
  async (c, { query }) => {
    return sendPage(c, toCursorPageView(await lists.list(actorContextOf(c), query), toBookingView));
  },
);

bookingRoutes.post(
  '/api/v1/bookings',
  {
    id: 'createBooking',
    emits: OUTBOX_KINDS,
    summary: ['예약 생성', 'Request a booking'],
    description: [
      '예약은 1시간 후부터 1년 이내에 시작하고, 길이는 1시간 이상 14일 이하여야 합니다. 관리자에게는 1시간 후 제한이 없습니다. 확정된 예약이나 북아웃과 겹치거나, 같은 고객이 같은 모델을 같은 시간대에 이미 예약했거나, 대기 중인 요청이 50건이면 409를 반환합니다.',
      'A booking starts one hour to one year ahead and lasts one hour to 14 days. The one-hour notice does not apply to admins. Returns 409 if the window overlaps a confirmed booking, a book-out, or a live booking of the same model by the same client, or if the client already has 50 open requests.',
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
    emits: OUTBOX_KINDS,
    summary: ['예약 일괄 생성', 'Request several bookings'],
    description: [
      '최대 20건을 한 번에 생성하며, 전부 성공하거나 전부 실패합니다. 오류는 몇 번째 항목이 원인인지 알려 줍니다.',
      'Creates up to 20 bookings, all or none. An error names the item that caused it.',
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
      '가격, 예약 가능 여부, 겹치는 일정, 예상 옵션 순위, 가장 가까운 빈 시간, 대안 모델을 반환합니다. 아무것도 저장하지 않습니다.',
      'Returns the price, whether the window is free, what blocks it, the position an option would get, the nearest free windows and alternative models. Stores nothing.',
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
      '본인의 예약을 조회합니다. 관리자는 모든 예약을 조회할 수 있습니다. 다른 고객의 예약이면 404를 반환합니다.',
      'Returns one of your bookings. Admins can read all bookings. Another client’s booking returns 404.',
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
    summary: ['예약 이력', 'Get the history of a booking'],
    description: [
      '누가, 언제, 어떤 상태로 변경했는지를 시간순으로 조회합니다.',
      'Returns every change in order: what changed, the states before and after, who did it and when.',
    ],
    query: EventListQuery,
    response: cursorPageOf('BookingEventPage', BookingEvent),
    errors: ['BookingNotFoundException'],
  },
  async (c, { params, query }) => {
    const page = await lists.listEvents(actorContextOf(c), params.booking_id, query);
    return sendPage(c, toCursorPageView(page, toEventView));
  },
);

bookingRoutes.put(
  '/api/v1/bookings/:booking_id',
  {
    id: 'updateBooking',
    emits: OUTBOX_KINDS,
    summary: ['예약 수정', 'Change a booking'],
    description: [
      '본인은 요청 상태에서 시간을, 요청이나 옵션 상태에서 메모와 장소를 수정할 수 있습니다. 관리자는 최종 상태가 되기 전까지 모두 수정할 수 있습니다. 이미 시작된 예약의 시작 시간은 변경할 수 없습니다. 시간을 변경하면 예약 당시의 요금으로 가격을 다시 계산합니다.',
      'Owners can change the times of a request, and the notes and location of a request or an option. Admins can change everything until the booking reaches a final state. The start can no longer change once the booking has begun. A new window is priced at the stored hourly rate.',
    ],
    body: BookingUpdateBody,
    check: (ctx, times, { booking_id: id = '' }) => bookings.problems(ctx, times, id),
    response: Booking,
    etag: true,
    errors: ['BookingNotFoundException', 'BookingConflictException', 'InvalidTransitionException'],
  },
  async (c, { params, body }) => {
    return sendBooking(
      c,
      await bookings.update(actorContextOf(c), targetOf(c, params.booking_id), body),
    );
  },
);
