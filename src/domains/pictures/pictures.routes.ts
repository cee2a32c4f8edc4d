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
      '모델의 사진을 정해진 순서로 최대 60장 조회합니다. 관리자는 비공개 사진도 조회합니다.',
      'Returns the model’s pictures in order, at most 60. Admins also see private pictures.',
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
    description: [
      '사진의 정보와 파일 주소를 조회합니다. 비공개 사진은 관리자만 조회할 수 있습니다.',
      'Returns a picture’s data and the URLs of its files. Only admins can read private pictures.',
    ],
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
    summary: ['사진 업로드', 'Upload a picture'],
    description: [
      '요청 본문에 파일을 그대로 담아 보냅니다. JPEG, PNG, WebP를 지원하며, 각 변은 320~12,000픽셀, 전체는 5천만 픽셀까지입니다. 화질은 유지하고 메타데이터만 모두 제거합니다. 같은 파일을 다시 업로드하면 기존 사진을 `X-Existing: true`와 함께 반환합니다.',
      'The request body is the file itself: JPEG, PNG or WebP, 320 to 12,000 pixels per side, up to 50 megapixels. Metadata is removed without changing any pixel. Uploading the same file again returns the existing picture with `X-Existing: true`.',
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
    description: [
      '종류, 공개 여부, 대체 텍스트 중 보낸 필드만 변경합니다.',
      'Changes kind, visibility or alternative text: only the fields that you send.',
    ],
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
      '사진이 즉시 사라지며, 캐시에 남은 파일도 한 시간 안에 사라집니다.',
      'The picture disappears immediately. Copies in caches disappear within an hour.',
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
    summary: ['사진 순서 변경', 'Reorder a model’s pictures'],
    description: [
      '모델의 모든 사진을 원하는 순서로 보냅니다. 첫 번째 공개 사진이 표지가 됩니다. 목록이 현재 사진과 다르면 409를 반환하고 아무것도 변경하지 않습니다.',
      'Send all of the model’s pictures in the new order. The first public picture becomes the cover. If the set differs from the current pictures, the response is 409 and nothing changes.',
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
