import * as z from 'zod';
import { IMAGE_TYPES, PICTURE_KINDS } from '../../db/constants';
import { described, isoTime, line, queryFlag, text } from '../../http/input/field-schemas';
import type { Text } from '../../i18n/text';
import { DEMO } from '../../openapi/demo-ids';
import { SIZES } from './pictures.rules';

const kind = z.enum(PICTURE_KINDS).meta({
  id: 'PictureKind',
  ...described(
    'portfolio는 작품 사진, digital은 꾸미지 않은 현재 모습, comp_card는 콤프 카드입니다.',
    'Portfolio pictures are finished work, digitals show the model as they are today, and a comp card sums them up.',
  ),
});

const alt = text(1, 300).meta(
  described(
    '사진을 볼 수 없는 사람을 위한 설명.',
    'What the picture shows, for those who cannot see it.',
  ),
);

const isPublic = described(
  '누구나 볼 수 있는지. 첫 번째 공개 사진이 모델의 표지입니다.',
  'Whether everybody may see it. The first public picture is the model’s cover.',
);

export const UploadQuery = z.strictObject({
  kind: kind.default('portfolio').meta(described('사진의 종류.', 'What kind of picture it is.')),
  is_public: queryFlag.default(false).meta(isPublic),
  alt: alt.optional(),
});

export const PictureListQuery = z.strictObject({
  kind: kind.optional().meta(described('이 종류의 사진만.', 'Pictures of this kind.')),
});

const example = {
  picture_id: DEMO.picture,
  model_id: DEMO.model,
  kind: 'portfolio' as const,
  is_public: true,
  position: 1,
  alt: '흰 배경 앞에 선 전신 사진',
  width: 2400,
  height: 3600,
  bytes: 1843201,
  content_type: 'image/jpeg' as const,
  urls: urlsOf(DEMO.picture),
  created_at: '2026-11-23T00:00:00.000Z',
  updated_at: '2026-11-23T00:00:00.000Z',
};

function urlsOf(id: string) {
  const url = (size: string) => `/api/v1/pictures/${id}/${size}`;
  return { '320': url('320'), '800': url('800'), '1600': url('1600') };
}

const address = (...words: Text) => z.string().meta(described(...words));
const widths = {
  '320': address('너비 320픽셀.', '320 pixels wide.'),
  '800': address('너비 800픽셀.', '800 pixels wide.'),
  '1600': address('너비 1600픽셀.', '1600 pixels wide.'),
};
const pictureId = z.string().meta(described('사진의 id.', 'Id of the picture.'));

export const PictureUrls = z.object(widths).meta({ id: 'PictureUrls', examples: [example.urls] });

const urls = described(
  '너비별 주소. API의 출처를 앞에 붙이세요.',
  'Addresses by width; put the API’s origin before them.',
);

const shown = {
  width: z
    .int()
    .meta(described('바로 세운 사진의 너비(픽셀).', 'Width in pixels of the upright picture.')),
  height: z
    .int()
    .meta(described('바로 세운 사진의 높이(픽셀).', 'Height in pixels of the upright picture.')),
  alt: alt.nullable(),
};

const ImageType = z
  .enum(IMAGE_TYPES)
  .meta({ id: 'ImageType', ...described('원본의 형식.', 'Media type of the original.') });

export const Picture = z
  .object({
    picture_id: pictureId,
    model_id: z.string().meta(described('모델의 id.', 'Id of the model.')),
    kind,
    is_public: z.boolean().meta(isPublic),
    position: z
      .int()
      .meta(described('모델의 사진 중 순서.', 'Place in the order of the model’s pictures.')),
    ...shown,
    bytes: z.int().meta(described('저장된 파일의 크기.', 'Size of the stored file.')),
    content_type: ImageType,
    urls: PictureUrls.meta(urls),
    created_at: isoTime,
    updated_at: isoTime,
  })
  .meta({ id: 'Picture', examples: [example] });

const signed = '?expires=1764464400&signature=Yk3m0w';
const adminExample = {
  ...example,
  urls: { ...example.urls, original: `/api/v1/pictures/${example.picture_id}/original${signed}` },
};

/** The admin view of a picture. */
export const AdminPicture = Picture.extend({
  urls: PictureUrls.extend({
    original: address('올린 형식 그대로의 파일.', 'The file in the format of its upload.'),
  })
    .meta({ id: 'AdminPictureUrls', examples: [adminExample.urls] })
    .meta(
      described(
        '너비별 주소와 원본의 주소. 비공개 사진과 원본의 주소는 서명되어 있고 한두 시간 뒤 만료됩니다.',
        'Addresses by width and that of the original. Those of private pictures and originals are signed and run out after an hour or two.',
      ),
    ),
}).meta({ id: 'AdminPicture', examples: [adminExample] });

export const AnyPicture = z.union([Picture, AdminPicture]).meta({ examples: [example] });

/** The parts of a picture that model lists show. */
export const PictureCover = z
  .object({ picture_id: pictureId, ...shown, urls: PictureUrls.meta(urls) })
  .meta({
    id: 'PictureCover',
    examples: [
      {
        picture_id: example.picture_id,
        width: example.width,
        height: example.height,
        alt: example.alt,
        urls: example.urls,
      },
    ],
  });

export const PictureUpdateBody = z
  .strictObject({ alt: alt.nullable(), kind, is_public: z.boolean().meta(isPublic) })
  .partial()
  .meta({ id: 'PictureUpdate', examples: [{ is_public: true }] });

export const PictureOrderBody = z
  .strictObject({
    picture_ids: z
      .array(line(1, 100))
      .max(100)
      .meta(
        described(
          '모델의 모든 사진을 한 번씩, 원하는 순서로.',
          'All of the model’s pictures once, in the order that you want.',
        ),
      ),
  })
  .meta({ id: 'PictureOrder', examples: [{ picture_ids: [...DEMO.pictureOrder] }] });

/** A model's pictures. There is no paging, because there are at most 60. */
export const PictureList = z
  .object({
    total: z.int().meta(described('사진의 수.', 'How many there are.')),
    skip: z.literal(0),
    limit: z.int(),
    has_next: z.literal(false),
    has_prev: z.literal(false),
    items: z.array(AnyPicture),
  })
  .meta({
    id: 'PictureList',
    examples: [{ total: 1, skip: 0, limit: 1, has_next: false, has_prev: false, items: [example] }],
  });

export const sizeParam = z.enum(SIZES);

/** Parsed as plain text, because responses must not reveal what is wrong with a signature. */
export const FileQuery = z.strictObject({
  package: z
    .string()
    .max(100)
    .optional()
    .meta(described('사진을 보여 주는 패키지의 링크.', 'The link of the package that shows it.')),
  expires: z
    .string()
    .max(20)
    .optional()
    .meta(described('서명이 만료되는 시각(초).', 'When the signature runs out, epoch seconds.')),
  signature: z
    .string()
    .max(100)
    .optional()
    .meta(
      described('서명. `urls`의 주소에 들어 있습니다.', 'The signature, as it stands in `urls`.'),
    ),
});

/** The bytes of an image. */
export const ImageFile = z.string().meta({ override: { type: 'string', format: 'binary' } });
