import { claimsOf, mayBeSameAccount } from './claims.js';
import { isUnauthenticated } from './errors.js';
import type { TokenPair } from './generated/schemas.js';

/** What must be stored to stay signed in. */
export type Tokens = Pick<TokenPair, 'access_token' | 'refresh_token'>;

/** Stores tokens between page loads and shares them between tabs. */
export interface TokenStore {
  /** Tokens from an earlier sign-in. */
  tokens?: Tokens | undefined;
  /**
   * Receives every new pair, and undefined when it ends; store them here. The client waits for it. Errors go
   * to the console.
   */
  onTokens?: ((tokens: Tokens | undefined) => unknown) | undefined;
  /**
   * Reads what `onTokens` stored, perhaps in another tab: before the first call, before a renewal and after a
   * 401. With it, tabs that share a store continue with each other's pairs.
   */
  load?: (() => Tokens | undefined | Promise<Tokens | undefined>) | undefined;
}

/** How a rejected token was replaced: by a pair from the store or by one from the API. */
export type Renewal = 'adopted' | 'renewed';

export interface Session {
  /** Returns the current pair, read from the store if this client has none. */
  current(): Promise<Tokens | undefined>;
  readonly tokens: Tokens | undefined;
  set(tokens: Tokens | undefined): Promise<void>;
  /** Discards the pair of this token's session, and no other. */
  end(token: string | undefined): Promise<void>;
  /**
   * Replaces a rejected access token, once for all waiting calls. Returns undefined if this account has no
   * pair left.
   */
  renew(refused: string): Promise<Renewal | undefined>;
}

/**
 * Creates a session, which runs one renewal at a time because a refresh token is valid for one only.
 * @param exclusively runs a renewal while no other tab does
 */
export function createSession(
  { tokens: initial, load, onTokens }: TokenStore,
  refresh: (refreshToken: string) => Promise<Tokens>,
  exclusively: <T>(work: () => Promise<T>) => Promise<T>,
): Session {
  let tokens = initial;
  /** Whether the store has held `tokens`. If so, an empty store means that another tab has signed out. */
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

  /** Takes over what another tab has stored, unless it is older than the current pair. */
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
