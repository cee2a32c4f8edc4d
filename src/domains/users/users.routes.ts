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
      '고객 계정을 만듭니다. 로그인하지 않아도 호출할 수 있으며, `role`과 `is_active`는 관리자만 지정할 수 있습니다.',
      'Creates an account. Anyone can create a client account; only admins can set `role` and `is_active`.',
    ],
    limiter: 'LOGIN_LIMITER',
    body: UserBody,
    check: users.accountProblems,
    response: User,
    creates: true,
    etag: true,
    idempotent: true,
    emits: ['mails'],
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
      '삭제된 계정을 제외한 사용자를 조회합니다. `q`는 사용자명, 이메일, 성명에서 검색합니다.',
      'Returns accounts, except deleted ones. `q` searches username, e-mail address and full name.',
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
      '본인과 관리자만 조회할 수 있습니다. 다른 사용자에게는 404를 반환합니다.',
      'Only the user and admins can read the profile. Everyone else gets 404.',
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
      '보낸 필드만 변경합니다. 역할이나 활성 상태를 변경하면 해당 사용자의 모든 세션이 종료됩니다.',
      'Changes only the fields that you send. Changing `role` or `is_active` ends all sessions of the user.',
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
      '개인정보를 삭제하고 예약은 남깁니다. 사용자명과 이메일은 다시 사용할 수 있습니다.',
      'Erases personal data and keeps the bookings. Username and e-mail address can be used again.',
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
