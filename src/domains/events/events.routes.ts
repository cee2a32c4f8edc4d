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
      '예약의 모든 변경과 패키지에 대한 고객의 답을 오래된 순서로 조회합니다. `next_cursor`는 마지막 페이지에도 항상 있으며, 다음 요청에 보내면 그 뒤의 이벤트를 받습니다. 이벤트는 30일 동안 보관합니다.',
      'Returns every booking change and every pick from a package, oldest first. `next_cursor` is present even on the last page: send it with the next request to get the events since then. Events are kept for 30 days.',
    ],
    query: EventListQuery,
    response: EventPage,
    errors: ['CursorExpiredException'],
  },
  async (c, { query }) => sendPage(c, await list(actorContextOf(c), query)),
);
