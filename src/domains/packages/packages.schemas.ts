import * as z from 'zod';
import { VERDICTS } from '../../db/constants';
import { described, id, isoTime } from '../../http/input/field-schemas';
import { cursorPageOf, cursorQuery } from '../../http/pagination';
import { DEMO } from '../../openapi/demo-ids';
import { STATUSES } from './packages.rules';

export const PackageStatus = z.enum(STATUSES).meta({
  id: 'PackageStatus',
  ...described('현재 시각을 기준으로 한 상태.', 'State at this moment; expiry counts at once.'),
});
export const Verdict = z.enum(VERDICTS).meta({
  id: 'Verdict',
  ...described(
    '모델에 대한 고객의 답: yes(네), maybe(보류), no(아니요).',
    'The client’s answer about a model.',
  ),
});
const verdict = Verdict.nullable().meta(
  described(
    '고객의 답. 아직 답하지 않았으면 null입니다.',
    'The client’s answer; null until there is one.',
  ),
);
const comment = z
  .string()
  .nullable()
  .meta(
    described('고객이 답과 함께 남긴 의견.', 'The comment that the client left with the answer.'),
  );

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
    model_id: id.meta(described('후보 모델의 id.', 'Id of the model in the shortlist.')),
    model_name: z
      .string()
      .meta(
        described(
          '모델의 이름. 모델을 따로 조회하지 않아도 됩니다.',
          'Name of the model, so that you need not fetch it.',
        ),
      ),
    position: z
      .int()
      .meta(described('목록에서의 순서. 1부터 시작합니다.', 'Position in the list, from 1.')),
    note: z
      .string()
      .nullable()
      .meta(
        described(
          '고객에게 보이는 메모. 없으면 null입니다.',
          'The note that the client sees; null if there is none.',
        ),
      ),
    picture_ids: z
      .array(z.string())
      .nullable()
      .meta(
        described(
          '보여 주는 사진의 id. null이면 모델의 공개 사진을 보여 줍니다.',
          'Ids of the pictures shown; null for the model’s public pictures.',
        ),
      ),
    verdict,
    comment,
    decided_at: isoTime
      .nullable()
      .meta(
        described(
          '고객이 마지막으로 답한 시각. 아직 답하지 않았으면 null입니다.',
          'When the client last answered; null until then.',
        ),
      ),
    version: z
      .int()
      .meta(
        described(
          '고객이 답할 때마다 증가하는 버전. 답을 보낼 때 `If-Match`로 비교합니다.',
          'Increases with every pick. `If-Match` on a pick compares it.',
        ),
      ),
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
    package_id: id.meta(
      described(
        '`/packages/{package_id}`에서 사용하는 패키지 id.',
        'Id of the package, as in `/packages/{package_id}`.',
      ),
    ),
    title: z.string().meta(described('고객에게 보이는 제목.', 'The title that the client sees.')),
    message: z
      .string()
      .nullable()
      .meta(
        described(
          '목록 위에 표시할, 고객에게 전하는 메시지.',
          'The message to the client, shown above the models.',
        ),
      ),
    client_name: z
      .string()
      .nullable()
      .meta(
        described(
          '관리용 고객 이름. 링크로는 보이지 않습니다.',
          'The client’s name, for your own records; not shown by the link.',
        ),
      ),
    user_id: z
      .string()
      .nullable()
      .meta(
        described(
          '패키지를 받을 고객의 계정 id. 이 계정의 데이터 내보내기에 패키지가 포함됩니다.',
          'Id of the client’s account, if there is one. Its data export contains the package.',
        ),
      ),
    start_time: isoTime
      .nullable()
      .meta(
        described(
          '촬영 시작 시각. 종료 시각과 함께 보내면 모델별로 일정이 비어 있는지 표시합니다.',
          'Start of the job. With an end, the package shows which models are free.',
        ),
      ),
    end_time: isoTime
      .nullable()
      .meta(described('촬영 종료 시각(포함하지 않음).', 'End of the job (exclusive).')),
    show_prices: z
      .boolean()
      .meta(
        described(
          '고객에게 시간당 요금을 보여 주는지 여부.',
          'Whether the client sees hourly rates.',
        ),
      ),
    items: z
      .array(PackageItem)
      .meta(
        described(
          '후보 모델과 고객의 답, 표시 순서대로.',
          'The models with their answers, in display order.',
        ),
      ),
    expires_at: isoTime,
    status: PackageStatus,
    url: z
      .string()
      .nullable()
      .meta(
        described(
          '고객에게 보낼 링크. 서버에 PUBLIC_URL이 설정되지 않았으면 null입니다.',
          'The link to send to the client; null if the server has no PUBLIC_URL.',
        ),
      ),
    viewed_at: isoTime
      .nullable()
      .meta(
        described(
          '링크가 처음 열린 시각. 아직 열리지 않았으면 null입니다.',
          'When the link was first opened; null until then.',
        ),
      ),
    version: z
      .int()
      .meta(
        described(
          '관리자가 변경할 때마다 증가하는 버전. 고객의 답으로는 바뀌지 않습니다.',
          'Increases with every change by an admin, not with picks.',
        ),
      ),
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
    described('이 상태의 패키지만 조회합니다.', 'Only packages in this state.'),
  ),
});
export const PackagePage = cursorPageOf('PackagePage', Package);
