import * as z from 'zod';
import { BOARDS } from '../../db/constants';
import { Board, Gender } from '../../http/input/enum-schemas';
import { date, described, isoTime, line, text } from '../../http/input/field-schemas';
import { todayInSeoul } from '../../lib/time';
import { PictureCover } from '../pictures/pictures.schemas';

export const MAX_PRICE = 100_000_000;

const cm = z.int().min(20).max(260).nullish();
const word = line(1, 50).nullish();

/** Optional public fields in the industry's vocabulary. */
const profile = {
  stage_name: line(1, 100).nullish(),
  gender: Gender.nullish(),
  boards: z
    .array(Board)
    .max(BOARDS.length)
    .refine(unique, 'list.duplicates')
    .meta({ uniqueItems: true })
    .nullish(),
  height_cm: cm,
  bust_cm: cm,
  waist_cm: cm,
  hips_cm: cm,
  inseam_cm: cm,
  shoe_mm: z.int().min(100).max(400).nullish(),
  hair_color: word,
  eye_color: word,
  nationality: word,
  languages: z.array(line(2, 35)).max(20).refine(unique, 'list.duplicates').nullish(),
  based_in: line(1, 100).nullish(),
  instagram: line(1, 60).nullish(),
};

/** Before today in Seoul, and not before 1900. */
const birthDate = date
  .refine((day) => day >= '1900-01-01', 'model.birth_date_range')
  .refine((day) => day < todayInSeoul(Date.now()), 'model.birth_date_range');

/** Optional fields for admins only. */
const internal = {
  birth_date: birthDate.nullish(),
  notes_internal: text(0, 2000).nullish(),
  mother_agency: line(1, 100).nullish(),
  commission_pct: z.int().min(0).max(100).nullish(),
};

const price = z
  .int()
  .min(10_000, 'model.price_min')
  .max(MAX_PRICE)
  .meta(described('시간당 요금(원). 10,000원 이상입니다.', 'Hourly rate in KRW, at least 10,000.'));

const required = { name: line(2, 100), description: text(10, 500), price_per_hour: price };

const example = {
  name: '김하늘',
  description: '런웨이와 룩북 경험이 풍부한 여성 패션 모델입니다.',
  price_per_hour: 150000,
  boards: ['women', 'commercial'],
  gender: 'female',
  height_cm: 176,
};

export const ModelBody = z
  .strictObject({ ...required, is_available: z.boolean().optional(), ...profile, ...internal })
  .meta({ id: 'ModelCreate', examples: [example] });

export const ModelUpdateBody = z
  .strictObject({ ...required, is_available: z.boolean(), ...profile, ...internal })
  .partial()
  .meta({ id: 'ModelUpdate', examples: [{ price_per_hour: 180000 }] });

const modelExample = {
  model_id: '5f0c2c7e-3b0e-4c58-9d52-0f3a4f2f8f10',
  ...example,
  is_available: true,
  stage_name: 'HANEUL',
  bust_cm: 80,
  waist_cm: 60,
  hips_cm: 88,
  inseam_cm: 84,
  shoe_mm: 245,
  hair_color: 'black',
  eye_color: 'dark brown',
  nationality: 'KR',
  languages: ['ko', 'en'],
  based_in: 'Seoul',
  instagram: null,
  cover: null,
  created_at: '2026-11-23T00:00:00.000Z',
  updated_at: '2026-11-23T00:00:00.000Z',
};

/** The public view of a model. */
export const Model = z
  .object({
    model_id: z.string(),
    name: z.string(),
    description: z.string(),
    price_per_hour: z
      .int()
      .meta(
        described('시간당 요금(원). 10,000원 이상입니다.', 'Hourly rate in KRW, at least 10,000.'),
      ),
    is_available: z
      .boolean()
      .meta(
        described(
          '예약을 받는지 여부. 특정 시간이 비어 있는지와는 다릅니다.',
          'Whether the model accepts bookings at all, whatever the time.',
        ),
      ),
    stage_name: z.string().nullable(),
    gender: Gender.nullable(),
    boards: z
      .array(Board)
      .meta(
        described(
          '모델이 속한 보드(분야). 여러 개일 수 있습니다.',
          'The agency’s divisions in which the model is listed.',
        ),
      ),
    height_cm: z.int().nullable(),
    bust_cm: z.int().nullable(),
    waist_cm: z.int().nullable(),
    hips_cm: z.int().nullable(),
    inseam_cm: z.int().nullable(),
    shoe_mm: z.int().nullable(),
    hair_color: z.string().nullable(),
    eye_color: z.string().nullable(),
    nationality: z.string().nullable(),
    languages: z.array(z.string()),
    based_in: z.string().nullable(),
    instagram: z.string().nullable(),
    cover: PictureCover.nullable().meta(
      described(
        '모델의 첫 번째 공개 사진. 공개 사진이 없으면 null입니다.',
        'The model’s first public picture; null if there is none.',
      ),
    ),
    created_at: isoTime,
    updated_at: isoTime,
  })
  .meta({ id: 'Model', examples: [modelExample] });

/** The admin view of a model. */
export const AdminModel = Model.extend({
  birth_date: z.string().nullable(),
  notes_internal: z.string().nullable(),
  mother_agency: z
    .string()
    .nullable()
    .meta(
      described(
        '모델을 발굴한 모에이전시(mother agency). 관리자만 볼 수 있습니다.',
        'The mother agency, which discovered the model. Visible to admins only.',
      ),
    ),
  commission_pct: z
    .int()
    .nullable()
    .meta(
      described(
        '에이전시 수수료(%). 관리자만 볼 수 있습니다.',
        'The agency’s commission in percent. Visible to admins only.',
      ),
    ),
}).meta({
  id: 'AdminModel',
  examples: [
    {
      ...modelExample,
      birth_date: '1999-04-17',
      notes_internal: null,
      mother_agency: null,
      commission_pct: 20,
    },
  ],
});

/** The view depends on the caller. */
export const AnyModel = z.union([Model, AdminModel]).meta({ examples: [modelExample] });

function unique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
