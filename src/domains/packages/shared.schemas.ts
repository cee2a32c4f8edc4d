import * as z from 'zod';
import { described, exampleOf, isoTime, text } from '../../http/input/field-schemas';
import { Model } from '../models/models.schemas';
import { PictureCover } from '../pictures/pictures.schemas';
import { PackageStatus, Verdict } from './packages.schemas';

const verdict = Verdict.nullable();

export const PickBody = z
  .strictObject({
    verdict: verdict.meta(
      described(
        'yes(네), maybe(보류), no(아니요). null은 답을 지웁니다.',
        'yes, maybe or no; null clears the answer.',
      ),
    ),
    comment: text(1, 500)
      .nullish()
      .meta(
        described(
          '답과 함께 남기는 의견. 생략하면 기존 의견을 유지합니다.',
          'A comment on the answer. If omitted, the existing comment stays.',
        ),
      ),
  })
  .meta({ id: 'Pick', examples: [{ verdict: 'yes', comment: null }] });

const model = exampleOf(Model) as Record<string, unknown>;
const { price_per_hour, ...unpriced } = model;

const SharedModel = Model.partial({ price_per_hour: true }).meta({
  id: 'SharedModel',
  ...described(
    '모델의 공개 프로필. 가격은 패키지가 가격을 보여 줄 때만 있습니다.',
    'Public profile of the model. It has a price only if the package shows prices.',
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
          '보여 줄 사진, 순서대로. 비공개 사진의 주소는 서명되어 있으며 한두 시간 뒤 만료됩니다.',
          'The pictures to show, in order. URLs of private pictures are signed and expire after one to two hours.',
        ),
      ),
    note: z
      .string()
      .nullable()
      .meta(described('에이전시가 이 모델에 남긴 메모.', 'The agency’s note about this model.')),
    verdict: verdict.meta(
      described(
        '고객의 답. 아직 답하지 않았으면 null입니다.',
        'The client’s answer; null until there is one.',
      ),
    ),
    comment: z
      .string()
      .nullable()
      .meta(
        described(
          '고객이 답과 함께 남긴 의견.',
          'The comment that the client left with the answer.',
        ),
      ),
    is_free: z
      .boolean()
      .optional()
      .meta(
        described(
          '촬영 시간에 모델의 일정이 비어 있는지 여부. 패키지에 촬영 시간이 있을 때만 있습니다.',
          'Whether the model is free during the job. Present only if the package has start and end times.',
        ),
      ),
  })
  .meta({ id: 'SharedPackageItem', examples: [itemExample] });

export const SharedPackage = z
  .object({
    title: z
      .string()
      .meta(described('에이전시가 붙인 패키지의 제목.', 'Title that the agency gave the package.')),
    message: z
      .string()
      .nullable()
      .meta(described('에이전시가 고객에게 전하는 메시지.', 'The agency’s message to the client.')),
    expires_at: isoTime.meta(
      described('더 이상 답할 수 없게 되는 시각.', 'When the link stops accepting answers.'),
    ),
    status: PackageStatus,
    agency: z
      .object({
        name: z
          .string()
          .nullable()
          .meta(
            described(
              '패키지를 보낸 에이전시의 이름.',
              'Name of the agency that sent the package.',
            ),
          ),
        email: z
          .string()
          .nullable()
          .meta(
            described(
              '문의할 이메일 주소. 설정되지 않았으면 null입니다.',
              'E-mail address for questions; null if none is set.',
            ),
          ),
      })
      .meta(
        described(
          '패키지를 보낸 에이전시와 연락처.',
          'The agency that sent the package, and how to reach it.',
        ),
      ),
    items: z
      .array(SharedItem)
      .meta(
        described(
          '후보 모델, 에이전시가 정한 순서대로.',
          'The models to choose from, in the agency’s order.',
        ),
      ),
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
