import { runIdempotent } from '../../http/idempotency';
import { sendCached, sendEnvelope, sendPage, wantsFresh } from '../../http/respond';
import { createRoutes } from '../../http/routes';
import { actorContextOf, contextOf, targetOf } from '../../http/service-context';
import { DEMO } from '../../openapi/demo-ids';
import { TAGS } from '../../openapi/tags';
import {
  AdminPicture,
  AnyPicture,
  PictureList,
  PictureListQuery,
  PictureOrderBody,
  PictureUpdateBody,
  UploadQuery,
} from './pictures.schemas';
import * as pictures from './pictures.service';
import { inspect, upload } from './pictures.upload.service';
import { pictureViewFor, sendPicture, toSinglePageView } from './pictures.view';

export const pictureRoutes = createRoutes('public', TAGS.pictures);
export const pictureAdminRoutes = createRoutes('admin', TAGS.pictures);

const MAX_FILE_BYTES = 10 * 1024 * 1024;

pictureRoutes.get(
  '/api/v1/models/:model_id/pictures',
  {
    id: 'listPictures',
    summary: ['모델의 사진 목록', 'List a model’s pictures'],
    description: [
      '정해진 순서대로, 최대 60장입니다. 관리자는 비공개 사진도 봅니다.',
      'In their order, 60 at most. Admins also see the private ones.',
    ],
    query: PictureListQuery,
    response: PictureList,
    etag: true,
    atBookmark: true,
    adminSeesMore: true,
    errors: ['ModelNotFoundException'],
  },
  async (c, { params, query }) =>
    sendCached(c, await pictures.list(contextOf(c), params.model_id, query, wantsFresh(c))),
);

pictureRoutes.get(
  '/api/v1/pictures/:picture_id',
  {
    id: 'getPicture',
    summary: ['사진 조회', 'Get a picture'],
    description: ['비공개 사진은 관리자만 봅니다.', 'Private pictures are for admins only.'],
    response: AnyPicture,
    etag: true,
    adminSeesMore: true,
    errors: ['PictureNotFoundException'],
  },
  async (c, { params }) => sendPicture(c, await pictures.get(contextOf(c), params.picture_id)),
);

pictureAdminRoutes.post(
  '/api/v1/models/:model_id/pictures',
  {
    id: 'uploadPicture',
    summary: ['사진 올리기', 'Upload a picture'],
    description: [
      '본문은 파일 그대로입니다. JPEG, PNG, WebP, 한 변 320~12,000픽셀, 5천만 픽셀까지. 촬영 정보와 주석은 화소를 건드리지 않고 모두 지웁니다. 같은 파일을 다시 올리면 이미 있는 사진을 `X-Existing: true`와 함께 돌려줍니다.',
      'The body is the file itself: JPEG, PNG or WebP, sides of 320 to 12,000 pixels, up to 50 megapixels. All metadata is taken off without touching a pixel. The same file again answers with the picture that is there, and `X-Existing: true`.',
    ],
    query: UploadQuery,
    file: { types: ['application/octet-stream', 'image/*'], maxBytes: MAX_FILE_BYTES },
    response: AdminPicture,
    creates: true,
    etag: true,
    idempotent: true,
    errors: ['ModelNotFoundException', 'PictureNotFoundException', 'QuotaExceededException'],
  },
  async (c, { params, query, file }) => {
    const judged = await inspect(file);
    // A replayed response also stands for the same bytes.
    let existing = true;
    const row = await runIdempotent(c, actorContextOf(c), async (ctx) => {
      const uploaded = await upload(ctx, params.model_id, judged, query);
      existing = uploaded.existing;
      return uploaded.row;
    });
    if (existing) c.header('X-Existing', 'true');
    return sendPicture(c, row, { created: true });
  },
);

pictureAdminRoutes.put(
  '/api/v1/pictures/:picture_id',
  {
    id: 'updatePicture',
    summary: ['사진 정보 수정', 'Change a picture'],
    description: ['보낸 필드만 바뀝니다.', 'Only the fields that are sent change.'],
    body: PictureUpdateBody,
    response: AdminPicture,
    etag: true,
    errors: ['PictureNotFoundException'],
  },
  async (c, { params, body }) => {
    return sendPicture(
      c,
      await pictures.update(actorContextOf(c), targetOf(c, params.picture_id), body),
    );
  },
);

pictureAdminRoutes.delete(
  '/api/v1/pictures/:picture_id',
  {
    id: 'deletePicture',
    summary: ['사진 삭제', 'Delete a picture'],
    description: [
      '바로 보이지 않게 되며, 캐시에서는 한 시간 안에 사라집니다.',
      'It is gone at once, and from caches within the hour.',
    ],
    message: 'picture.deleted',
    exampleId: DEMO.pictureToDelete,
    etag: true,
    errors: ['PictureNotFoundException'],
  },
  async (c, { params }) => {
    await pictures.remove(actorContextOf(c), targetOf(c, params.picture_id));
    return sendEnvelope(c, 'picture.deleted');
  },
);

pictureAdminRoutes.put(
  '/api/v1/models/:model_id/pictures/order',
  {
    id: 'orderPictures',
    summary: ['사진 순서 정하기', 'Put pictures in order'],
    description: [
      '첫 번째 공개 사진이 표지가 됩니다. 지금 있는 사진과 다르면 409이고, 아무것도 바뀌지 않습니다.',
      'The first public picture becomes the cover. Another set than the present one is a 409, and nothing changes.',
    ],
    body: PictureOrderBody,
    response: PictureList,
    exampleId: DEMO.modelToOrder,
    errors: ['ModelNotFoundException', 'PictureSetChangedException'],
  },
  async (c, { params, body }) => {
    const ctx = actorContextOf(c);
    const rows = await pictures.reorder(ctx, params.model_id, body.picture_ids);
    return sendPage(c, toSinglePageView(rows.map(pictureViewFor(ctx))));
  },
);
