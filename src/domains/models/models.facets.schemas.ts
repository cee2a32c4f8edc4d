import * as z from 'zod';
import { BOARDS, GENDERS } from '../../db/constants';
import { described } from '../../http/input/field-schemas';

const count = z.int().min(0).nullable();
const countsBy = (keys: readonly string[]) =>
  z.strictObject(
    Object.fromEntries(
      keys.map((key) => [key, count.meta(described('모델의 수.', 'Number of models.'))]),
    ),
  );
const bound = z.int().nullable();

const counts = (keys: readonly string[], n: number) =>
  Object.fromEntries(keys.map((key) => [key, n]));

/** Numbers of models by value; null if there are too many to scan. */
export const ModelFacets = z
  .object({
    total: count.meta(
      described('모든 필터에 맞는 모델의 수.', 'How many models match all of the filters.'),
    ),
    boards: countsBy(BOARDS).meta(
      described('`board`를 뺀 필터에 맞는 모델의 수.', 'Counts under all filters but `board`.'),
    ),
    genders: countsBy(GENDERS).meta(
      described('`gender`를 뺀 필터에 맞는 모델의 수.', 'Counts under all filters but `gender`.'),
    ),
    is_available: countsBy(['true', 'false']).meta(
      described(
        '`is_available`을 뺀 필터에 맞는 모델의 수.',
        'Counts under all filters but `is_available`.',
      ),
    ),
    price: z
      .object({
        min: bound.meta(described('최저 시간당 금액(원).', 'Lowest price per hour, KRW.')),
        max: bound.meta(described('최고 시간당 금액(원).', 'Highest price per hour, KRW.')),
      })
      .meta(
        described(
          '금액을 뺀 필터에 맞는 금액의 범위.',
          'Prices under all filters but those on price.',
        ),
      ),
  })
  .meta({
    id: 'ModelFacets',
    examples: [
      {
        total: 42,
        boards: counts(BOARDS, 4),
        genders: counts(GENDERS, 14),
        is_available: { true: 40, false: 2 },
        price: { min: 80000, max: 900000 },
      },
    ],
  });
