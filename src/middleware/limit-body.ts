import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { AppEnv } from '../http/app-env';

const limit = bodyLimit({ maxSize: 64 * 1024 });

/** Refuses a body over 64 KiB, chunked ones too; where none is read there is none to limit. */
export const limitBody: MiddlewareHandler<AppEnv> = (c, next) =>
  c.get('operation')?.body ? limit(c, next) : next();
