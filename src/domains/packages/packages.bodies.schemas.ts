import * as z from 'zod';
import { described, line, text, time } from '../../http/input/field-schemas';
import { DEMO } from '../../openapi/demo-ids';
import { MAX_ITEMS } from './packages.rules';

const note = text(1, 500)
  .nullish()
  .meta(
    described(
      '이 모델에 대해 고객에게 보여 줄 메모.',
      'A note about this model that the client sees.',
    ),
  );
const pictureIds = z
  .array(line(1, 100))
  .max(60)
  .refine((list) => new Set(list).size === list.length, 'list.duplicates')
  .nullish()
  .meta(
    described(
      '보여 줄 사진의 id, 표시할 순서대로. 비공개 사진도 지정할 수 있습니다. 생략하면 모델의 공개 사진을 보여 줍니다.',
      'Ids of the pictures to show, in order. Private pictures are allowed. Defaults to the model’s public pictures.',
    ),
  );

const NewItem = z.strictObject({ model_id: line(1, 100), note, picture_ids: pictureIds });

/** Read-only fields that a caller sends back with an item are ignored. */
const readOnly = z
  .unknown()
  .optional()
  .meta(
    described('읽기 전용 필드입니다. 보내도 무시합니다.', 'Read-only; ignored if you send it.'),
  );
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
      described(
        '후보 모델의 목록, 보여 줄 순서대로.',
        'The models to choose from, in display order.',
      ),
    );

const fields = {
  title: line(2, 100).meta({
    ...described('고객에게 보이는 제목.', 'The title that the client sees.'),
    examples: ['룩북 후보'],
  }),
  message: text(1, 2000)
    .nullish()
    .meta(
      described(
        '목록 위에 표시할, 고객에게 전하는 메시지.',
        'A message to the client, shown above the models.',
      ),
    ),
  client_name: line(1, 100)
    .nullish()
    .meta(
      described(
        '관리용 고객 이름. 링크를 연 사람에게는 보이지 않습니다.',
        'The client’s name, for your own records. The link does not show it.',
      ),
    ),
  user_id: line(1, 100)
    .nullish()
    .meta(
      described(
        '패키지를 받을 고객의 계정 id. 이 계정의 데이터 내보내기에 패키지가 포함됩니다.',
        'Id of the client’s account, if there is one. Its data export contains the package.',
      ),
    ),
  start_time: time
    .nullish()
    .meta(
      described(
        '촬영 시작 시각. 종료 시각과 함께 보내면 모델별로 일정이 비어 있는지 표시합니다.',
        'Start of the job. With an end, the package shows which models are free.',
      ),
    ),
  end_time: time
    .nullish()
    .meta(described('촬영 종료 시각(포함하지 않음).', 'End of the job (exclusive).')),
  expires_at: time.meta(
    described(
      '링크가 만료되는 시각. 최대 90일 뒤까지 지정할 수 있으며, 생략하면 14일 뒤입니다.',
      'When the link expires: at most 90 days ahead, by default in 14 days.',
    ),
  ),
  show_prices: z
    .boolean()
    .meta(
      described(
        '모델의 시간당 요금을 보여 줄지 여부. 기본값은 false입니다.',
        'Whether to show hourly rates to the client. Off by default.',
      ),
    ),
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
