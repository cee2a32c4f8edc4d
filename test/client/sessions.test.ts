import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError, type Tokens, UnexpectedResponseError } from '../../src/client';
import { failing, newClient, page, pathsOf, refused, signedIn, stale } from '../helpers/client';
import { newPerson, PASSWORD } from '../helpers/data';

const ME = '/api/v1/auth/me';
const REFRESH = '/api/v1/auth/refresh';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a sign-in', () => {
  it.each([
    ['throws', () => JSON.parse('{')],
    ['rejects', () => Promise.reject(new Error('quota exceeded'))],
  ])('succeeds although onTokens %s', async (_, onTokens) => {
    const told = vi.spyOn(console, 'error').mockReturnValue();
    const { api } = await signedIn({ onTokens });
    expect((await api.getMe()).user_id).toBeTruthy();
    expect(told).toHaveBeenCalledWith('onTokens failed', expect.any(Error));
  });

  it('completes after its tokens are stored', async () => {
    const kept: (Tokens | undefined)[] = [];
    const onTokens = async (tokens: Tokens | undefined) => {
      await Promise.resolve();
      kept.push(tokens);
    };
    const { api } = await signedIn({ onTokens });
    expect(kept).toEqual([api.tokens]);
  });
});

describe('a 401 that is not the API’s', () => {
  it.each([
    ['a page', page(401)],
    ['JSON of a gateway', async () => Response.json({ message: 'Unauthorized' }, { status: 401 })],
  ])('does not discard credentials: %s', async (_, end) => {
    const { api, sent } = await signedIn({ around: failing(ME, end) });
    await expect(api.getMe()).rejects.toBeInstanceOf(UnexpectedResponseError);
    expect(pathsOf(sent)).toEqual([`GET ${ME}`]);
    expect((await api.getMe()).user_id).toBeTruthy();
  });

  it('does not discard credentials during a renewal', async () => {
    const { api } = await signedIn();
    const tokens = stale(api.tokens);
    const late = newClient({ tokens, around: failing(REFRESH, page(401)) });
    await expect(late.api.getMe()).rejects.toMatchObject({ status: 401, code: undefined });
    expect(late.api.tokens).toEqual(tokens);
    expect((await late.api.getMe()).user_id).toBeTruthy();
  });

  it('does not complete a sign-out', async () => {
    const { api } = await signedIn({ around: failing('/api/v1/auth/logout', page(401)) });
    await expect(api.logout()).rejects.toMatchObject({ status: 401 });
    expect(api.tokens).toBeDefined();
  });
});

describe('an ending operation', () => {
  /** Creates a client whose session has been ended elsewhere. */
  async function ended() {
    const { api, person } = await signedIn();
    const told: (Tokens | undefined)[] = [];
    const { access_token = '' } = api.tokens ?? {};
    const session_id = JSON.parse(atob(access_token.split('.')[1] ?? '')).sid as string;
    const late = newClient({ tokens: api.tokens, onTokens: (tokens) => told.push(tokens) });
    await api.logout();
    return { ...late, told, person, session_id };
  }

  it.each(['logout', 'eraseMe', 'endSession'] as const)(
    'for a session that has already ended succeeds: %s',
    async (name) => {
      const { api, told, session_id } = await ended();
      const calls = {
        logout: () => api.logout(),
        eraseMe: () => api.eraseMe({ body: { password: PASSWORD } }),
        endSession: () => api.endSession({ path: { session_id } }),
      };
      expect(await calls[name]()).toMatchObject({ success: true, data: null });
      expect(api.tokens).toBeUndefined();
      expect(told).toEqual([undefined]);
    },
  );

  it('for another session, or without success, does not sign out', async () => {
    const { api } = await ended();
    const other = api.endSession({ path: { session_id: crypto.randomUUID() } });
    await expect(other).rejects.toMatchObject({ status: 401 });
    const nobody = api.eraseMe({ body: { password: PASSWORD } });
    await expect(nobody).rejects.toMatchObject({ status: 401 });
    expect(await api.logout()).toMatchObject({ success: true });
  });

  it('reaches the API although the access token has expired', async () => {
    const { api } = await signedIn();
    const late = newClient({ tokens: stale(api.tokens) });
    await late.api.logout();
    expect(pathsOf(late.sent).at(-1)).toBe('POST /api/v1/auth/logout');
    await expect(api.getMe()).rejects.toMatchObject({ status: 401 });
  });

  it('for the current session by its id discards the tokens', async () => {
    const { api } = await signedIn();
    const { items } = await api.listSessions();
    const current = items.find((session) => session.current);
    await api.endSession({ path: { session_id: current?.session_id ?? '' } });
    expect(api.tokens).toBeUndefined();
  });

  it('rejected for another reason reports the error', async () => {
    const { api } = await signedIn();
    const wrong = api.eraseMe({ body: { password: 'Wrong-Rain7!' } });
    await expect(wrong).rejects.toMatchObject({ status: 422 });
    expect(api.tokens).toBeDefined();
  });

  it('that arrives late does not affect a new sign-in', async () => {
    let answer = () => {};
    const around = failing('/api/v1/auth/logout', async () => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return Response.json({ success: true });
    });
    const { api } = await signedIn({ around });
    const leaving = api.logout();
    const { username } = await newPerson();
    await api.login({ body: { username, password: PASSWORD } });
    answer();
    await leaving;
    expect((await api.getMe()).username).toBe(username);
  });
});

describe('a call', () => {
  it('with its own credentials does not affect the session', async () => {
    const { api, sent } = await signedIn();
    const { tokens } = api;
    const other = await newPerson();
    const headers = { authorization: `Bearer ${other.token}` };
    expect((await api.getMe({ headers })).user_id).toBe(other.id);
    await api.logout({ headers });
    const again = api.getMe({ headers });
    await expect(again).rejects.toBeInstanceOf(ApiError);
    expect(pathsOf(sent).filter((path) => path.includes('refresh'))).toEqual([]);
    expect(api.tokens).toEqual(tokens);
  });

  it('can be aborted during a renewal, which continues for the others', async () => {
    let renew = () => {};
    const around = failing(REFRESH, async () => {
      await new Promise<void>((resolve) => {
        renew = resolve;
      });
      return refused();
    });
    const { api } = await signedIn();
    const late = newClient({ tokens: stale(api.tokens), around });
    const abort = new AbortController();
    const given = late.api.getMe({ signal: abort.signal });
    const kept = late.api.getMe();
    await vi.waitFor(() => expect(pathsOf(late.sent)).toContain(`POST ${REFRESH}`));
    abort.abort(new Error('enough'));
    await expect(given).rejects.toThrow('enough');
    renew();
    await expect(kept).rejects.toMatchObject({ status: 401 });
  });
});
