import { runIdempotent } from '../../http/idempotency';
import { toSinglePageView } from '../../http/pagination';
import { sendEnvelope, sendPage } from '../../http/respond';
import { createRoutes } from '../../http/routes';
import { actorContextOf, contextOf } from '../../http/service-context';
import { DEMO } from '../../openapi/demo-ids';
import { TAGS } from '../../openapi/tags';
import { readFeed } from './calendars.feed.service';
import * as schemas from './calendars.schemas';
import * as calendars from './calendars.service';
import { sendFeed, toCalendarView } from './calendars.view';

export const calendarRoutes = createRoutes('session', TAGS.calendars);
export const calendarFeedRoutes = createRoutes('public', TAGS.calendars);

const PATH = '/api/v1/calendars';

calendarRoutes.post(
  PATH,
  {
    id: 'createCalendar',
    summary: ['캘린더 생성', 'Create a calendar'],
    description: [
      '캘린더 앱에서 구독할 `url`을 반환합니다. 주소는 이 응답에서만 볼 수 있으며, 주소를 아는 사람은 누구나 캘린더를 읽을 수 있습니다. 계정마다 최대 10개까지 만들 수 있습니다. Google 캘린더는 구독한 캘린더를 하루에 한두 번만 읽으므로, 즉시 알아야 하는 변경에는 웹훅을 사용하세요.',
      'Returns the `url` to subscribe to. Only this response contains it, and anyone who has it can read the calendar. An account can have at most ten. Google reads subscribed calendars about once or twice a day: use webhooks for changes that you must know immediately.',
    ],
    body: schemas.CalendarBody,
    response: schemas.CalendarWithUrl,
    idempotent: true,
    errors: ['PermissionDeniedException', 'ModelNotFoundException', 'QuotaExceededException'],
  },
  async (c, { body }) => {
    const ctx = actorContextOf(c);
    const row = await runIdempotent(c, ctx, (keyed) =>
      calendars.create(keyed, body, c.get('language')),
    );
    return c.json({ ...toCalendarView(row), url: calendars.urlOf(ctx, row) });
  },
);

calendarRoutes.get(
  PATH,
  {
    id: 'listCalendars',
    summary: ['캘린더 목록', 'List calendars'],
    description: [
      '본인의 캘린더를 오래된 순서로 조회합니다. 관리자는 모든 캘린더를 조회합니다. 주소는 반환하지 않습니다.',
      'Returns your calendars, oldest first. Admins see all calendars. Addresses are never included.',
    ],
    response: schemas.CalendarList,
  },
  async (c) =>
    sendPage(c, toSinglePageView(await calendars.list(actorContextOf(c)), toCalendarView)),
);

calendarRoutes.delete(
  `${PATH}/:calendar_id`,
  {
    id: 'deleteCalendar',
    summary: ['캘린더 삭제', 'Delete a calendar'],
    description: [
      '캘린더 주소가 즉시 404를 반환합니다. 관리자는 다른 사용자의 캘린더도 삭제할 수 있습니다.',
      'The calendar’s address returns 404 from then on. Admins can also delete the calendars of other users.',
    ],
    exampleId: DEMO.calendarToDelete,
    message: 'calendar.deleted',
    errors: ['CalendarNotFoundException'],
  },
  async (c, { params }) => {
    await calendars.remove(actorContextOf(c), params.calendar_id);
    return sendEnvelope(c, 'calendar.deleted');
  },
);

calendarFeedRoutes.get(
  `${PATH}/:token.ics`,
  {
    id: 'getCalendarFeed',
    summary: ['캘린더 읽기', 'Read a calendar'],
    description: [
      '캘린더 앱이 읽는 iCalendar(RFC 5545) 피드를 반환합니다. 90일 전부터 400일 뒤까지 시작하는 일정을 최대 1,000개까지 담습니다. 취소된 일정은 30일 동안 CANCELLED로 남습니다.',
      'Returns an iCalendar feed (RFC 5545) for calendar apps: at most 1,000 events that start between 90 days ago and 400 days ahead. Cancelled events stay as CANCELLED for 30 days.',
    ],
    response: schemas.Feed,
    contentType: 'text/calendar',
    bytes: true,
    etag: true,
    limiter: 'own',
    errors: ['CalendarNotFoundException', 'RateLimitException'],
  },
  async (c, { params }) => {
    const token = params['token.ics'].replace(/\.ics$/, '');
    return sendFeed(c, await readFeed(contextOf(c), token, c.env));
  },
);
