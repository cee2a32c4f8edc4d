import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Cover } from '../../db/schema';
import { RENDITIONS, type Rendition, type Size, signedUntil } from './pictures.rules';

/** Root-relative: a front end prepends its API's origin, and cached content contains no host. */
const pathOf = (id: string, size: Size) => `/api/v1/pictures/${id}/${size}`;

const signatureOf = (id: string, size: Size, expires: number, through: string, secret: string) =>
  createHmac('sha256', secret)
    .update(`picture\n${id}\n${size}\n${expires}${through && `\n${through}`}`)
    .digest();

/**
 * Returns a URL that shows one size of a picture to anyone who has it until `expires` (epoch milliseconds).
 * @param through the package link `<package id>.<number>` that the URL depends on, if any
 */
function signedUrl(id: string, size: Size, expires: number, secret: string, through = ''): string {
  const seconds = Math.floor(expires / 1000);
  const signature = signatureOf(id, size, seconds, through, secret).toString('base64url');
  const link = through && `package=${through}&`;
  return `${pathOf(id, size)}?${link}expires=${seconds}&signature=${signature}`;
}

/** The signature parameters of a URL. */
export interface Signature {
  package?: string | undefined;
  expires?: string | undefined;
  signature?: string | undefined;
}

/** Returns whether a URL was signed for this picture and size and has not expired at `now`. */
export function isSigned(
  id: string,
  size: Size,
  { expires, signature, package: through = '' }: Signature,
  secrets: readonly string[],
  now: number,
): boolean {
  if (!signature || !/^\d{1,12}$/.test(expires ?? '') || Number(expires) * 1000 <= now)
    return false;
  const given = Buffer.from(signature, 'base64url');
  // Compare as text, too: base64 decoding would accept different spellings of the same bytes.
  if (given.toString('base64url') !== signature) return false;
  return secrets.some((secret) => {
    const expected = signatureOf(id, size, Number(expires), through, secret);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

type Urls = Record<Rendition, string>;

const eachRendition = (address: (size: Rendition) => string) =>
  Object.fromEntries(RENDITIONS.map((size) => [size, address(size)])) as Urls;

/** Returns the URLs of a public picture. */
export const publicUrls = (id: string) => eachRendition((size) => pathOf(id, size));

/** Returns a picture's URLs for admins, signed where the public has no access. */
export function adminUrls(
  { id, isPublic }: { id: string; isPublic: boolean },
  now: number,
  secret: string,
): Urls & { original: string } {
  const signed = (size: Size) => signedUrl(id, size, signedUntil(now), secret);
  const urls = isPublic ? publicUrls(id) : eachRendition(signed);
  return { ...urls, original: signed('original') };
}

/** Returns the id of a package link, as used in URLs. */
const throughLink = ({ packageId, linkVersion }: { packageId: string; linkVersion: number }) =>
  `${packageId}.${linkVersion}`;

/** Parses the package link in a URL. */
export function parsePackageLink(through: string) {
  const [packageId = '', linkVersion = ''] = through.split('.');
  return { packageId, linkVersion: Number(linkVersion) };
}

/**
 * Returns the URLs of a picture in a package. Non-public pictures get URLs signed for its link that expire
 * with the link at the latest.
 */
export function packageUrls(
  { id, isPublic }: { id: string; isPublic: boolean },
  link: { packageId: string; linkVersion: number },
  { now, end, secret }: { now: number; end: number; secret: string },
): Urls {
  if (isPublic) return publicUrls(id);
  const expires = Math.min(signedUntil(now), end);
  return eachRendition((size) => signedUrl(id, size, expires, secret, throughLink(link)));
}

/** Renders the public view of a model's cover. */
export const toCoverView = (cover: Cover | null) =>
  cover && { ...cover, urls: publicUrls(cover.picture_id) };
