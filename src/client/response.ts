import { toError } from './errors.js';
import type { Route } from './request.js';

/** A completely received response. */
export interface Received {
  response: Response;
  body: Blob;
}

/** Reads a response completely. A truncated response counts as a lost one. */
export async function receive(response: Response): Promise<Received> {
  return { response, body: await response.blob() };
}

/**
 * Returns a response's data; undefined if nothing has changed. @throws ApiError for an unsuccessful response.
 */
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
