import { runIdempotent } from '../../http/idempotency';
import { cursorPageOf, toCursorPageView } from '../../http/pagination';
import { sendEnvelope, sendPage } from '../../http/respond';
import { createRoutes } from '../../http/routes';
import { actorContextOf, contextOf, targetOf } from '../../http/service-context';
import { DEMO } from '../../openapi/demo-ids';
import { TAGS } from '../../openapi/tags';
import { list } from './users.lists.service';
import { User, UserBody, UserListQuery, UserUpdateBody } from './users.schemas';
import * as users from './users.service';
import { sendUser, toUserView } from './users.view';

export const signUpRoutes = createRoutes('public', TAGS.users);
export const userRoutes = createRoutes('session', TAGS.users);
export const userAdminRoutes = createRoutes('admin', TAGS.users);

signUpRoutes.post(
  '/api/v1/users',
  {
    id: 'createUser',
    summary: ['사용자 생성', 'Create a user'],
    description: [
      '`role`과 `is_active`는 관리자만 지정할 수 있습니다.',
      'Only an admin may set `role` and `is_active`.',
    ],
    limiter: 'LOGIN_LIMITER',
    body: UserBody,
    check: users.accountProblems,
    response: User,
    creates: true,
    etag: true,
    idempotent: true,
    emits: 'mails',
    adminFields: ['role', 'is_active'],
    errors: ['PermissionDeniedException'],
  },
  async (c, { body }) => {
    const row = await runIdempotent(c, contextOf(c), (ctx) => users.signUp(ctx, body));
    return sendUser(c, row, { created: true });
  },
);

userAdminRoutes.get(
  '/api/v1/users',
  {
    id: 'listUsers',
    summary: ['사용자 목록', 'List users'],
    description: [
      '삭제된 계정은 보이지 않습니다. 검색어는 사용자명, 이메일, 이름에서 찾습니다.',
      'Deleted accounts are left out. `q` searches username, e-mail and full name.',
    ],
    query: UserListQuery,
    response: cursorPageOf('UserPage', User),
  },
  async (c, { query }) => {
    return sendPage(c, toCursorPageView(await list(actorContextOf(c), query), toUserView));
  },
);

userRoutes.get(
  '/api/v1/users/:user_id',
  {
    id: 'getUser',
    summary: ['사용자 조회', 'Get a user'],
    description: [
      '본인 또는 관리자만 볼 수 있으며, 다른 사람에게는 404입니다.',
      'For the user and for admins; anyone else gets a 404.',
    ],
    response: User,
    etag: true,
    errors: ['UserNotFoundException'],
  },
  async (c, { params }) => sendUser(c, await users.get(actorContextOf(c), params.user_id)),
);

userAdminRoutes.put(
  '/api/v1/users/:user_id',
  {
    id: 'updateUser',
    summary: ['사용자 수정', 'Change a user'],
    description: [
      '역할이나 활성 상태가 바뀌면 그 사용자의 모든 세션이 끝납니다.',
      'A change of role or activity ends every session of the user.',
    ],
    body: UserUpdateBody,
    check: (ctx, input, { user_id }) => users.takenNames(ctx, input, user_id),
    response: User,
    etag: true,
    errors: ['UserNotFoundException', 'LastAdminException'],
  },
  async (c, { params, body }) => {
    return sendUser(c, await users.update(actorContextOf(c), targetOf(c, params.user_id), body));
  },
);

userAdminRoutes.delete(
  '/api/v1/users/:user_id',
  {
    id: 'deleteUser',
    summary: ['사용자 삭제', 'Delete a user'],
    exampleId: DEMO.userToDelete,
    description: [
      '개인정보는 지워지고 예약은 남습니다.',
      'Personal data is erased, bookings stay. Username and e-mail become free again.',
    ],
    message: 'user.deleted',
    etag: true,
    errors: ['UserNotFoundException', 'LastAdminException'],
  },
  async (c, { params }) => {
    await users.remove(actorContextOf(c), targetOf(c, params.user_id));
    return sendEnvelope(c, 'user.deleted');
  },
);
