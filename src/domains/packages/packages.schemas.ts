import * as z from 'zod';
import { VERDICTS } from '../../db/constants';
import { described, id, isoTime, line, text, time } from '../../http/input/field-schemas';
import { cursorPageOf, cursorQuery } from '../../http/pagination';
import { DEMO } from '../../openapi/demo-ids';
import { MAX_ITEMS, STATUSES } from './packages.rules';

const note = text(1, 500)
  .nullish()
  .meta(described('고객에게 보이는 메모.', 'A note that the client sees.'));
const pictureIds = z
  .array(line(1, 100))
  .max(60)
  .refine((list) => new Set(list).size === list.length, 'list.duplicates')
  .nullish()
  .meta(
    described(
      '보여 줄 사진을 순서대로. 비공개 사진도 됩니다. 없으면 모델의 공개 사진입니다.',
      'The pictures to show, in order, private ones too; without it the model’s public ones.',
    ),
  );

const NewItem = z.strictObject({ model_id: line(1, 100), note, picture_ids: pictureIds });

/** Read-only fields that a caller sends back with an item are ignored. */
const readOnly = z
  .unknown()
  .optional()
  .meta(described('읽기 전용이며 무시됩니다.', 'Read-only, and passed over.'));
const ChangedItem = NewItem.extend({
  model_name: readOnly,
  position: readOnly,
  verdict: readOnly,
  comment: readOnly,
  decided_at: readOnly,
  version: readOnly,
});

const listOf = <Item extends z.ZodType<{ model_id: string }>>(item: Item) =>
  z
    .array(item)
    .min(1)
    .max(MAX_ITEMS)
    .refine(
      (items) => new Set(items.map(({ model_id }) => model_id)).size === items.length,
      'list.duplicates',
    )
    .meta(
      described('모델을 보여 줄 순서대로.', 'The models, in the order in which they are shown.'),
    );

const fields = {
  title: line(2, 100).meta({ ...described('제목.', 'The title.'), examples: ['룩북 후보'] }),
  message: text(1, 2000)
    .nullish()
    .meta(described('고객에게 전하는 말.', 'A message to the client.')),
  client_name: line(1, 100)
    .nullish()
    .meta(
      described(
        '고객의 이름. 링크로는 보이지 않습니다.',
        'The client’s name; the link does not show it.',
      ),
    ),
  user_id: line(1, 100).nullish().meta(described('고객 계정의 id.', 'Id of the client’s account.')),
  start_time: time.nullish().meta(described('촬영 시작.', 'Start of the job.')),
  end_time: time.nullish().meta(described('촬영 종료.', 'End of the job.')),
  expires_at: time.meta(
    described(
      '링크가 만료되는 시각. 최대 90일 뒤이며, 없으면 14일 뒤입니다.',
      'When the link expires: at most 90 days ahead; without it, in 14 days.',
    ),
  ),
  show_prices: z
    .boolean()
    .meta(described('가격을 보여 줄지.', 'Whether prices are shown; they are not by default.')),
};

export const PackageBody = z
  .strictObject({
    ...fields,
    expires_at: fields.expires_at.optional(),
    show_prices: fields.show_prices.optional(),
    items: listOf(NewItem),
  })
  .meta({
    id: 'PackageCreate',
    examples: [{ title: '룩북 후보', items: [{ model_id: DEMO.model }] }],
  });

export const PackageUpdateBody = z
  .strictObject({ ...fields, items: listOf(ChangedItem) })
  .partial()
  .meta({ id: 'PackageUpdate', examples: [{ show_prices: true }] });

export const PackageStatus = z
  .enum(STATUSES)
  .meta({ id: 'PackageStatus', ...described('지금의 상태.', 'Its state by the clock.') });
export const Verdict = z
  .enum(VERDICTS)
  .meta({ id: 'Verdict', ...described('고객의 답.', 'What the client says.') });
const verdict = Verdict.nullable().meta(
  described('아직 답하지 않았으면 null입니다.', 'Null until the client answers.'),
);
const comment = z.string().nullable().meta(described('고객의 말.', 'The client’s own words.'));

const itemExample = {
  model_id: DEMO.model,
  model_name: '김하늘',
  position: 1,
  note: null,
  picture_ids: null,
  verdict: null,
  comment: null,
  decided_at: null,
  version: 1,
};

const PackageItem = z
  .object({
    model_id: id.meta(described('모델의 id.', 'Id of the model.')),
    model_name: z.string().meta(described('모델의 이름.', 'The model’s name.')),
    position: z.int().meta(described('순서.', 'Its place in the list.')),
    note: z.string().nullable().meta(described('메모.', 'The note.')),
    picture_ids: z
      .array(z.string())
      .nullable()
      .meta(described('null이면 모델의 공개 사진입니다.', 'Null for the model’s public pictures.')),
    verdict,
    comment,
    decided_at: isoTime
      .nullable()
      .meta(described('마지막으로 답한 시각.', 'When it was last answered.')),
    version: z.int().meta(described('답할 때마다 커집니다.', 'Rises with every pick.')),
  })
  .meta({ id: 'PackageItem', examples: [itemExample] });

const example = {
  package_id: DEMO.package,
  title: '룩북 후보',
  message: null,
  client_name: null,
  user_id: null,
  start_time: null,
  end_time: null,
  show_prices: false,
  items: [itemExample],
  expires_at: '2026-12-07T00:00:00.000Z',
  status: 'open' as const,
  url: 'https://api.example.com/p/bIUOMX1PSyqeXD8dW3qcAQ…',
  viewed_at: null,
  version: 1,
  created_at: '2026-11-23T00:00:00.000Z',
  updated_at: '2026-11-23T00:00:00.000Z',
};

export const Package = z
  .object({
    package_id: id.meta(described('패키지의 id.', 'Id of the package.')),
    title: z.string().meta(described('제목.', 'The title.')),
    message: z
      .string()
      .nullable()
      .meta(described('고객에게 전하는 말.', 'The message to the client.')),
    client_name: z.string().nullable().meta(described('고객의 이름.', 'The client’s name.')),
    user_id: z
      .string()
      .nullable()
      .meta(described('고객 계정의 id.', 'Id of the client’s account.')),
    start_time: isoTime.nullable().meta(described('촬영 시작.', 'Start of the job.')),
    end_time: isoTime.nullable().meta(described('촬영 종료.', 'End of the job.')),
    show_prices: z.boolean().meta(described('가격을 보여 주는지.', 'Whether prices are shown.')),
    items: z
      .array(PackageItem)
      .meta(described('모델, 보여 주는 순서대로.', 'The models, in order.')),
    expires_at: isoTime,
    status: PackageStatus,
    url: z
      .string()
      .nullable()
      .meta(
        described(
          '고객에게 보낼 링크. PUBLIC_URL이 없으면 null입니다.',
          'The link to send to the client; null where the server has no PUBLIC_URL.',
        ),
      ),
    viewed_at: isoTime
      .nullable()
      .meta(described('고객이 처음 본 시각.', 'When it was first seen.')),
    version: z.int().meta(described('바뀔 때마다 커집니다.', 'Rises with every change.')),
    created_at: isoTime,
    updated_at: isoTime,
  })
  .meta({ id: 'Package', examples: [example] });

/** What an export shows of a package to its client. Contains nothing internal to the agency. */
export const PackageForClient = Package.pick({
  package_id: true,
  title: true,
  message: true,
  client_name: true,
  start_time: true,
  end_time: true,
  status: true,
  viewed_at: true,
  expires_at: true,
  created_at: true,
}).extend({
  items: z.array(
    PackageItem.pick({
      model_id: true,
      model_name: true,
      note: true,
      verdict: true,
      comment: true,
      decided_at: true,
    }),
  ),
});

export const PackageListQuery = z.strictObject({
  ...cursorQuery,
  status: PackageStatus.optional().meta(
    described('이 상태의 패키지만.', 'Packages in this state.'),
  ),
});
export const PackagePage = cursorPageOf('PackagePage', Package);
