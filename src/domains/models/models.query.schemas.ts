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
      '이름, 활동명, 소개에서 찾을 단어. 공백으로 구분해 최대 10개까지 보내며, 모든 단어가 있어야 합니다. 대소문자와 악센트는 구분하지 않습니다.',
      'Words to find in the name, stage name or description: up to 10, separated by spaces, all of which must occur. Ignores case and accents.',
    ),
    examples: ['세담'],
  }),
  ids: idList
    .optional()
    .meta(
      described(
        '쉼표로 구분한 모델 id. 최대 100개입니다. 존재하지 않는 id는 제외하며, `limit`의 기본값은 id의 개수입니다.',
        'Up to 100 model ids, separated by commas. Unknown ids are skipped. `limit` defaults to the number of ids.',
      ),
    ),
  board: Board.optional().meta(described('이 보드에 속한 모델만.', 'Only models on this board.')),
  gender: Gender.optional().meta(described('이 성별의 모델만.', 'Only models of this gender.')),
  min_price: queryInt(0, MAX_PRICE)
    .optional()
    .meta({
      ...described(
        '시간당 요금이 이 금액(원) 이상인 모델만.',
        'Only models with at least this hourly rate, in KRW.',
      ),
      examples: [100000],
    }),
  max_price: queryInt(0, MAX_PRICE)
    .optional()
    .meta({
      ...described(
        '시간당 요금이 이 금액(원) 이하인 모델만.',
        'Only models with at most this hourly rate, in KRW.',
      ),
      examples: [1000000],
    }),
  min_height: queryInt(0, 300)
    .optional()
    .meta({
      ...described('키가 이 값(cm) 이상인 모델만.', 'Only models of at least this height, in cm.'),
      examples: [160],
    }),
  max_height: queryInt(0, 300)
    .optional()
    .meta({
      ...described('키가 이 값(cm) 이하인 모델만.', 'Only models of at most this height, in cm.'),
      examples: [190],
    }),
  is_available: queryFlag.optional().meta({
    ...described(
      'true이면 예약을 받는 모델만, false이면 받지 않는 모델만.',
      'true: only models that accept bookings; false: only those that do not.',
    ),
    examples: [true],
  }),
  free_from: queryTime.optional().meta({
    ...described(
      '`free_to`까지 계속 비어 있는 모델만. 두 매개변수를 함께 보내야 합니다. 날짜만 보내면 서울 시간 자정을 뜻합니다.',
      'Only models who are free from this time until `free_to`. Send both. A date means midnight in Seoul.',
    ),
    examples: ['2026-12-01T09:00:00+09:00'],
  }),
  free_to: queryTime.optional().meta({
    ...described(
      '`free_from`에서 시작하는 기간의 끝(포함하지 않음). 최대 14일입니다.',
      'End (exclusive) of the window that starts at `free_from`, at most 14 days later.',
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
    ...described('한 페이지에 담을 최대 항목 수.', 'Maximum number of items per page.'),
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
          '정렬 기준. 앞에 `-`를 붙이면 내림차순입니다.',
          'Field to sort by. A leading `-` sorts in descending order.',
        ),
      ),
  })
  .check(rules);

export const ModelFacetsQuery = z.strictObject(filters).check(rules);

function isAbove(low: number | undefined, high: number | undefined): boolean {
  return low !== undefined && high !== undefined && low > high;
}
