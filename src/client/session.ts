import { claimsOf, mayBeSameAccount } from './claims.js';
import { isUnauthenticated } from './errors.js';
import type { TokenPair } from './generated/schemas.js';

/** What has to be kept to stay signed in. */
export type Tokens = Pick<TokenPair, 'access_token' | 'refresh_token'>;

/** Where tokens are kept between page loads, and shared between tabs. */
export interface TokenStore {
  /** Tokens of an earlier sign-in. */
  tokens?: Tokens | undefined;
  /** Told of every new pair, and of its end; the place to keep them. It is waited for; what it throws goes to the console. */
  onTokens?: ((tokens: Tokens | undefined) => unknown) | undefined;
  /**
   * Reads again what `onTokens` has kept, perhaps in another tab: before the first call, before a renewal and
   * after a 401, so that tabs with one store go on with each other's pairs.
   */
  load?: (() => Tokens | undefined | Promise<Tokens | undefined>) | undefined;
}

/** How a refused token was replaced: by a pair from the store, or by one from the API. */
export type Renewal = 'adopted' | 'renewed';

export interface Session {
  /** The pair to use now, from the store where this client has none. */
  current(): Promise<Tokens | undefined>;
  readonly tokens: Tokens | undefined;
  set(tokens: Tokens | undefined): Promise<void>;
  /** Forgets the pair of the session that this token belongs to, and no other's. */
  end(token: string | undefined): Promise<void>;
  /** Replaces a refused access token, once for all who wait; undefined where none is left for this account. */
  renew(refused: string): Promise<Renewal | undefined>;
}

/**
 * Tokens, renewed at most once at a time, as a refresh token is good for one renewal.
 * @param exclusively runs a renewal while no other tab does
 */
export function createSession(
  { tokens: initial, load, onTokens }: TokenStore,
  refresh: (refreshToken: string) => Promise<Tokens>,
  exclusively: <T>(work: () => Promise<T>) => Promise<T>,
): Session {
  let tokens = initial;
  /** Whether the store is known to have had `tokens`, so that its being empty means that another tab has signed out. */
  let isStored = false;
  let running: Promise<Renewal | undefined> | undefined;

  async function set(next: Tokens | undefined) {
    tokens = next;
    isStored = false;
    try {
      await onTokens?.(next);
      isStored = true;
    } catch (error) {
      console.error('onTokens failed', error);
    }
  }

  /** Takes over what another tab has stored, unless it is older than what is here. */
  async function adopt() {
    if (!load) return;
    try {
      const stored = await load();
      const age = (pair: Tokens | undefined) => claimsOf(pair?.access_token).iat ?? 0;
      const isNews = stored ? age(stored) >= age(tokens) : isStored;
      if (!isNews) return;
      tokens = stored;
      isStored = true;
    } catch (error) {
      console.error('load failed', error);
    }
  }

  const adopted = (refused: string): Renewal | undefined =>
    tokens && mayBeSameAccount(tokens.access_token, refused) ? 'adopted' : undefined;

  async function replace(refused: string): Promise<Renewal | undefined> {
    await adopt();
    if (tokens?.access_token !== refused) return adopted(refused);
    const spent = tokens.refresh_token;
    try {
      const next = await refresh(spent);
      if (tokens?.refresh_token === spent) await set(next);
      return 'renewed';
    } catch (error) {
      if (!isUnauthenticated(error)) throw error;
      await adopt();
      if (tokens?.refresh_token !== spent) return adopted(refused);
      await set(undefined);
      return undefined;
    }
  }

  return {
    get tokens() {
      return tokens;
    },
    async current() {
      if (!tokens) await adopt();
      return tokens;
    },
    set,
    async end(token) {
      const isOther = token && claimsOf(token).sid !== claimsOf(tokens?.access_token).sid;
      if (tokens && !isOther) await set(undefined);
    },
    async renew(refused) {
      if (tokens?.access_token !== refused) return adopted(refused);
      running ??= exclusively(() => replace(refused)).finally(() => {
        running = undefined;
      });
      return running;
    },
  };
}
