import { runIdempotent } from '../../http/idempotency';
import { toCursorPageView } from '../../http/pagination';
import { sendEnvelope, sendPage } from '../../http/respond';
import { createRoutes } from '../../http/routes';
import { actorContextOf, targetOf } from '../../http/service-context';
import { DEMO } from '../../openapi/demo-ids';
import { TAGS } from '../../openapi/tags';
import { PackageBody, PackageUpdateBody } from './packages.bodies.schemas';
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
    summary: ['패키지 생성', 'Create a package'],
    description: [
      '후보 모델의 목록과 고객에게 보낼 링크(`url`)를 만듭니다. 링크를 아는 사람은 누구나 열어 보고 답할 수 있습니다.',
      'Creates a shortlist of models and a link (`url`) to send to the client. Anyone who has the link can open it and answer.',
    ],
    body: PackageBody,
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
    description: [
      '고객의 답이 포함된 패키지를 최신순으로 조회합니다.',
      'Returns packages with their answers so far, newest first.',
    ],
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
    description: [
      '패키지와 지금까지 받은 고객의 답을 조회합니다.',
      'Returns a package with the client’s answers so far.',
    ],
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
      '보낸 필드만 변경합니다. `items`는 목록 전체를 교체하며, 목록에 남는 모델의 답은 유지됩니다. `expires_at`을 미루면 만료된 패키지가 다시 열립니다.',
      'Changes only the fields that you send. `items` replaces the whole list; models that stay in it keep their answers. A later `expires_at` reopens an expired package.',
    ],
    body: PackageUpdateBody,
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
    description: [
      '패키지와 답을 삭제합니다. 링크는 즉시 404를 반환합니다.',
      'Deletes the package with its answers. Its link returns 404 from then on.',
    ],
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
    summary: ['패키지 링크 회수', 'Revoke a package'],
    description: [
      '링크가 즉시, 그리고 영구히 404를 반환합니다. 패키지와 답은 관리자에게 남습니다.',
      'The link returns 404 immediately and permanently. Admins keep the package and its answers.',
    ],
    exampleId: DEMO.packageToRevoke,
    verb: packages.revoke,
  },
  {
    name: 'relink',
    id: 'relinkPackage',
    summary: ['새 링크 발급', 'Replace the link'],
    description: [
      '새 `url`을 발급합니다. 이전 링크는 즉시 404를 반환합니다.',
      'Issues a new `url`. The old link returns 404 from then on.',
    ],
    exampleId: DEMO.package,
    verb: packages.relink,
  },
  {
    name: 'close',
    id: 'closePackage',
    summary: ['패키지 마감', 'Close a package'],
    description: [
      '더 이상 답할 수 없게 마감합니다. 링크로는 30일 동안 계속 볼 수 있습니다.',
      'Ends the picking. The link still shows the package for another 30 days.',
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
