import type { Context } from 'hono';
import type { Database } from '../db/client';
import type { Companion } from '../db/companion';
import type { KeptAnswer } from '../db/idempotency-records';
import type { Bindings, Settings } from '../env';
import type { Language } from '../i18n/messages';
import type { Actor } from './context';
import type { OperationInfo } from './operation';

/** What a request carries from middleware to handlers. */
export interface AppEnv {
  Bindings: Bindings;
  Variables: {
    requestId: string;
    language: Language;
    /** Epoch milliseconds at arrival: the one clock of a request. */
    now: number;
    settings: Settings;
    actor: Actor | undefined;
    /** The caller as long as the session has not been looked up, with the role that is assumed. */
    pending: { settle: () => Promise<Actor>; check: Companion | undefined } | undefined;
    /** The database session of the request's handler. */
    db: Database | undefined;
    /** What is kept under the request's idempotency key, as the session check found it. */
    kept: KeptAnswer | null | undefined;
    /** The documented operation this request is for, if any. */
    operation: OperationInfo | undefined;
  };
}

export type AppContext = Context<AppEnv>;
