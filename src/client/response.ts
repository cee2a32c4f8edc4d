import { toError } from './errors.js';
import type { Route } from './generated/routes.js';

/** An answer that has arrived whole. */
export interface Received {
  response: Response;
  body: Blob;
}

/** Waits for the whole of an answer: one that is cut off is as lost as one that never came. */
export async function receive(response: Response): Promise<Received> {
  return { response, body: await response.blob() };
}

/** What an answer holds; undefined where nothing has changed. @throws ApiError for what is no success. */
export async function read({ answer }: Route, { response, body }: Received): Promise<unknown> {
  if (response.status === 304) return undefined;
  if (!response.ok) throw toError(response, await body.text());
  if (answer === 'none') return undefined;
  if (answer === 'blob') return body;
  const text = await body.text();
  if (answer === 'text') return text;
  try {
    return JSON.parse(text);
  } catch {
    throw toError(response, text);
  }
}
