import * as z from 'zod';
import { isoTime } from '../../lib/fields';

const password = z.string().min(1).max(1024);

export const LoginBody = z
  .strictObject({ username: z.string().min(1).max(254), password })
  .meta({ id: 'Login', examples: [{ username: 'client', password: 'Client123!' }] });

/** The OAuth 2.0 password form (RFC 6749 §4.3.2), as Swagger UI's "Authorize" sends it. */
export const LoginForm = z
  .strictObject({
    username: z.string().min(1).max(254),
    password,
    grant_type: z.literal('password').optional(),
    scope: z.string().max(1000).optional(),
    client_id: z.string().max(1000).optional(),
    client_secret: z.string().max(1000).optional(),
  })
  .transform(({ username, password }) => ({ username, password }));

export const TokenPair = z
  .object({
    access_token: z.string(),
    refresh_token: z.string(),
    token_type: z.literal('bearer'),
    expires_in: z.int().describe('Seconds until the access token expires.'),
  })
  .meta({
    id: 'TokenPair',
    examples: [
      { access_token: 'eyJ…', refresh_token: 'eyJ…', token_type: 'bearer', expires_in: 1800 },
    ],
  });

export const RefreshBody = z
  .strictObject({ refresh_token: z.string().min(1).max(4096) })
  .meta({ id: 'Refresh' });

export const LogoutBody = z.strictObject({ all: z.boolean().optional() }).meta({ id: 'Logout' });

export const PasswordBody = z
  .strictObject({ current_password: password, new_password: password })
  .meta({ id: 'PasswordChange' });

export const Session = z
  .object({
    session_id: z.string(),
    created_at: isoTime,
    last_used_at: isoTime.describe('Last sign-in or refresh of this session.'),
    expires_at: isoTime,
    user_agent: z.string().nullable(),
    current: z.boolean(),
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
