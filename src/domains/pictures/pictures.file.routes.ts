import { AppError } from '../../errors';
import { createRoutes } from '../../http/routes';
import { contextOf } from '../../http/service-context';
import { TAGS } from '../../openapi/tags';
import { FileQuery, ImageFile, sizeParam } from './pictures.file.schemas';
import { findVisible, readFile } from './pictures.file.service';
import { callerHas, fileHeaders } from './pictures.file.view';

export const pictureFileRoutes = createRoutes('public', TAGS.pictures);

pictureFileRoutes.get(
  '/api/v1/pictures/:picture_id/:size',
  {
    id: 'getPictureFile',
    summary: ['사진 파일 다운로드', 'Download a picture’s file'],
    description: [
      '너비 320, 800, 1600픽셀의 WebP 또는 업로드한 형식의 원본을 반환합니다. 비공개 사진과 원본은 서명된 주소로만 열립니다. 크기를 변환할 수 없으면 원본을 `X-Rendition: original`과 함께 반환합니다. 부분 요청(Range)은 지원하지 않습니다.',
      'Returns WebP with a width of 320, 800 or 1600 pixels, or the original in the format of its upload. Private pictures and originals need a signed URL. If the size cannot be produced, the response is the original with `X-Rendition: original`. Range requests are not supported.',
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
    if (callerHas(c, etag)) return c.body(null, 304, fileHeaders(row, size, etag, false));
    const bare = c.req.method === 'HEAD' || callerHas(c, insteadTag);
    let file = await readFile(ctx, row, size, bare);
    if (file.instead && callerHas(c, insteadTag)) {
      return c.body(null, 304, fileHeaders(row, size, insteadTag, true));
    }
    if (bare && c.req.method !== 'HEAD') file = await readFile(ctx, row, size, false);
    return c.body(file.body as ReadableStream, 200, {
      ...fileHeaders(row, size, file.instead ? insteadTag : etag, file.instead),
      'Content-Type': file.type,
      'Content-Length': String(file.length),
    });
  },
);
