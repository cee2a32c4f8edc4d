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
      '필터, 정렬, 두 가지 페이지 방식(`skip` 또는 `cursor`)을 지원합니다. `X-Cache`는 캐시에서 왔는지 알려 줍니다.',
      'Filters, sorting and both paginations (`skip` or `cursor`). `X-Cache` tells whether it came from the cache.',
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
    summary: ['모델 집계', 'Count models by value'],
    description: [
      '목록의 필터를 받아 값마다 모델의 수를 셉니다. 각 집계에는 자기 자신을 뺀 나머지 필터가 적용됩니다. 모델이 10,000명을 넘으면 null입니다.',
      'Takes the filters of the list and counts models by value. Each facet is counted under all filters but its own. Beyond 10,000 models every count is null.',
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
    description: ['관리자는 비공개 필드도 봅니다.', 'Admins also see the private fields.'],
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
      '모델은 곧바로 카탈로그에 보입니다. 가격은 시간당 10,000원 이상입니다.',
      'The model appears in the catalogue at once. The price is at least KRW 10,000 per hour.',
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
    description: ['보낸 필드만 바뀝니다.', 'Only the fields that are sent change.'],
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
      '옵션이나 확정된 예약이 남아 있으면 409입니다. 지난 예약은 그대로 남습니다.',
      'Refused with a 409 while options or confirmed bookings lie ahead. Past bookings stay.',
    ],
    exampleId: DEMO.modelToDelete,
    message: 'model.deleted',
    etag: true,
    errors: ['ModelNotFoundException', 'ModelInUseException'],
  },
  async (c, { params }) => {
    await models.remove(actorContextOf(c), targetOf(c, params.model_id));
    return sendEnvelope(c, 'model.deleted');
  },
);
