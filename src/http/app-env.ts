import type { Context } from 'hono';
import type { Database } from '../db/client';
import type { Bindings, Settings } from '../env';
import type { Language } from '../i18n/messages';
import type { Actor, PresentedToken } from './context';
import type { Operation } from './operation';

/** The bindings and variables that a request carries from middleware to handlers. */
export interface AppEnv {
  Bindings: Bindings;
  Variables: {
    requestId: string;
    language: Language;
    /** Epoch milliseconds. The only clock of a request, read after the body has arrived. */
    now: number;
    settings: Settings;
    /**
     * The result of checking the Authorization header without the database. Set where the operation uses it.
     */
    presented: PresentedToken;
    /** The caller. The guard confirms it in every batch. */
    actor: Actor | undefined;
    /** The database session of this request's handler. */
    db: Database | undefined;
    /** The request body, if it is a file. */
    file: Uint8Array | undefined;
    /** The documented operation that matches this request, if any. */
    operation: Operation | undefined;
  };
}

export type AppContext = Context<AppEnv>;
