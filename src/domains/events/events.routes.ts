import { sendPage } from '../../http/respond';
import { createRoutes } from '../../http/routes';
import { actorContextOf } from '../../http/service-context';
import { TAGS } from '../../openapi/tags';
import { EventListQuery, EventPage } from './events.schemas';
import { list } from './events.service';

export const eventRoutes = createRoutes('admin', TAGS.events);

eventRoutes.get(
  '/api/v1/events',
  {
    id: 'listEvents',
    summary: ['이벤트 목록', 'List events'],
    description: [
      '예약과 픽의 모든 변화를 오래된 것부터 보여 줍니다. `next_cursor`는 끝에서도 언제나 있어, 다시 쓰면 그 뒤의 이벤트를 받습니다. 30일 동안 보관합니다.',
      'Every change of a booking and every pick, oldest first. `next_cursor` is always there, also at the end: ask again with it for what has come since. Kept for 30 days.',
    ],
    query: EventListQuery,
    response: EventPage,
    errors: ['CursorExpiredException'],
  },
  async (c, { query }) => sendPage(c, await list(actorContextOf(c), query)),
);
