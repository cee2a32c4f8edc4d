import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { createApp } from '../../../src/app';
import { bindings, call, type Options, ORIGIN } from '../api';
import type { Person } from '../data';
import { type Bytes, file } from './files';
import { assembled, jpegSegment, piecesOf } from './pieces';

export const PICTURES = bindings.PICTURES as R2Bucket;

const app = createApp();
let made = 0;

/** A picture like no other: a JPEG with a comment that makes its bytes its own. */
export function unlikeOthers(base = 'baseline.jpg'): Bytes {
  const [soi, ...rest] = piecesOf(file(base)) as [Bytes, ...Bytes[]];
  const comment = new TextEncoder().encode(`${crypto.randomUUID()} ${made++}`);
  return assembled([soi, jpegSegment(0xfe, comment as Bytes), ...rest]);
}

/** Uploads a file as a front end does: the file is the body. */
export const upload = (
  person: Person,
  modelId: string,
  body: Bytes = unlikeOthers(),
  query = '',
  options: Options = {},
) =>
  call('POST', `/api/v1/models/${modelId}/pictures${query}`, {
    token: person.token,
    raw: body,
    ...options,
    headers: { 'Content-Type': 'image/jpeg', ...options.headers },
  });

interface Downloaded {
  status: number;
  headers: Headers;
  bytes: Bytes;
}

/** Fetches bytes: `call` would read them as text. */
export async function download(
  path: string,
  { headers, env, method = 'GET' }: Options & { method?: string } = {},
): Promise<Downloaded> {
  const ctx = createExecutionContext();
  const request = new Request(`${ORIGIN}${path}`, { method, headers: headers ?? {} });
  const response = await app.fetch(request, { ...bindings, ...env }, ctx);
  const bytes = new Uint8Array(await response.arrayBuffer());
  await waitOnExecutionContext(ctx);
  return { status: response.status, headers: response.headers, bytes };
}

/** The keys that R2 holds of a picture, or of all. */
export async function keysOf(id = ''): Promise<string[]> {
  const { objects } = await PICTURES.list({ prefix: `pictures/${id}` });
  return objects.map(({ key }) => key).sort();
}

/** The rows of a model's pictures, whatever their state. */
export async function rowsOf(modelId: string) {
  const { results } = await bindings.DB.prepare('SELECT * FROM pictures WHERE model_id = ?')
    .bind(modelId)
    .all<{ id: string; state: string; position: number }>();
  return results;
}
