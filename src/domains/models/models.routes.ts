import { OUTBOX_KINDS } from '../../db/constants';
import { runIdempotent } from '../../http/idempotency';
import { cursorPageOf } from '../../http/pagination';
import { sendCached, sendEnvelope, wantsFresh } from '../../http/respond';
import { createRoutes } from '../../http/routes';
import { actorContextOf, contextOf, targetOf } from '../../http/service-context';
import { DEMO } from '../../openapi/demo-ids';
import { TAGS } from '../../openapi/tags';
import * as catalogue from './models.catalogue.service';
import { ModelFacets } from './models.facets.schemas';
import { ModelFacetsQuery, ModelListQuery } from './models.query.schemas';
import { AdminModel, AnyModel, ModelBody, ModelUpdateBody } from './models.schemas';
import * as models from './models.service';
import { sendModel } from './models.view';

export const catalogueRoutes = createRoutes('public', TAGS.models);
export const modelAdminRoutes = createRoutes('admin', TAGS.models);

catalogueRoutes.get(
  '/api/v1/models',
  {
    id: 'listModels',
    summary: ['모델 목록', 'List models'],
    description: [
      '필터와 정렬을 지원하며, 페이지는 `skip` 또는 `cursor`로 넘깁니다. `X-Cache` 헤더는 캐시에서 응답했는지 알려 줍니다.',
      'Returns models with filters, sorting, and pagination by `skip` or `cursor`. The header `X-Cache` tells whether the response came from the cache.',
    ],
    query: ModelListQuery,
    searchParams: ['q', 'free_from'],
    response: cursorPageOf('ModelPage', AnyModel),
    etag: true,
    atBookmark: true,
    adminSeesMore: true,
  },
  async (c, { query }) => {
    const asked = { query, fresh: wantsFresh(c) };
    const own = query.ids !== undefined;
    return sendCached(c, await catalogue.list(contextOf(c), asked), { own });
  },
);

catalogueRoutes.get(
  '/api/v1/models/facets',
  {
    id: 'getModelFacets',
    summary: ['값별 모델 수 집계', 'Count models by value'],
    description: [
      '목록과 같은 필터를 받아 값별 모델의 수를 반환합니다. 각 집계에는 자신을 제외한 나머지 필터를 적용합니다. 모델이 10,000명을 넘으면 모든 집계가 null입니다.',
      'Accepts the filters of the list and returns the number of models by value. Each facet is counted under all filters except its own. Beyond 10,000 models, all counts are null.',
    ],
    query: ModelFacetsQuery,
    response: ModelFacets,
    etag: true,
    atBookmark: true,
    adminSeesMore: true,
    limiter: 'SEARCH_LIMITER',
  },
  async (c, { query }) => {
    const asked = { query, fresh: wantsFresh(c) };
    const own = Boolean(query.q ?? query.ids ?? query.free_from);
    return sendCached(c, await catalogue.facets(contextOf(c), asked), { own });
  },
);

catalogueRoutes.get(
  '/api/v1/models/:model_id',
  {
    id: 'getModel',
    summary: ['모델 조회', 'Get a model'],
    description: [
      '모델 한 명의 프로필을 조회합니다. 관리자의 응답에는 비공개 필드도 있습니다.',
      'Returns the profile of one model. Admins also see the private fields.',
    ],
    response: AnyModel,
    etag: true,
    atBookmark: true,
    adminSeesMore: true,
    errors: ['ModelNotFoundException'],
  },
  async (c, { params }) => {
    const ctx = contextOf(c);
    if (ctx.actor?.role === 'admin') {
      c.header('Vary', 'Authorization');
      return sendModel(c, await models.get(ctx, params.model_id));
    }
    return sendCached(c, await catalogue.getPublic(ctx, params.model_id, wantsFresh(c)));
  },
);

modelAdminRoutes.post(
  '/api/v1/models',
  {
    id: 'createModel',
    summary: ['모델 생성', 'Create a model'],
    description: [
      '모델이 카탈로그에 즉시 공개됩니다. 가격은 시간당 10,000원 이상이어야 합니다.',
      'The model appears in the catalogue immediately. The rate is at least KRW 10,000 per hour.',
    ],
    body: ModelBody,
    response: AdminModel,
    creates: true,
    etag: true,
    idempotent: true,
  },
  async (c, { body }) => {
    const row = await runIdempotent(c, actorContextOf(c), (ctx) => models.create(ctx, body));
    return sendModel(c, row, { created: true });
  },
);

modelAdminRoutes.put(
  '/api/v1/models/:model_id',
  {
    id: 'updateModel',
    summary: ['모델 수정', 'Change a model'],
    description: [
      '보낸 필드만 변경합니다. `If-Match`를 보내면 다른 변경을 덮어쓰지 않습니다.',
      'Changes only the fields that you send. Send `If-Match` to avoid overwriting another change.',
    ],
    body: ModelUpdateBody,
    response: AdminModel,
    etag: true,
    errors: ['ModelNotFoundException'],
  },
  async (c, { params, body }) => {
    return sendModel(c, await models.update(actorContextOf(c), targetOf(c, params.model_id), body));
  },
);

modelAdminRoutes.delete(
  '/api/v1/models/:model_id',
  {
    id: 'deleteModel',
    summary: ['모델 삭제', 'Delete a model'],
    description: [
      '진행 중이거나 예정된 옵션 또는 확정 예약이 있으면 409를 반환합니다. 대기 중인 예약 요청은 거절되고, 지난 예약은 그대로 남습니다.',
      'Returns 409 while an option or a confirmed booking is ahead or under way. Open requests are declined, and past bookings remain.',
    ],
    exampleId: DEMO.modelToDelete,
    message: 'model.deleted',
    etag: true,
    emits: OUTBOX_KINDS,
    errors: ['ModelNotFoundException', 'ModelInUseException'],
  },
  async (c, { params }) => {
    await models.remove(actorContextOf(c), targetOf(c, params.model_id));
    return sendEnvelope(c, 'model.deleted');
  },
);
