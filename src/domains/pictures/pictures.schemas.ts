import * as z from 'zod';
import { IMAGE_TYPES, PICTURE_KINDS } from '../../db/constants';
import { described, isoTime, line, queryFlag, text } from '../../http/input/field-schemas';
import type { Text } from '../../i18n/text';
import { DEMO } from '../../openapi/demo-ids';

const kind = z.enum(PICTURE_KINDS).meta({
  id: 'PictureKind',
  ...described(
    'portfolio는 작품 사진, digital은 꾸미지 않은 현재 모습의 사진, comp_card는 모델을 한 장에 요약한 콤프 카드입니다.',
    'portfolio: finished work; digital: the model unretouched, as they look today; comp_card: a summary of the model on one card.',
  ),
});

const alt = text(1, 300).meta(
  described(
    '사진을 볼 수 없는 사람을 위한 대체 텍스트.',
    'Alternative text: what the picture shows, for people who cannot see it.',
  ),
);

const isPublic = described(
  '누구나 볼 수 있는지 여부. 첫 번째 공개 사진이 모델의 표지가 됩니다.',
  'Whether anyone can see the picture. The first public picture is the model’s cover.',
);

export const UploadQuery = z.strictObject({
  kind: kind.default('portfolio').meta(described('사진의 종류.', 'What kind of picture it is.')),
  is_public: queryFlag.default(false).meta(isPublic),
  alt: alt.optional(),
});

export const PictureListQuery = z.strictObject({
  kind: kind
    .optional()
    .meta(described('이 종류의 사진만 조회합니다.', 'Only pictures of this kind.')),
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
  '320': address('너비 320픽셀의 WebP 파일 주소.', 'URL of the WebP file, 320 pixels wide.'),
  '800': address('너비 800픽셀의 WebP 파일 주소.', 'URL of the WebP file, 800 pixels wide.'),
  '1600': address('너비 1600픽셀의 WebP 파일 주소.', 'URL of the WebP file, 1600 pixels wide.'),
};
const pictureId = z
  .string()
  .meta(
    described(
      '`/pictures/{picture_id}`에서 사용하는 사진 id.',
      'Id of the picture, as in `/pictures/{picture_id}`.',
    ),
  );

export const PictureUrls = z.object(widths).meta({ id: 'PictureUrls', examples: [example.urls] });

const urls = described(
  '너비별 파일 주소. 루트 기준 경로이므로 앞에 API의 출처(origin)를 붙이세요.',
  'URLs by width. They are root-relative: put the API’s origin before them.',
);

const shown = {
  width: z
    .int()
    .meta(
      described(
        '회전 정보를 적용한 사진의 너비(픽셀).',
        'Width in pixels, with the picture upright.',
      ),
    ),
  height: z
    .int()
    .meta(
      described(
        '회전 정보를 적용한 사진의 높이(픽셀).',
        'Height in pixels, with the picture upright.',
      ),
    ),
  alt: alt.nullable(),
};

const ImageType = z.enum(IMAGE_TYPES).meta({
  id: 'ImageType',
  ...described('원본 파일의 미디어 타입.', 'Media type of the original file.'),
});

export const Picture = z
  .object({
    picture_id: pictureId,
    model_id: z.string().meta(described('사진 속 모델의 id.', 'Id of the model in the picture.')),
    kind,
    is_public: z.boolean().meta(isPublic),
    position: z
      .int()
      .meta(
        described(
          '모델의 사진 중 순서. 작을수록 먼저 표시합니다.',
          'Position among the model’s pictures; lower comes first.',
        ),
      ),
    ...shown,
    bytes: z
      .int()
      .meta(
        described(
          '저장된 원본 파일의 크기(바이트). 메타데이터를 제거한 뒤의 크기입니다.',
          'Size of the stored original in bytes, after metadata was removed.',
        ),
      ),
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
    original: address(
      '업로드한 형식의 원본 파일 주소.',
      'URL of the original, in the format of its upload.',
    ),
  })
    .meta({ id: 'AdminPictureUrls', examples: [adminExample.urls] })
    .meta(
      described(
        '너비별 파일과 원본의 주소. 비공개 사진과 원본의 주소는 서명되어 있으며 한두 시간 뒤 만료됩니다.',
        'URLs by width and of the original. Those of private pictures and originals are signed and expire after one to two hours.',
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
          '모델의 모든 사진 id를 한 번씩, 원하는 순서로.',
          'Ids of all of the model’s pictures, each once, in the new order.',
        ),
      ),
  })
  .meta({ id: 'PictureOrder', examples: [{ picture_ids: [...DEMO.pictureOrder] }] });

/** A model's pictures. There is no paging, because there are at most 60. */
export const PictureList = z
  .object({
    total: z.int().meta(described('반환된 사진의 수.', 'Number of pictures in the response.')),
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
