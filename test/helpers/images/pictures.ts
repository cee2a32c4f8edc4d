import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { createApp } from '../../../src/app';
import { bindings, call, get, type Options, ORIGIN } from '../api';
import { type Person, stage } from '../data';
import { type Bytes, file } from './files';
import { assembled, jpegSegment, piecesOf } from './pieces';

export const PICTURES = bindings.PICTURES as R2Bucket;

const app = createApp();
let made = 0;

/** Returns a unique picture: a JPEG with a random comment. */
export function uniquePicture(base = 'baseline.jpg'): Bytes {
  const [soi, ...rest] = piecesOf(file(base)) as [Bytes, ...Bytes[]];
  const comment = new TextEncoder().encode(`${crypto.randomUUID()} ${made++}`);
  return assembled([soi, jpegSegment(0xfe, comment as Bytes), ...rest]);
}

/** Uploads a file as a front end does, as the request body. */
export const upload = (
  person: Person,
  modelId: string,
  body: Bytes = uniquePicture(),
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

/** Downloads bytes, which `call` would read as text. */
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

/** Returns the R2 keys of a picture, or of all. */
export async function keysOf(id = ''): Promise<string[]> {
  const { objects } = await PICTURES.list({ prefix: `pictures/${id}` });
  return objects.map(({ key }) => key).sort();
}

/** Returns the rows of a model's pictures in any state. */
export async function rowsOf(modelId: string) {
  const { results } = await bindings.DB.prepare('SELECT * FROM pictures WHERE model_id = ?')
    .bind(modelId)
    .all<{ id: string; state: string; position: number }>();
  return results;
}

export const NO_CACHE = { headers: { 'Cache-Control': 'no-cache' } };

export const listPictures = (modelId: string, query = '', options: Options = {}) =>
  get(`/api/v1/models/${modelId}/pictures${query}`, { ...NO_CACHE, ...options });

/** Creates a model with pictures, public ones first. */
export async function modelWithPictures(publicCount: number, privateCount = 0) {
  const all = await stage();
  const pictures = [];
  const env = { IMAGES: undefined };
  for (let i = 0; i < publicCount + privateCount; i++) {
    const query = `?is_public=${i < publicCount}&alt=no${i}`;
    pictures.push((await upload(all.admin, all.model_id, undefined, query, { env })).body);
  }
  return { ...all, pictures, ids: pictures.map(({ picture_id }) => picture_id as string) };
}
