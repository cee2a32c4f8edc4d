import { bodyLimit } from 'hono/body-limit';
import { AppError } from '../lib/errors';
import type { AppContext } from './app-env';
import type { Contract } from './operation';

const MAX_JSON_BYTES = 64 * 1024;
const JSON_TYPE = /^application\/([\w.+-]+\+)?json\s*(;|$)/i;
const FORM_TYPE = /^application\/x-www-form-urlencoded\b/i;

const limitJson = bodyLimit({ maxSize: MAX_JSON_BYTES });

/** Whether the body is declared as a form. */
export const isForm = (c: AppContext) => FORM_TYPE.test(c.req.header('content-type') ?? '');

/**
 * Reads the whole body, and the clock after it: a body that is held back gains its sender no time.
 * @throws AppError 413 beyond 64 KiB, 415 for anything but JSON (or the form that the contract takes).
 */
export async function readBody(c: AppContext, { body, form, bodyOptional }: Contract) {
  if (!body) return;
  await limitJson(c, async () => void (await c.req.arrayBuffer()));
  c.set('now', Date.now());
  const isEmpty = (await c.req.arrayBuffer()).byteLength === 0;
  if ((isEmpty && bodyOptional) || (form && isForm(c))) return;
  if (!JSON_TYPE.test(c.req.header('content-type') ?? '')) {
    throw new AppError('UnsupportedMediaTypeException');
  }
}
