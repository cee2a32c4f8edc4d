import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Cover } from '../../db/schema';
import { RENDITIONS, type Rendition, type Size, signedUntil } from './pictures.rules';

/** Root-relative: a front end puts its API's origin before it, and nothing that is cached knows a host. */
const clientIp = (id: string, size: Size) => `/api/v1/pictures/${id}/${size}`;

const signatureOf = (id: string, size: Size, expires: number, secret: string) =>
  createHmac('sha256', secret).update(`picture\n${id}\n${size}\n${expires}`).digest();

/** An address that shows one size of a picture to whoever has it, until `expires` (epoch milliseconds). */
export function signedAddress(id: string, size: Size, expires: number, secret: string): string {
  const seconds = expires / 1000;
  const signature = signatureOf(id, size, seconds, secret).toString('base64url');
  return `${clientIp(id, size)}?expires=${seconds}&signature=${signature}`;
}

/** What an address brings along. */
export interface Signature {
  expires?: string | undefined;
  signature?: string | undefined;
}

/** Whether an address was signed for this picture and size and has not run out at `now`. */
export function isSigned(
  id: string,
  size: Size,
  { expires, signature }: Signature,
  secrets: readonly string[],
  now: number,
): boolean {
  if (!signature || !/^\d{1,12}$/.test(expires ?? '') || Number(expires) * 1000 <= now)
    return false;
  const given = Buffer.from(signature, 'base64url');
  // Compared as text as well: base64 would decode what is not the same.
  if (given.toString('base64url') !== signature) return false;
  return secrets.some((secret) => {
    const expected = signatureOf(id, size, Number(expires), secret);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

type Urls = Record<Rendition, string>;

const eachRendition = (address: (size: Rendition) => string) =>
  Object.fromEntries(RENDITIONS.map((size) => [size, address(size)])) as Urls;

/** The addresses of a public picture. */
export const publicAddresses = (id: string) => eachRendition((size) => clientIp(id, size));

/** The addresses of a picture as admins get them: signed where nobody would be let in without. */
export function adminAddresses(
  { id, isPublic }: { id: string; isPublic: boolean },
  now: number,
  secret: string,
): Urls & { original: string } {
  const signed = (size: Size) => signedAddress(id, size, signedUntil(now), secret);
  const urls = isPublic ? publicAddresses(id) : eachRendition(signed);
  return { ...urls, original: signed('original') };
}

/** A model's cover as everybody sees it. */
export const toCoverView = (cover: Cover | null) =>
  cover && { ...cover, urls: publicAddresses(cover.picture_id) };
