import { describe, expect, it } from 'vitest';
import { del, get, post, put } from './helpers/api';
import { accountBody, newPerson, PASSWORD, signIn } from './helpers/data';

describe('sign-up and sign-in', () => {
  it('registers, answers the user flat with its Location, and never a hash', async () => {
    const account = accountBody({ phone: '01012345678', birth_date: '1995-04-12' });
    const { status, body, headers, text } = await post('/api/v1/auth/register', account);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      username: account.username,
      email: account.email,
      full_name: '김하늘',
      phone: '010-1234-5678',
      birth_date: '1995-04-12',
      role: 'client',
      is_active: true,
    });
    expect(headers.get('Location')).toBe(`/api/v1/users/${body.user_id}`);
    expect(text).not.toMatch(/hash|scrypt/);
  });
});
