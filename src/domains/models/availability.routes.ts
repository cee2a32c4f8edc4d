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
    summary: ['모델의 예약 가능 시간 조회', 'Get a model’s availability'],
    description: [
      '최대 92일의 기간에서 모델의 일정이 있는 시간과 비어 있는 시간을 조회합니다. 누구의 예약인지는 알 수 없습니다.',
      'Returns the busy and free windows of a model, for at most 92 days. The response does not reveal whose bookings they are.',
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
      '모델이 일하지 않는 기간을 시작 시각순으로 조회합니다.',
      'Returns the periods in which the model does not work, ordered by start.',
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
      '모델이 일하지 않는 기간을 등록합니다. 확정된 예약과 겹치면 409를 반환하고, 그 예약을 알려 줍니다.',
      'Blocks a period in which the model does not work. Returns 409 with the id of the booking if the period overlaps a confirmed one.',
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
    summary: ['북아웃 삭제', 'Delete a book-out'],
    description: [
      '해당 기간에 다시 예약할 수 있게 됩니다.',
      'The model can be booked again in that period.',
    ],
    message: 'book_out.deleted',
    errors: ['BookOutNotFoundException'],
  },
  async (c, { params }) => {
    await service.deleteBookOut(actorContextOf(c), params.model_id, params.book_out_id);
    return sendEnvelope(c, 'book_out.deleted');
  },
);
