import { OUTBOX_KINDS } from '../../db/constants';
import type { AppContext } from '../../http/app-env';
import { etagOf } from '../../http/etag';
import { sendResource } from '../../http/respond';
import { createRoutes } from '../../http/routes';
import { contextOf } from '../../http/service-context';
import { TAGS } from '../../openapi/tags';
import { PickBody, SharedItem, SharedPackage } from './shared.schemas';
import * as shared from './shared.service';
import { toSharedItem, toSharedPackage } from './shared.view';

export const sharedPackageRoutes = createRoutes('public', TAGS.packages);

const PATH = '/api/v1/shared/packages/:token' as const;

/** Returns whether a person is viewing. Prefetching browsers and link checkers do not count. */
const isLookedAt = (c: AppContext) =>
  c.req.method === 'GET' && !c.req.header('Sec-Purpose')?.includes('prefetch');

sharedPackageRoutes.get(
  PATH,
  {
    id: 'viewSharedPackage',
    summary: ['링크로 패키지 조회', 'View a package by its link'],
    description: [
      '모델의 공개 정보와 선택된 사진을 조회합니다. 만료되거나 마감된 뒤 30일 동안은 공개 사진만 조회할 수 있습니다.',
      'Returns the public profiles of the models and the chosen pictures. For 30 days after its end it returns public pictures only.',
    ],
    response: SharedPackage,
    errors: ['PackageNotFoundException'],
  },
  async (c, { params }) => {
    const ctx = contextOf(c);
    return c.json(toSharedPackage(await shared.view(ctx, params.token, isLookedAt(c)), ctx));
  },
);

sharedPackageRoutes.put(
  `${PATH}/items/:model_id`,
  {
    id: 'pickFromPackage',
    summary: ['모델에 답하기', 'Answer for a model'],
    description: [
      '모델에 대한 고객의 답을 저장합니다. 다시 답하면 이전 답을 덮어씁니다. 링크마다 한 시간에 300번까지 답할 수 있습니다.',
      'Stores the client’s answer for a model. A later answer replaces it. A link accepts 300 answers per hour.',
    ],
    body: PickBody,
    response: SharedItem,
    etag: true,
    emits: OUTBOX_KINDS,
    errors: ['PackageNotFoundException', 'ModelNotFoundException', 'PackageClosedException'],
  },
  async (c, { params, body }) => {
    const ctx = contextOf(c);
    const target = {
      token: params.token,
      modelId: params.model_id,
      ifMatch: c.req.header('If-Match'),
    };
    const picked = await shared.pick(ctx, target, body);
    const etag = etagOf(picked.one.item.version);
    return sendResource(c, toSharedItem(picked, ctx)(picked.one), { etag });
  },
);
