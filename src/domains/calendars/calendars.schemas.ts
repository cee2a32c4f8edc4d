import * as z from 'zod';
import { CALENDAR_SCOPES } from '../../db/constants';
import { LanguageCode } from '../../http/input/enum-schemas';
import { date, described, id, isoTime, line, rulesBetween } from '../../http/input/field-schemas';
import { singlePageOf } from '../../http/pagination';
import { DEMO } from '../../openapi/demo-ids';

const scope = z.enum(CALENDAR_SCOPES).meta({
  id: 'CalendarScope',
  ...described(
    'mine은 본인의 예약, model은 모델 한 명의 일정, agency는 모든 모델의 일정입니다. model과 agency는 관리자만 만들 수 있습니다.',
    'mine: your own bookings; model: the schedule of one model; agency: the schedules of all models. Only admins can create the latter two.',
  ),
});
const language = LanguageCode.meta(
  described('캘린더의 제목과 일정에 사용할 언어.', 'Language of the calendar’s name and events.'),
);

export const CalendarBody = z
  .strictObject({
    scope,
    model_id: line(1, 100)
      .nullish()
      .meta(
        described(
          '일정을 보여 줄 모델의 id. scope가 model일 때 필요합니다.',
          'Id of the model to show. Required if the scope is model, and not accepted otherwise.',
        ),
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
    calendar_id: id.meta(
      described(
        '`/calendars/{calendar_id}`에서 사용하는 캘린더 id.',
        'Id of the calendar, as in `/calendars/{calendar_id}`.',
      ),
    ),
    user_id: id.meta(
      described(
        '캘린더를 만든 사용자의 id. 이 사용자와 관리자가 삭제할 수 있습니다.',
        'Id of the user who created the calendar. This user and admins can delete it.',
      ),
    ),
    scope,
    model_id: id
      .nullable()
      .meta(
        described(
          '캘린더가 보여 주는 모델의 id. scope가 model이 아니면 null입니다.',
          'Id of the model that the calendar shows; null unless the scope is model.',
        ),
      ),
    language,
    created_at: isoTime,
    last_used_on: date
      .nullable()
      .meta(
        described(
          '캘린더 앱이 마지막으로 읽은 날짜. 읽은 적이 없으면 null입니다.',
          'Date on which a calendar app last read the address; null if none has.',
        ),
      ),
  })
  .meta({ id: 'Calendar', examples: [example] });

export const CalendarWithUrl = Calendar.extend({
  url: z
    .string()
    .meta(
      described(
        '구독할 주소. 이 응답에서만 볼 수 있으며, 주소를 아는 사람은 누구나 캘린더를 읽을 수 있습니다.',
        'The address to subscribe to. Only this response contains it, and anyone who has it can read the calendar.',
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
