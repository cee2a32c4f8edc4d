import * as z from 'zod';
import { enforceLimit } from '../../http/enforce-limit';
import { runIdempotent } from '../../http/idempotency';
import { pageOf, pageQuery, toPageView } from '../../http/pagination';
import { sendEnvelope, sendPage } from '../../http/respond';
import { createRoutes } from '../../http/routes';
import { actorContextOf, contextOf, targetOf } from '../../http/service-context';
import { TAGS } from '../../openapi/tags';
import { changesAddress, updateOwn } from '../account/profile.service';
import { AccountBody, ProfileBody, User } from '../users/users.schemas';
import * as users from '../users/users.service';
import { sendUser } from '../users/users.view';
import {
  LoginBody,
  LoginForm,
  LogoutBody,
  PasswordBody,
  RefreshBody,
  Session,
  TokenPair,
} from './auth.schemas';
import * as auth from './auth.service';
import { toSessionView } from './auth.view';

/** Operations that take credentials in the body. */
export const signInRoutes = createRoutes('public', TAGS.auth);
/** Operations on the caller's own account. */
export const accountRoutes = createRoutes('session', TAGS.auth);

signInRoutes.post(
  '/api/v1/auth/register',
  {
    id: 'register',
    summary: ['회원가입', 'Sign up'],
    description: [
      '고객 계정을 만듭니다. 18세 이상만 가입할 수 있습니다. 이메일과 사용자명은 대소문자를 구분하지 않고 중복될 수 없습니다.',
      'Creates a client account. The person must be 18 or older. E-mail address and username must be unique, ignoring case.',
    ],
    limiter: 'LOGIN_LIMITER',
    body: AccountBody,
    check: users.accountProblems,
    response: User,
    creates: true,
    etag: true,
    idempotent: true,
    emits: ['mails'],
  },
  async (c, { body }) => {
    const row = await runIdempotent(c, contextOf(c), (ctx) => users.signUp(ctx, body));
    return sendUser(c, row, { created: true });
  },
);

signInRoutes.post(
  '/api/v1/auth/login',
  {
    id: 'login',
    summary: ['로그인', 'Sign in'],
    description: [
      '사용자명 또는 이메일과 비밀번호로 로그인합니다. JSON과 OAuth2 비밀번호 폼을 모두 받습니다.',
      'Signs in with a username or e-mail address and a password. Accepts JSON or the OAuth2 password form.',
    ],
    limiter: 'LOGIN_LIMITER',
    body: LoginBody,
    form: LoginForm,
    response: TokenPair,
    errors: ['AuthenticationException'],
  },
  async (c, { body }) =>
    c.json(await auth.login(contextOf(c), { ...body, userAgent: c.req.header('User-Agent') })),
);

signInRoutes.post(
  '/api/v1/auth/refresh',
  {
    id: 'refresh',
    summary: ['토큰 갱신', 'Refresh the tokens'],
    description: [
      '리프레시 토큰은 한 번만 사용할 수 있습니다. 10초 안에 다시 요청하면 같은 새 토큰을 받고, 그 뒤에 재사용하면 세션이 종료됩니다.',
      'A refresh token works once. Repeating the request within 10 seconds returns the same new pair. Later reuse ends the session.',
    ],
    body: RefreshBody,
    response: TokenPair,
    errors: ['AuthenticationException'],
  },
  async (c, { body }) => c.json(await auth.refresh(contextOf(c), body)),
);

accountRoutes.post(
  '/api/v1/auth/logout',
  {
    id: 'logout',
    summary: ['로그아웃', 'Sign out'],
    description: [
      '현재 세션을 종료합니다. `{"all": true}`를 보내면 본인의 모든 세션을 종료합니다.',
      'Ends the current session. `{"all": true}` ends all of your sessions.',
    ],
    body: LogoutBody,
    bodyOptional: true,
    message: 'auth.logged_out',
  },
  async (c, { body }) => {
    await auth.logout(actorContextOf(c), body);
    return sendEnvelope(c, 'auth.logged_out');
  },
);

accountRoutes.get(
  '/api/v1/auth/me',
  {
    id: 'getMe',
    summary: ['내 프로필', 'Get your profile'],
    description: [
      '로그인한 사용자의 계정 정보를 반환합니다.',
      'Returns the account of the signed-in user.',
    ],
    response: User,
    etag: true,
  },
  async (c) => {
    const ctx = actorContextOf(c);
    return sendUser(c, await users.get(ctx, ctx.actor.userId));
  },
);

accountRoutes.put(
  '/api/v1/auth/me',
  {
    id: 'updateMe',
    summary: ['내 프로필 수정', 'Change your profile'],
    description: [
      '보낸 필드만 변경합니다. 사용자명과 역할은 관리자만 변경할 수 있습니다.',
      'Changes only the fields that you send. Only admins can change usernames and roles.',
    ],
    body: ProfileBody,
    check: (ctx, input) => users.takenNames(ctx, input, ctx.actor?.userId),
    response: User,
    etag: true,
    emits: ['mails'],
  },
  async (c, { body }) => {
    const ctx = actorContextOf(c);
    const target = targetOf(c, ctx.actor.userId);
    if (await changesAddress(ctx, body)) await enforceLimit(c, 'LOGIN_LIMITER');
    return sendUser(c, await updateOwn(ctx, target, body));
  },
);

accountRoutes.post(
  '/api/v1/auth/password',
  {
    id: 'changePassword',
    summary: ['비밀번호 변경', 'Change your password'],
    description: [
      '현재 비밀번호가 필요합니다. 이 세션을 제외한 모든 세션이 종료됩니다.',
      'Requires the current password. Ends all of your other sessions.',
    ],
    limiter: 'LOGIN_LIMITER',
    body: PasswordBody,
    check: auth.newPasswordProblems,
    message: 'auth.password_changed',
  },
  async (c, { body }) => {
    await auth.changePassword(actorContextOf(c), body);
    return sendEnvelope(c, 'auth.password_changed');
  },
);

accountRoutes.get(
  '/api/v1/auth/sessions',
  {
    id: 'listSessions',
    summary: ['내 세션 목록', 'List your sessions'],
    description: [
      '종료되지 않은 세션을 최근에 사용한 순서로 조회합니다.',
      'Returns sessions that have not ended, most recently used first.',
    ],
    query: z.strictObject(pageQuery),
    response: pageOf('SessionPage', Session),
  },
  async (c, { query }) => {
    const ctx = actorContextOf(c);
    return sendPage(
      c,
      toPageView(await auth.listSessions(ctx, query), query, toSessionView(ctx.actor)),
    );
  },
);

accountRoutes.delete(
  '/api/v1/auth/sessions/:session_id',
  {
    id: 'endSession',
    summary: ['세션 종료', 'End one of your sessions'],
    description: [
      '해당 세션의 액세스 토큰과 리프레시 토큰이 즉시 무효화됩니다.',
      'The access and refresh tokens of that session stop working immediately.',
    ],
    message: 'auth.session_ended',
    errors: ['SessionNotFoundException'],
  },
  async (c, { params }) => {
    await auth.endSession(actorContextOf(c), params.session_id);
    return sendEnvelope(c, 'auth.session_ended');
  },
);
