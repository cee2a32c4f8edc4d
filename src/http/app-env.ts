import type { Context } from 'hono';
import type { Database } from '../db/client';
import type { Bindings, Settings } from '../env';
import type { Language } from '../i18n/messages';
import type { Actor, PresentedToken } from './context';
import type { Operation } from './operation';

/** What a request carries from middleware to handlers. */
export interface AppEnv {
  Bindings: Bindings;
  Variables: {
    requestId: string;
    language: Language;
    /** Epoch milliseconds: the one clock of a request, read once the body is there. */
    now: number;
    settings: Settings;
    /** What the Authorization header is worth by itself, where the operation has a use for it. */
    presented: PresentedToken;
    /** The caller; the guard confirms it in every batch. */
    actor: Actor | undefined;
    /** The database session of the request's handler. */
    db: Database | undefined;
    /** The body, where it is a file. */
    file: Uint8Array | undefined;
    /** The documented operation this request is for, if any. */
    operation: Operation | undefined;
  };
}

export type AppContext = Context<AppEnv>;
