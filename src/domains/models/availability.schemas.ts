import * as z from 'zod';
import { MAX_BOOK_OUT_MS } from '../../db/constants';
import {
  described,
  isoTime,
  line,
  queryTime,
  rulesBetween,
  TimeWindow,
  time,
} from '../../http/input/field-schemas';
import { pageQuery } from '../../http/pagination';

const MAX_RANGE_MS = 92 * 86_400_000;

export const AvailabilityQuery = z
  .strictObject({
    from: queryTime.meta({
      ...described(
        '조회 기간의 시작. 날짜만 보내면 서울 시간 자정을 뜻합니다.',
        'Start of the period: a time, or a date, which means midnight in Seoul.',
      ),
      examples: ['2026-12-01'],
    }),
    to: queryTime.meta({
      ...described(
        '조회 기간의 끝(포함하지 않음). 시작부터 최대 92일입니다.',
        'End of the period (exclusive): a time or a date, at most 92 days after the start.',
      ),
      examples: ['2026-12-08'],
    }),
  })
  .check(
    rulesBetween(({ from, to }, blame) => {
      if (from === undefined || to === undefined) return;
      if (to <= from) blame('to', 'time.end_before_start');
      else if (to - from > MAX_RANGE_MS) blame('to', 'availability.range');
    }),
  );

export const Availability = z
  .object({
    model_id: z.string(),
    from: isoTime.meta(described('조회한 기간의 시작.', 'Start of the requested period.')),
    to: isoTime.meta(
      described('조회한 기간의 끝(포함하지 않음).', 'End of the requested period (exclusive).'),
    ),
    busy: z
      .array(TimeWindow)
      .meta(
        described(
          '확정된 예약이나 북아웃이 있는 시간. 누구의 것인지는 알 수 없습니다.',
          'Windows with a confirmed booking or a book-out, without naming whose.',
        ),
      ),
    free: z
      .array(TimeWindow)
      .meta(
        described(
          '비어 있는 시간. 예약할 수 있는 가장 이른 시각부터 시작합니다.',
          'The remaining windows, from the earliest time that can be booked.',
        ),
      ),
  })
  .meta({
    id: 'Availability',
    examples: [
      {
        model_id: '5f0c2c7e-3b0e-4c58-9d52-0f3a4f2f8f10',
        from: '2026-12-01T00:00:00.000Z',
        to: '2026-12-02T00:00:00.000Z',
        busy: [{ start_time: '2026-12-01T03:00:00.000Z', end_time: '2026-12-01T09:00:00.000Z' }],
        free: [
          { start_time: '2026-12-01T00:00:00.000Z', end_time: '2026-12-01T03:00:00.000Z' },
          { start_time: '2026-12-01T09:00:00.000Z', end_time: '2026-12-02T00:00:00.000Z' },
        ],
      },
    ],
  });

export const BookOutBody = z
  .strictObject({ start_time: time, end_time: time, reason: line(1, 200).nullish() })
  .check(
    rulesBetween(({ start_time: start, end_time: end }, blame) => {
      if (start === undefined || end === undefined) return;
      if (end <= start) blame('end_time', 'time.end_before_start');
      else if (end - start > MAX_BOOK_OUT_MS) blame('end_time', 'book_out.too_long');
    }),
  )
  .meta({
    id: 'BookOutCreate',
    examples: [
      {
        start_time: '2026-12-24T00:00:00+09:00',
        end_time: '2026-12-27T00:00:00+09:00',
        reason: '휴가',
      },
    ],
  });

export const BookOutListQuery = z.strictObject(pageQuery);

export const BookOut = z
  .object({
    book_out_id: z.string(),
    model_id: z.string(),
    start_time: isoTime,
    end_time: isoTime,
    reason: z.string().nullable(),
    created_at: isoTime,
  })
  .meta({
    id: 'BookOut',
    examples: [
      {
        book_out_id: '0b7d5f9e-2c1c-4a53-9a05-7f6f0a3f2b11',
        model_id: '5f0c2c7e-3b0e-4c58-9d52-0f3a4f2f8f10',
        start_time: '2026-12-23T15:00:00.000Z',
        end_time: '2026-12-26T15:00:00.000Z',
        reason: '휴가',
        created_at: '2026-11-23T00:00:00.000Z',
      },
    ],
  });
