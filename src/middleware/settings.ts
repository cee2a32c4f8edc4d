import { createMiddleware } from 'hono/factory';
import { loadSettings } from '../env';
import type { AppEnv } from '../lib/app-env';

/** Fails closed: without valid settings no route answers, health included. */
export const settings = createMiddleware<AppEnv>(async (c, next) => {
  c.set('settings', loadSettings(c.env));
  await next();
});
