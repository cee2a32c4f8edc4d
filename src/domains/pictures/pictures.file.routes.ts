import { createRoutes } from '../../http/routes';
import { contextOf } from '../../http/service-context';
import { AppError } from '../../lib/errors';
import { TAGS } from '../../openapi/tags';
import { findVisible, readFile } from './pictures.file.service';
import { has, headersOf } from './pictures.file.view';
import { FileQuery, ImageFile, sizeParam } from './pictures.schemas';

export const pictureFileRoutes = createRoutes('public', TAGS.pictures);

pictureFileRoutes.get(
  '/api/v1/pictures/:picture_id/:size',
  {
    id: 'getPictureFile',
    summary: ['사진 파일', 'A picture’s file'],
    description: [
      '너비가 320, 800, 1600픽셀인 WebP, 또는 올린 형식 그대로의 원본. 비공개 사진과 원본은 서명된 주소로만 열립니다. 렌디션을 만들 수 없으면 원본을 `X-Rendition: original`과 함께 보냅니다. 부분 요청(Range)은 지원하지 않습니다.',
      'WebP of 320, 800 or 1600 pixels in width, or the original in the format of its upload. Private pictures and originals open by signed addresses only. Where a rendition cannot be had, the original is sent with `X-Rendition: original`. Ranges are not supported.',
    ],
    query: FileQuery,
    response: ImageFile,
    contentType: 'image/webp',
    bytes: true,
    etag: true,
    limiter: 'PICTURE_LIMITER',
    errors: ['PictureNotFoundException'],
  },
  async (c, { params, query }) => {
    const { data: size } = sizeParam.safeParse(params.size);
    if (!size)
      throw new AppError('PictureNotFoundException', { params: { id: params.picture_id } });
    const ctx = contextOf(c);
    const row = await findVisible(ctx, params.picture_id, size, query);
    // The bytes under a URL never change, but an original sent instead of a rendition has its own tag.
    const [etag, insteadTag] = [`"${row.id}-${size}"`, `"${row.id}-${size}-original"`];
    if (has(c, etag)) return c.body(null, 304, headersOf(row, size, etag, false));
    const bare = c.req.method === 'HEAD' || has(c, insteadTag);
    let file = await readFile(ctx, row, size, bare);
    if (file.instead && has(c, insteadTag)) {
      return c.body(null, 304, headersOf(row, size, insteadTag, true));
    }
    if (bare && c.req.method !== 'HEAD') file = await readFile(ctx, row, size, false);
    return c.body(file.body as ReadableStream, 200, {
      ...headersOf(row, size, file.instead ? insteadTag : etag, file.instead),
      'Content-Type': file.type,
      'Content-Length': String(file.length),
    });
  },
);
