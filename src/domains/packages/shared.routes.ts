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
    summary: ['링크로 패키지 보기', 'See a package by its link'],
    description: [
      '모델의 공개 정보와 고른 사진을 보여 줍니다. 만료되거나 마감된 뒤 30일 동안은 공개 사진만 보여 줍니다.',
      'Shows what is public of its models, and the chosen pictures; for 30 days behind its end the public ones alone.',
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
    summary: ['모델 고르기', 'Pick a model'],
    description: [
      '마지막 답이 남습니다. 링크마다 한 시간에 300번까지 답할 수 있습니다.',
      'The last answer stands. A link takes 300 answers an hour.',
    ],
    body: PickBody,
    response: SharedItem,
    etag: true,
    emits: true,
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
