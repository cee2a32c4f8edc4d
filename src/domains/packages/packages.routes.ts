import { runIdempotent } from '../../http/idempotency';
import { toCursorPageView } from '../../http/pagination';
import { sendEnvelope, sendPage } from '../../http/respond';
import { createRoutes } from '../../http/routes';
import { actorContextOf, targetOf } from '../../http/service-context';
import { DEMO } from '../../openapi/demo-ids';
import { TAGS } from '../../openapi/tags';
import { creationProblems } from './packages.checks.service';
import * as schemas from './packages.schemas';
import * as packages from './packages.service';
import { packageViewFor, sendPackage } from './packages.view';

export const packageRoutes = createRoutes('admin', TAGS.packages);

const PATH = '/api/v1/packages';
const ONE = `${PATH}/:package_id` as const;
const errors = ['PackageNotFoundException'] as const;
const writeErrors = [
  'ModelNotFoundException',
  'UserNotFoundException',
  'QuotaExceededException',
] as const;

packageRoutes.post(
  PATH,
  {
    id: 'createPackage',
    summary: ['패키지 만들기', 'Make a package'],
    description: [
      '모델 목록과 함께 고객에게 보낼 링크(`url`)를 만듭니다. 링크를 아는 사람은 누구나 보고 고를 수 있습니다.',
      'Makes a shortlist and a link (`url`) to send to the client. Whoever has the link sees it and picks.',
    ],
    body: schemas.PackageBody,
    check: creationProblems,
    response: schemas.Package,
    creates: true,
    etag: true,
    idempotent: true,
    errors: [...writeErrors],
  },
  async (c, { body }) => {
    const ctx = actorContextOf(c);
    const row = await runIdempotent(c, ctx, (keyed) => packages.create(keyed, body));
    return sendPackage(c, ctx, row, { created: true });
  },
);

packageRoutes.get(
  PATH,
  {
    id: 'listPackages',
    summary: ['패키지 목록', 'List packages'],
    description: ['최근에 만든 것부터.', 'Newest first.'],
    query: schemas.PackageListQuery,
    response: schemas.PackagePage,
  },
  async (c, { query }) => {
    const ctx = actorContextOf(c);
    return sendPage(c, toCursorPageView(await packages.list(ctx, query), packageViewFor(ctx)));
  },
);

packageRoutes.get(
  ONE,
  {
    id: 'getPackage',
    summary: ['패키지 조회', 'Get a package'],
    description: ['고객의 답을 함께 보여 줍니다.', 'With what the client has said so far.'],
    response: schemas.Package,
    etag: true,
    errors: [...errors],
  },
  async (c, { params }) => {
    const ctx = actorContextOf(c);
    return sendPackage(c, ctx, await packages.get(ctx, params.package_id));
  },
);

packageRoutes.put(
  ONE,
  {
    id: 'updatePackage',
    summary: ['패키지 수정', 'Change a package'],
    description: [
      '보낸 필드만 바뀝니다. `items`는 목록 전체를 바꾸며, 남아 있는 모델의 답은 그대로입니다. `expires_at`을 미루면 만료된 패키지가 다시 열립니다.',
      'Only the fields that are sent change. `items` replaces the list; the verdicts of models that stay in it stay. A later `expires_at` opens an expired package again.',
    ],
    body: schemas.PackageUpdateBody,
    response: schemas.Package,
    etag: true,
    errors: [...errors, ...writeErrors],
  },
  async (c, { params, body }) => {
    const ctx = actorContextOf(c);
    const target = targetOf(c, params.package_id);
    return sendPackage(c, ctx, await packages.update(ctx, target, body));
  },
);

packageRoutes.delete(
  ONE,
  {
    id: 'deletePackage',
    summary: ['패키지 삭제', 'Delete a package'],
    description: ['링크도 곧바로 닫힙니다.', 'Its link shows nothing from then on.'],
    exampleId: DEMO.packageToDelete,
    message: 'package.deleted',
    etag: true,
    errors: [...errors],
  },
  async (c, { params }) => {
    await packages.remove(actorContextOf(c), targetOf(c, params.package_id));
    return sendEnvelope(c, 'package.deleted');
  },
);

const MOVES = [
  {
    name: 'revoke',
    id: 'revokePackage',
    summary: ['패키지 회수', 'Revoke a package'],
    description: [
      '링크가 곧바로, 다시 열리지 않게 닫힙니다.',
      'Its link shows nothing from then on, and never will again.',
    ],
    exampleId: DEMO.packageToRevoke,
    verb: packages.revoke,
  },
  {
    name: 'relink',
    id: 'relinkPackage',
    summary: ['새 링크 만들기', 'Make a new link'],
    description: [
      '새 `url`을 만들고 이전 링크를 닫습니다.',
      'Makes a new `url`; the old link shows nothing from then on.',
    ],
    exampleId: DEMO.package,
    verb: packages.relink,
  },
  {
    name: 'close',
    id: 'closePackage',
    summary: ['패키지 마감', 'Close a package'],
    description: [
      '더는 고를 수 없고, 30일 동안 볼 수는 있습니다.',
      'Nobody picks from it any more; it is shown for another 30 days.',
    ],
    exampleId: DEMO.packageToClose,
    verb: packages.close,
  },
] as const;

for (const { name, verb, ...texts } of MOVES) {
  packageRoutes.post(
    `${ONE}/${name}` as const,
    {
      ...texts,
      response: schemas.Package,
      etag: true,
      idempotent: true,
      errors: [...errors, 'PackageClosedException'],
    },
    async (c, { params }) => {
      const ctx = actorContextOf(c);
      const target = targetOf(c, params.package_id);
      return sendPackage(c, ctx, await runIdempotent(c, ctx, (keyed) => verb(keyed, target)));
    },
  );
}
