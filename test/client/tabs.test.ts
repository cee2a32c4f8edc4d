import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Tokens } from '../../src/client';
import { withLock } from '../../src/client/platform';
import { failing, newClient, pathsOf, refused, signedIn, stale } from '../helpers/client';
import { newPerson } from '../helpers/data';

/** The store that two tabs share. */
function newStore(initial?: Tokens) {
  const store = { tokens: initial };
  const options = {
    load: () => store.tokens,
    onTokens: (tokens: Tokens | undefined) => {
      store.tokens = tokens;
    },
  };
  return { store, options };
}

/** A store with a pair, and a tab whose own pair is two rotations older and no longer usable. */
async function leftBehind() {
  const { store, options } = newStore();
  const first = await signedIn(options);
  const spent = stale(first.api.tokens);
  for (let round = 0; round < 2; round++) {
    const refresh_token = store.tokens?.refresh_token ?? '';
    store.tokens = await first.api.refresh({ body: { refresh_token } });
  }
  return { store, options, spent, person: first.person };
}

const refreshesOf = (sent: Request[]) =>
  pathsOf(sent).filter((path) => path === 'POST /api/v1/auth/refresh').length;

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('a tab', () => {
  it('uses the pair that another tab has stored, without using a refresh token', async () => {
    const { store, options, spent, person } = await leftBehind();
    const tab = newClient({ ...options, tokens: spent });
    expect(await tab.api.getMe()).toMatchObject({ user_id: person.id });
    expect(refreshesOf(tab.sent)).toBe(0);
    expect(tab.api.tokens).toEqual(store.tokens);
  });

  it('also renews a stored pair that has expired', async () => {
    const { store, options, spent } = await leftBehind();
    const tab = newClient({
      ...options,
      tokens: spent,
      around: failing('/api/v1/auth/me', refused, refused),
    });
    expect((await tab.api.getMe()).user_id).toBeTruthy();
    expect(refreshesOf(tab.sent)).toBe(1);
    expect(store.tokens).toEqual(tab.api.tokens);
  });

  it('adopts the pair that was stored while its own was rejected', async () => {
    const { store, options, spent } = await leftBehind();
    const latest = store.tokens;
    store.tokens = spent;
    const around = failing('/api/v1/auth/refresh', async () => {
      store.tokens = latest;
      return refused();
    });
    const tab = newClient({ ...options, tokens: spent, around });
    expect((await tab.api.getMe()).user_id).toBeTruthy();
    expect(tab.api.tokens).toEqual(latest);
  });

  it('can start with only the store', async () => {
    const { options, person } = await leftBehind();
    const tab = newClient(options);
    expect((await tab.api.getMe()).user_id).toBe(person.id);
    expect(pathsOf(tab.sent)).toEqual(['GET /api/v1/auth/me']);
  });

  it('is signed out by another tab, without trying its token', async () => {
    const { options } = newStore();
    const [one] = [await signedIn(options)];
    const two = newClient(options);
    await two.api.getMe();
    await one.api.logout();
    two.sent.length = 0;
    await expect(two.api.getMe()).rejects.toMatchObject({ status: 401 });
    expect(pathsOf(two.sent)).toEqual(['GET /api/v1/auth/me']);
    expect(two.api.tokens).toBeUndefined();
  });

  it('does not adopt an older pair from a store that could not be written', async () => {
    vi.spyOn(console, 'error').mockReturnValue();
    const { store, options } = newStore();
    const { api, sent } = await signedIn({
      ...options,
      onTokens: () => {
        throw new Error('quota exceeded');
      },
      around: failing('/api/v1/auth/me', refused),
    });
    const claims = { sub: (await newPerson()).id, iat: 1 };
    store.tokens = { access_token: `e30.${btoa(JSON.stringify(claims))}.e30`, refresh_token: 'x' };
    expect((await api.getMe()).user_id).toBeTruthy();
    expect(refreshesOf(sent)).toBe(1);
  });

  it('does not sign out because the store lacks a pair that could not be written', async () => {
    vi.spyOn(console, 'error').mockReturnValue();
    const { options } = newStore();
    const onTokens = () => Promise.reject(new Error('quota exceeded'));
    const around = failing('/api/v1/auth/me', refused);
    const { api } = await signedIn({ ...options, onTokens, around });
    expect((await api.getMe()).user_id).toBeTruthy();
  });

  it('continues with its own pair if the store cannot be read', async () => {
    const told = vi.spyOn(console, 'error').mockReturnValue();
    const load = () => JSON.parse('{');
    const { api } = await signedIn({ load, around: failing('/api/v1/auth/me', refused) });
    expect((await api.getMe()).user_id).toBeTruthy();
    expect(told).toHaveBeenCalledWith('load failed', expect.any(SyntaxError));
  });

  it('never repeats a call of one account for another', async () => {
    const { store, options } = newStore();
    const { api, sent } = await signedIn({
      ...options,
      around: failing('/api/v1/auth/me', refused),
    });
    const other = await signedIn();
    store.tokens = other.api.tokens;
    await expect(api.updateMe({ body: { full_name: '이바다' } })).rejects.toMatchObject({
      status: 401,
    });
    expect(sent).toHaveLength(1);
    expect((await api.getMe()).user_id).toBe(other.person.id);
  });
});

describe('a lock', () => {
  const renewing = { around: failing('/api/v1/auth/me', refused, refused, refused) };

  it('is held for every renewal', async () => {
    const names: string[] = [];
    const request = (name: string, _: unknown, work: () => unknown) => {
      names.push(name);
      return work();
    };
    const { api } = await signedIn({ around: failing('/api/v1/auth/me', refused) });
    vi.stubGlobal('navigator', { locks: { request } });
    await api.getMe();
    expect(names).toEqual(['model-agency-api https://api.example.com/']);
  });

  it('is held briefly after its caller continues, until the store has settled', async () => {
    let isFree = false;
    const request = async (_: string, __: unknown, work: () => Promise<void>) => {
      await work();
      isFree = true;
    };
    vi.stubGlobal('navigator', { locks: { request } });
    expect(await withLock('renewal', 1_000, async () => 'renewed')).toBe('renewed');
    expect(isFree).toBe(false);
    await vi.waitFor(() => expect(isFree).toBe(true));
    const failing = withLock('renewal', 1_000, () => Promise.reject(new Error('lost')));
    await expect(failing).rejects.toThrow('lost');
  });

  it('is skipped on pages that may not use locks', async () => {
    const request = () => Promise.reject(new DOMException('sandboxed', 'SecurityError'));
    const { api } = await signedIn({ around: failing('/api/v1/auth/me', refused) });
    vi.stubGlobal('navigator', { locks: { request } });
    expect((await api.getMe()).user_id).toBeTruthy();
  });

  it('that another tab does not release fails the call, without using a refresh token', async () => {
    const request = (_: string, { signal }: { signal: AbortSignal }) =>
      new Promise((__, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    const { api, sent } = await signedIn({ ...renewing, maxWaitMs: 20 });
    vi.stubGlobal('navigator', { locks: { request } });
    await expect(api.getMe()).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(refreshesOf(sent)).toBe(0);
    expect(api.tokens).toBeDefined();
  });
});
