import * as z from 'zod';
import { described, exampleOf, isoTime, text } from '../../http/input/field-schemas';
import { Model } from '../models/models.schemas';
import { PictureCover } from '../pictures/pictures.schemas';
import { PackageStatus, Verdict } from './packages.schemas';

const verdict = Verdict.nullable();

export const PickBody = z
  .strictObject({
    verdict: verdict.meta(
      described('yes, maybe, no. null은 답을 거둡니다.', 'yes, maybe or no; null takes it back.'),
    ),
    comment: text(1, 500)
      .nullish()
      .meta(
        described('덧붙이는 말. 보내지 않으면 그대로입니다.', 'A comment; left out, it stays.'),
      ),
  })
  .meta({ id: 'Pick', examples: [{ verdict: 'yes', comment: null }] });

const model = exampleOf(Model) as Record<string, unknown>;
const { price_per_hour, ...unpriced } = model;

const SharedModel = Model.partial({ price_per_hour: true }).meta({
  id: 'SharedModel',
  ...described(
    '가격은 패키지가 보여 줄 때만 있습니다.',
    'Without its price, unless the package shows prices.',
  ),
  examples: [unpriced],
});

const itemExample = {
  model: unpriced,
  pictures: [exampleOf(PictureCover)],
  note: null,
  verdict: null,
  comment: null,
  is_free: true,
};

export const SharedItem = z
  .object({
    model: SharedModel,
    pictures: z
      .array(PictureCover)
      .meta(
        described(
          '비공개 사진의 주소는 서명되어 있고 곧 만료됩니다.',
          'Addresses of private ones are signed and soon run out.',
        ),
      ),
    note: z.string().nullable().meta(described('메모.', 'A note.')),
    verdict: verdict.meta(described('고객의 답.', 'What the client says.')),
    comment: z.string().nullable().meta(described('고객의 말.', 'The client’s own words.')),
    is_free: z
      .boolean()
      .optional()
      .meta(
        described(
          '패키지에 촬영 시간이 있을 때, 그 시간이 비어 있는지.',
          'Where the package has a window: whether the model is free then.',
        ),
      ),
  })
  .meta({ id: 'SharedPackageItem', examples: [itemExample] });

export const SharedPackage = z
  .object({
    title: z.string().meta(described('제목.', 'The title.')),
    message: z
      .string()
      .nullable()
      .meta(described('고객에게 전하는 말.', 'A message to the client.')),
    expires_at: isoTime.meta(described('만료 시각.', 'When it expires.')),
    status: PackageStatus,
    agency: z
      .object({
        name: z.string().nullable().meta(described('에이전시의 이름.', 'Name of the agency.')),
        email: z.string().nullable().meta(described('연락할 주소.', 'Where to reach it.')),
      })
      .meta(described('보낸 에이전시.', 'The agency that sent it.')),
    items: z.array(SharedItem).meta(described('모델, 순서대로.', 'The models, in order.')),
  })
  .meta({
    id: 'SharedPackage',
    examples: [
      {
        title: '룩북 후보',
        message: null,
        expires_at: '2026-12-07T00:00:00.000Z',
        status: 'open',
        agency: { name: 'Studio Agency', email: 'booking@agency.example' },
        items: [itemExample],
      },
    ],
  });
