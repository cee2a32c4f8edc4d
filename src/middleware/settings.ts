import { createMiddleware } from 'hono/factory';
import { loadSettings } from '../env';
import type { AppEnv } from '../http/app-env';

/** Fails closed: without valid settings, no route responds, including health. */
export const settings = createMiddleware<AppEnv>((c, next) => {
  c.set('settings', loadSettings(c.env));
  return next();
});
