import { ApiError } from './errors.js';
import type { TokenPair } from './generated/schemas.js';

/** What has to be kept to stay signed in. */
export type Tokens = Pick<TokenPair, 'access_token' | 'refresh_token'>;

/** Tokens, renewed at most once at a time: a refresh token is good for one renewal. */
export interface Session {
  readonly tokens: Tokens | undefined;
  set(tokens: Tokens | undefined): void;
  /** Renews what was refused, unless somebody else has done so already; false where nothing is left to renew. */
  renew(refused: string): Promise<boolean>;
}

export function createSession(
  initial: Tokens | undefined,
  refresh: (refreshToken: string) => Promise<Tokens>,
  onTokens: (tokens: Tokens | undefined) => void,
): Session {
  let tokens = initial;
  let running: Promise<boolean> | undefined;
  const set = (next: Tokens | undefined) => {
    tokens = next;
    onTokens(next);
  };
  const renew = async (refreshToken: string) => {
    try {
      const next = await refresh(refreshToken);
      if (tokens?.refresh_token === refreshToken) set(next);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error;
      if (tokens?.refresh_token === refreshToken) set(undefined);
      return false;
    }
  };
  return {
    get tokens() {
      return tokens;
    },
    set,
    async renew(refused) {
      if (!tokens) return false;
      if (tokens.access_token !== refused) return true;
      running ??= renew(tokens.refresh_token).finally(() => {
        running = undefined;
      });
      return running;
    },
  };
}
