import type { BookingStatus } from '../../db/vocabulary';
import { createRoutes, type Routes, type Text } from '../../lib/operation';
import { cursorPageOf, toCursorPageView } from '../../lib/pagination';
import { envelopeOf, sendEnvelope } from '../../lib/respond';
import { actorContextOf } from '../../lib/service-context';
import { TAGS } from '../../lib/tags';
import {
  Booking,
  BookingBody,
  BookingListQuery,
  BookingUpdateBody,
  ReasonBody,
} from './bookings.schemas';
import * as bookings from './bookings.service';
import { sendBooking, toBookingView } from './bookings.view';

export const bookingRoutes = createRoutes('session');
export const bookingAdminRoutes = createRoutes('admin');

const tag = TAGS.bookings;

bookingRoutes.add(
  {
    id: 'listBookings',
    method: 'get',
    path: '/api/v1/bookings',
    tag,
    summary: ['예약 목록', 'List bookings'],
    description: ['자신의 예약만, 관리자는 모두 봅니다.', 'The own ones; admins see all.'],
    query: BookingListQuery,
    response: cursorPageOf(Booking),
    errors: ['PermissionDeniedException'],
  },
  async (c, { query }) => {
    return c.json(toCursorPageView(await bookings.list(actorContextOf(c), query), toBookingView));
  },
);

bookingRoutes.add(
  {
    id: 'createBooking',
    method: 'post',
    path: '/api/v1/bookings',
    tag,
    summary: ['예약 생성', 'Request a booking'],
    description: [
      '1시간 후부터 1년 이내에 시작하고, 1시간 이상 14일 이하입니다. 확정된 예약이나 북아웃과 겹치면 409입니다.',
      'Starts from one hour to one year ahead and lasts one hour to 14 days. Over a confirmed booking or a book-out it is a 409.',
    ],
    body: BookingBody,
    response: Booking,
    creates: true,
    etag: true,
    errors: [
      'PermissionDeniedException',
      'ModelNotFoundException',
      'UserNotFoundException',
      'BookingConflictException',
    ],
  },
  async (c, { body }) =>
    sendBooking(c, await bookings.create(actorContextOf(c), body), { created: true }),
);

bookingRoutes.add(
  {
    id: 'getBooking',
    method: 'get',
    path: '/api/v1/bookings/:booking_id',
    tag,
    summary: ['예약 조회', 'Get a booking'],
    response: Booking,
    etag: true,
    errors: ['BookingNotFoundException'],
  },
  async (c, { params }) => sendBooking(c, await bookings.get(actorContextOf(c), params.booking_id)),
);

bookingRoutes.add(
  {
    id: 'updateBooking',
    method: 'put',
    path: '/api/v1/bookings/:booking_id',
    tag,
    summary: ['예약 수정', 'Change a booking'],
    description: [
      '본인은 확정 전까지, 관리자는 종료 전까지 수정할 수 있습니다. 가격은 예약 당시 요금으로 다시 계산됩니다.',
      'The owner until it is confirmed, admins until it is over. New times are priced at the stored rate.',
    ],
    body: BookingUpdateBody,
    response: Booking,
    etag: true,
    errors: ['BookingNotFoundException', 'BookingConflictException', 'InvalidTransitionException'],
  },
  async (c, { params, body }) => {
    const target = { id: params.booking_id, ifMatch: c.req.header('If-Match') };
    return sendBooking(c, await bookings.update(actorContextOf(c), target, body));
  },
);

bookingRoutes.add(
  {
    id: 'cancelBooking',
    method: 'delete',
    path: '/api/v1/bookings/:booking_id',
    tag,
    summary: ['예약 취소', 'Cancel a booking'],
    body: ReasonBody,
    bodyOptional: true,
    response: envelopeOf(Booking),
    etag: true,
    errors: ['BookingNotFoundException', 'InvalidTransitionException'],
  },
  async (c, { params, body }) => {
    const target = { id: params.booking_id, ifMatch: c.req.header('If-Match') };
    const row = await bookings.move(actorContextOf(c), target, 'cancelled', body.reason);
    return sendEnvelope(c, 'booking.cancelled', toBookingView(row));
  },
);

/** A move with a path of its own: POST /bookings/{id}/{name}, body empty, `{}` or `{reason}`. */
function addMove(
  routes: Routes,
  name: string,
  to: BookingStatus,
  about: { id: string; summary: Text; conflicts?: boolean },
) {
  routes.add(
    {
      id: about.id,
      method: 'post',
      path: `/api/v1/bookings/:booking_id/${name}`,
      tag,
      summary: about.summary,
      body: ReasonBody,
      bodyOptional: true,
      response: Booking,
      etag: true,
      errors: [
        'BookingNotFoundException',
        'InvalidTransitionException',
        ...(about.conflicts ? ['BookingConflictException' as const] : []),
      ],
    },
    async (c, { params, body }) => {
      const target = { id: params.booking_id, ifMatch: c.req.header('If-Match') };
      return sendBooking(c, await bookings.move(actorContextOf(c), target, to, body.reason));
    },
  );
}

addMove(bookingAdminRoutes, 'confirm', 'confirmed', {
  id: 'confirmBooking',
  summary: ['예약 확정', 'Confirm a booking'],
  conflicts: true,
});

addMove(bookingAdminRoutes, 'decline', 'declined', {
  id: 'declineBooking',
  summary: ['예약 거절', 'Decline a booking'],
});
