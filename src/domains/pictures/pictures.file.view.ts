import type { AppContext } from '../../http/app-env';
import type { PictureRow } from './pictures.repository';
import { isRendition, type Size } from './pictures.rules';

/** Seconds that a cache may store a file; one minute if the rendition is missing. */
const MAX_AGE = 3600;
const MAX_AGE_INSTEAD = 60;

/** Returns the headers of a file, with or without its bytes. A file that requires a signature is private. */
export function fileHeaders(
  { isPublic }: PictureRow,
  size: Size,
  etag: string,
  isFallback: boolean,
) {
  const age = isFallback ? MAX_AGE_INSTEAD : MAX_AGE;
  return {
    ETag: etag,
    'Cache-Control': `${isPublic && isRendition(size) ? 'public' : 'private'}, max-age=${age}`,
    'Content-Disposition': 'inline',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Accept-Ranges': 'none',
    ...(isFallback && { 'X-Rendition': 'original' }),
  };
}

/** Returns whether the caller already has these bytes. Proxies that compress weaken tags. */
export const callerHas = (c: AppContext, etag: string) =>
  (c.req.header('If-None-Match') ?? '')
    .split(',')
    .some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim()));
