import * as z from 'zod';
import { characters, described, isoTime } from '../../http/input/field-schemas';

const password = characters(z.string(), 1, 1024);

/** The username or email that identifies an account, trimmed as at sign-up. */
const login = characters(z.string().trim(), 1, 254).meta(
  described(
    '로그인에 사용할 사용자명 또는 이메일 주소.',
    'The username or e-mail address to sign in with.',
  ),
);

export const LoginBody = z
  .strictObject({
    username: login,
    password,
  })
  .meta({ id: 'Login', examples: [{ username: 'client', password: 'Client123!' }] });

/** Parameters that OAuth clients send and that are ignored. */
const unused = z
  .string()
  .max(1000)
  .optional()
  .meta(
    described(
      'OAuth2 폼과의 호환을 위해 받지만 사용하지 않습니다.',
      'Accepted for compatibility with OAuth2 forms and ignored.',
    ),
  );

/** The OAuth 2.0 password grant form (RFC 6749 §4.3.2), as Swagger UI's "Authorize" sends it. */
export const LoginForm = z
  .strictObject({
    username: login,
    password,
    grant_type: z
      .literal('password')
      .optional()
      .meta(
        described(
          'OAuth2의 승인 방식. 항상 `password`입니다.',
          'The OAuth2 grant type; always `password`.',
        ),
      ),
    scope: unused,
    client_id: unused,
    client_secret: unused,
  })
  .transform(({ username, password }) => ({ username, password }));

export const TokenPair = z
  .object({
    access_token: z
      .string()
      .meta(
        described(
          '`Authorization: Bearer <토큰>` 헤더로 보내는 JWT.',
          'The JWT to send in the header `Authorization: Bearer <token>`.',
        ),
      ),
    refresh_token: z
      .string()
      .meta(
        described(
          '새 토큰을 받을 때 사용하는 토큰. 한 번만 사용할 수 있습니다.',
          'Exchanges for the next pair of tokens, once.',
        ),
      ),
    token_type: z.literal('bearer'),
    expires_in: z
      .int()
      .meta(
        described(
          '액세스 토큰이 만료될 때까지 남은 초.',
          'Seconds until the access token expires.',
        ),
      ),
  })
  .meta({
    id: 'TokenPair',
    examples: [
      { access_token: 'eyJ…', refresh_token: 'eyJ…', token_type: 'bearer', expires_in: 1800 },
    ],
  });

export const RefreshBody = z
  .strictObject({ refresh_token: z.string().min(1).max(4096) })
  .meta({ id: 'Refresh', examples: [{ refresh_token: 'eyJ…' }] });

export const LogoutBody = z
  .strictObject({
    all: z
      .boolean()
      .optional()
      .meta(
        described('true이면 본인의 모든 세션을 종료합니다.', 'If true, ends all of your sessions.'),
      ),
  })
  .meta({ id: 'Logout', examples: [{ all: false }] });

export const PasswordBody = z
  .strictObject({ current_password: password, new_password: password })
  .meta({
    id: 'PasswordChange',
    examples: [{ current_password: 'Client123!', new_password: 'Plum-Rain7!' }],
  });

export const Session = z
  .object({
    session_id: z.string(),
    created_at: isoTime,
    last_used_at: isoTime.meta(
      described(
        '이 세션의 마지막 로그인 또는 갱신 시각.',
        'Last sign-in or refresh of this session.',
      ),
    ),
    expires_at: isoTime,
    user_agent: z.string().nullable(),
    current: z
      .boolean()
      .meta(
        described(
          '이 요청을 보낸 세션인지 여부.',
          'Whether this is the session that sent the request.',
        ),
      ),
  })
  .meta({
    id: 'Session',
    examples: [
      {
        session_id: '0b7d5f9e-2c1c-4a53-9a05-7f6f0a3f2b11',
        created_at: '2026-11-23T00:00:00.000Z',
        last_used_at: '2026-11-23T00:00:00.000Z',
        expires_at: '2026-12-23T00:00:00.000Z',
        user_agent: 'Mozilla/5.0',
        current: true,
      },
    ],
  });
