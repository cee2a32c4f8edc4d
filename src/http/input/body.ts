import { AppError } from '../../errors';
import type { AppContext } from '../app-env';
import type { Operation } from '../operation';

const MAX_JSON_BYTES = 64 * 1024;
const JSON_TYPE = /^application\/([\w.+-]+\+)?json\s*(;|$)/i;
const FORM_TYPE = /^application\/x-www-form-urlencoded\b/i;

/** Returns whether the body is declared as a form. */
export const isForm = (c: AppContext) => FORM_TYPE.test(c.req.header('content-type') ?? '');

const tooLarge = (maxBytes: number) =>
  new AppError('PayloadTooLargeException', {
    params: {
      limit: maxBytes < 1024 ** 2 ? `${maxBytes / 1024} KiB` : `${maxBytes / 1024 ** 2} MiB`,
    },
  });

/** Returns the declared length in bytes; NaN for a chunked request. */
const declaredLength = (c: AppContext) => Number(c.req.header('content-length') ?? Number.NaN);

/**
 * Reads a body into one buffer. Its size is the declared length or, without one, the actual length.
 * @throws AppError 413 as soon as the body exceeds the limit
 */
async function readBytes(c: AppContext, maxBytes: number): Promise<Uint8Array> {
  const declared = declaredLength(c);
  if (declared > maxBytes) throw tooLarge(maxBytes);
  let [file, length] = [new Uint8Array(declared || 0), 0];
  const pieces: Uint8Array[] = [];
  for await (const piece of c.req.raw.body?.values({ preventCancel: true }) ?? []) {
    if (length + piece.length > maxBytes) throw tooLarge(maxBytes);
    if (length + piece.length <= file.length) file.set(piece, length);
    else pieces.push(piece);
    length += piece.length;
  }
  if (pieces.length === 0) return file.subarray(0, length);
  const head = file.subarray(0, length - pieces.reduce((sum, one) => sum + one.length, 0));
  file = new Uint8Array(length);
  let at = 0;
  for (const piece of [head, ...pieces]) {
    file.set(piece, at);
    at += piece.length;
  }
  return file;
}

/** Buffers the body if it is within the limit for JSON. @throws AppError 413 */
async function holdJson(c: AppContext): Promise<void> {
  const isChunked = c.req.raw.body !== null && Number.isNaN(declaredLength(c));
  if (isChunked) {
    const body = await readBytes(c, MAX_JSON_BYTES);
    c.req.raw = new Request(c.req.raw, { body });
  } else if (declaredLength(c) > MAX_JSON_BYTES) throw tooLarge(MAX_JSON_BYTES);
  await c.req.arrayBuffer();
}

/**
 * Returns whether the contract accepts the declared type. A file that declares none is judged by its content.
 */
const isFileType = (c: AppContext, types: readonly string[]) => {
  const [given = ''] = (c.req.header('content-type') ?? '').toLowerCase().split(';');
  return given === '' || types.some((type) => given.trim().startsWith(type.replace('*', '')));
};

/**
 * Reads the whole body and then the clock, so a sender gains no time by holding the body back.
 * @throws AppError 413 beyond 64 KiB or the file's limit, 415 for anything but JSON (or the form or file that
 * the contract takes).
 */
export async function readBody(c: AppContext, { body, form, bodyOptional, file }: Operation) {
  if (file) {
    if (!isFileType(c, file.types)) throw new AppError('UnsupportedMediaTypeException');
    c.set('file', await readBytes(c, file.maxBytes));
    c.set('now', Date.now());
  }
  if (!body) return;
  await holdJson(c);
  c.set('now', Date.now());
  const isEmpty = (await c.req.arrayBuffer()).byteLength === 0;
  if ((isEmpty && bodyOptional) || (form && isForm(c))) return;
  if (!JSON_TYPE.test(c.req.header('content-type') ?? '')) {
    throw new AppError('UnsupportedMediaTypeException');
  }
}
