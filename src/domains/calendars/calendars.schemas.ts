import * as z from 'zod';
import { CALENDAR_SCOPES } from '../../db/constants';
import { LanguageCode } from '../../http/input/enum-schemas';
import { date, described, id, isoTime, line, rulesBetween } from '../../http/input/field-schemas';
import { singlePageOf } from '../../http/pagination';
import { DEMO } from '../../openapi/demo-ids';

const scope = z.enum(CALENDAR_SCOPES).meta({
  id: 'CalendarScope',
  ...described(
    'mine은 내 예약, model은 한 모델의 일정, agency는 모든 모델의 일정입니다. 뒤의 둘은 관리자만 만들 수 있습니다.',
    'mine: your own bookings; model: the work of one model; agency: that of all. The latter two are for admins.',
  ),
});
const language = LanguageCode.meta(
  described('캘린더에 쓰이는 언어.', 'The language that the calendar is written in.'),
);

export const CalendarBody = z
  .strictObject({
    scope,
    model_id: line(1, 100)
      .nullish()
      .meta(
        described('scope가 model일 때 그 모델의 id.', 'With the scope model: the id of the model.'),
      ),
    language: language.optional(),
  })
  .check(
    rulesBetween<{ scope: string; model_id?: string | null | undefined }>((valid, blame) => {
      if (valid.scope === 'model' && !valid.model_id) blame('model_id', 'calendar.model_missing');
      if (valid.scope && valid.scope !== 'model' && valid.model_id) {
        blame('model_id', 'calendar.model_unused');
      }
    }),
  )
  .meta({ id: 'CalendarCreate', examples: [{ scope: 'mine', language: 'ko' }] });

const example = {
  calendar_id: DEMO.calendar,
  user_id: DEMO.user,
  scope: 'mine' as const,
  model_id: null,
  language: 'ko' as const,
  created_at: '2026-11-23T00:00:00.000Z',
  last_used_on: null,
};

export const Calendar = z
  .object({
    calendar_id: id.meta(described('캘린더의 id.', 'Id of the calendar.')),
    user_id: id.meta(described('캘린더를 만든 사용자의 id.', 'Id of the user who made it.')),
    scope,
    model_id: id.nullable().meta(described('모델의 id.', 'Id of the model.')),
    language,
    created_at: isoTime,
    last_used_on: date
      .nullable()
      .meta(described('마지막으로 조회된 날짜.', 'The date on which it was last read.')),
  })
  .meta({ id: 'Calendar', examples: [example] });

export const CalendarWithUrl = Calendar.extend({
  url: z
    .string()
    .meta(
      described(
        '구독할 주소. 이 응답에서만 볼 수 있습니다. 주소를 아는 사람은 누구나 캘린더를 볼 수 있습니다.',
        'The address to subscribe to, shown in this answer only. Whoever has it reads the calendar.',
      ),
    ),
}).meta({
  id: 'CalendarWithUrl',
  examples: [{ ...example, url: 'https://api.example.com/api/v1/calendars/k3Jm….ics' }],
});

export const CalendarList = singlePageOf('CalendarList', Calendar);

export const Feed = z.string().meta({
  examples: ['BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR'],
});
