import * as z from 'zod';
import { DAY } from '../../db/constants';
import { Board, Gender } from '../../http/input/enum-schemas';
import {
  described,
  documentedAs,
  id,
  queryFlag,
  queryInt,
  queryText,
  queryTime,
  rulesBetween,
} from '../../http/input/field-schemas';
import { cursorQuery } from '../../http/pagination';
import { MAX_PRICE } from './models.schemas';

const MOST_IDS = 100;
const SORT_FIELDS = ['created_at', 'price_per_hour', 'name', 'height_cm'] as const;
export const MODEL_SORTS = SORT_FIELDS.flatMap((field) => [field, `-${field}` as const]);

const MAX_FREE_MS = 14 * DAY;

/** Ids separated by commas, without duplicates. */
const idList = z
  .string()
  .max(MOST_IDS * 101)
  .transform((value) => [...new Set(value.split(',').filter(Boolean))])
  .pipe(z.array(id).min(1).max(MOST_IDS))
  .meta(
    documentedAs({
      type: 'string',
      maxLength: MOST_IDS * 101,
      examples: ['5f0c2c7e-3b0e-4c58-9d52-0f3a4f2f8f10'],
    }),
  );

const filters = {
  q: queryText.optional().meta({
    ...described(
      '이름, 활동명, 소개에 모두 들어 있어야 하는 단어(빈칸으로 구분, 최대 10개). 대소문자와 악센트는 가리지 않습니다.',
      'Words, separated by blanks, that must all occur in name, stage name or description; at most 10. Case and accents do not count.',
    ),
    examples: ['세담'],
  }),
  ids: idList
    .optional()
    .meta(
      described(
        '쉼표로 구분한 모델 id, 최대 100개. 없는 id는 빠지며 `limit`의 기본값은 id의 개수입니다.',
        'Ids of models, separated by commas, at most 100. Unknown ones are left out; `limit` defaults to their number.',
      ),
    ),
  board: Board.optional().meta(described('이 보드에 있는 모델.', 'Models on this board.')),
  gender: Gender.optional().meta(described('이 성별의 모델.', 'Models of this gender.')),
  min_price: queryInt(0, MAX_PRICE)
    .optional()
    .meta({
      ...described('시간당 최저 금액(원).', 'Lowest price per hour, KRW.'),
      examples: [100000],
    }),
  max_price: queryInt(0, MAX_PRICE)
    .optional()
    .meta({
      ...described('시간당 최고 금액(원).', 'Highest price per hour, KRW.'),
      examples: [1000000],
    }),
  min_height: queryInt(0, 300)
    .optional()
    .meta({ ...described('최소 키(cm).', 'Smallest height, cm.'), examples: [160] }),
  max_height: queryInt(0, 300)
    .optional()
    .meta({ ...described('최대 키(cm).', 'Greatest height, cm.'), examples: [190] }),
  is_available: queryFlag.optional().meta({
    ...described(
      '예약을 받는 모델만, 또는 받지 않는 모델만.',
      'Only models that can be booked, or only those that cannot.',
    ),
    examples: [true],
  }),
  free_from: queryTime.optional().meta({
    ...described(
      '`free_to`와 함께: 그 시간 내내 비어 있는 모델. 날짜는 서울의 자정입니다.',
      'With `free_to`: models who are free for that whole window. A day begins at midnight in Seoul.',
    ),
    examples: ['2026-12-01T09:00:00+09:00'],
  }),
  free_to: queryTime.optional().meta({
    ...described(
      '`free_from`이 시작한 시간의 끝(포함하지 않음). 최대 14일입니다.',
      'End (exclusive) of the window that starts at `free_from`; at most 14 days later.',
    ),
    examples: ['2026-12-01T17:00:00+09:00'],
  }),
};

type Filters = z.output<z.ZodObject<typeof filters>>;

const rules = rulesBetween<Filters>((query, blame) => {
  const { free_from: from, free_to: to } = query;
  if ((from === undefined) !== (to === undefined)) {
    blame(from === undefined ? 'free_from' : 'free_to', 'filter.free_pair');
  }
  if (from !== undefined && to !== undefined) {
    if (to <= from) blame('free_to', 'time.end_before_start');
    else if (to - from > MAX_FREE_MS) blame('free_to', 'filter.free_too_long');
  }
  if (isAbove(query.min_price, query.max_price)) blame('max_price', 'filter.range_order');
  if (isAbove(query.min_height, query.max_height)) blame('max_height', 'filter.range_order');
});

/** Defaults to 10, or to the number of `ids`; see the service. */
const pageSize = queryInt(1, 100)
  .optional()
  .meta({
    ...described('한 페이지의 개수.', 'Items per page.'),
    ...documentedAs({ type: 'integer', format: 'int32', minimum: 1, maximum: 100, default: 10 }),
  });

export const ModelListQuery = z
  .strictObject({
    ...cursorQuery,
    limit: pageSize,
    ...filters,
    sort: z
      .enum(MODEL_SORTS)
      .default('-created_at')
      .meta(
        described(
          '정렬 기준. `-`는 내림차순입니다.',
          'Sort order; a leading `-` means descending.',
        ),
      ),
  })
  .check(rules);

export const ModelFacetsQuery = z.strictObject(filters).check(rules);

function isAbove(low: number | undefined, high: number | undefined): boolean {
  return low !== undefined && high !== undefined && low > high;
}
