import { runIdempotent } from '../../http/idempotency';
import { pageOf, toPageView } from '../../http/pagination';
import { sendEnvelope, sendPage } from '../../http/respond';
import { createRoutes } from '../../http/routes';
import { actorContextOf } from '../../http/service-context';
import { TAGS } from '../../openapi/tags';
import { bookableWindow } from '../bookings/bookings.rules';
import {
  Availability,
  AvailabilityQuery,
  BookOut,
  BookOutBody,
  BookOutListQuery,
} from './availability.schemas';
import * as service from './availability.service';
import { toAvailabilityView, toBookOutView } from './availability.view';

export const availabilityRoutes = createRoutes('session', TAGS.models);
export const bookOutRoutes = createRoutes('admin', TAGS.models);

availabilityRoutes.get(
  '/api/v1/models/:model_id/availability',
  {
    id: 'getModelAvailability',
    summary: ['모델 일정 조회', 'Busy and free windows of a model'],
    description: [
      '최대 92일. 누구의 예약인지는 알려 주지 않습니다.',
      'At most 92 days at once. It never tells whose bookings they are.',
    ],
    query: AvailabilityQuery,
    response: Availability,
    errors: ['ModelNotFoundException'],
  },
  async (c, { params, query }) => {
    const range = { start: query.from, end: query.to };
    const ctx = actorContextOf(c);
    const bookable = bookableWindow(ctx.now);
    return c.json(
      toAvailabilityView(await service.availability(ctx, params.model_id, range, bookable)),
    );
  },
);

bookOutRoutes.get(
  '/api/v1/models/:model_id/book-outs',
  {
    id: 'listBookOuts',
    summary: ['북아웃 목록', 'List book-outs'],
    description: [
      '모델이 일하지 않는 기간을 시작 시각 순으로 보여 줍니다.',
      'Periods in which the model does not work, by their start.',
    ],
    query: BookOutListQuery,
    response: pageOf('BookOutPage', BookOut),
    errors: ['ModelNotFoundException'],
  },
  async (c, { params, query }) => {
    const page = await service.listBookOuts(actorContextOf(c), params.model_id, query);
    return sendPage(c, toPageView(page, query, toBookOutView));
  },
);

bookOutRoutes.post(
  '/api/v1/models/:model_id/book-outs',
  {
    id: 'createBookOut',
    summary: ['북아웃 등록', 'Book a model out'],
    description: [
      '확정된 예약과 겹치면 409이며, 그 예약을 알려 줍니다.',
      'A window that overlaps a confirmed booking is refused with a 409 that names the booking.',
    ],
    body: BookOutBody,
    response: BookOut,
    creates: true,
    idempotent: true,
    errors: ['ModelNotFoundException', 'BookingConflictException'],
  },
  async (c, { params, body }) => {
    const row = await runIdempotent(c, actorContextOf(c), (ctx) =>
      service.createBookOut(ctx, params.model_id, body),
    );
    c.header('Location', `/api/v1/models/${row.modelId}/book-outs/${row.id}`);
    return c.json(toBookOutView(row));
  },
);

bookOutRoutes.delete(
  '/api/v1/models/:model_id/book-outs/:book_out_id',
  {
    id: 'deleteBookOut',
    summary: ['북아웃 삭제', 'End a book-out'],
    description: ['그 기간에 다시 예약할 수 있습니다.', 'The period can be booked again.'],
    message: 'book_out.deleted',
    errors: ['BookOutNotFoundException'],
  },
  async (c, { params }) => {
    await service.deleteBookOut(actorContextOf(c), params.model_id, params.book_out_id);
    return sendEnvelope(c, 'book_out.deleted');
  },
);
