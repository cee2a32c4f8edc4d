import * as z from 'zod';
import { BOARDS, GENDERS } from '../../db/constants';
import { described } from '../../http/input/field-schemas';

const count = z.int().min(0).nullable();
const countsBy = (keys: readonly string[]) =>
  z.strictObject(
    Object.fromEntries(
      keys.map((key) => [
        key,
        count.meta(described('해당 값을 가진 모델의 수.', 'Number of models with this value.')),
      ]),
    ),
  );
const bound = z.int().nullable();

const counts = (keys: readonly string[], n: number) =>
  Object.fromEntries(keys.map((key) => [key, n]));

/** Numbers of models by value; null if there are too many to scan. */
export const ModelFacets = z
  .object({
    total: count.meta(
      described(
        '모든 필터를 만족하는 모델의 수. 10,000명을 넘으면 null입니다.',
        'Number of models that match all filters; null beyond 10,000.',
      ),
    ),
    boards: countsBy(BOARDS).meta(
      described(
        '보드별 모델의 수. `board`를 제외한 필터를 적용합니다.',
        'Models by board, under all filters except `board`.',
      ),
    ),
    genders: countsBy(GENDERS).meta(
      described(
        '성별 모델의 수. `gender`를 제외한 필터를 적용합니다.',
        'Models by gender, under all filters except `gender`.',
      ),
    ),
    is_available: countsBy(['true', 'false']).meta(
      described(
        '예약 가능 여부별 모델의 수. `is_available`을 제외한 필터를 적용합니다.',
        'Models by availability, under all filters except `is_available`.',
      ),
    ),
    price: z
      .object({
        min: bound.meta(described('가장 낮은 시간당 요금(원).', 'Lowest hourly rate, in KRW.')),
        max: bound.meta(described('가장 높은 시간당 요금(원).', 'Highest hourly rate, in KRW.')),
      })
      .meta(
        described(
          '요금의 범위. 요금 필터를 제외한 필터를 적용합니다.',
          'Range of hourly rates, under all filters except those on price.',
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
