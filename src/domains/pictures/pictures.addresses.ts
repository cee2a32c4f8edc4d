import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Cover } from '../../db/schema';
import { RENDITIONS, type Rendition, type Size, signedUntil } from './pictures.rules';

/** Root-relative: a front end puts its API's origin before it, and nothing that is cached knows a host. */
const pathOf = (id: string, size: Size) => `/api/v1/pictures/${id}/${size}`;

const signatureOf = (id: string, size: Size, expires: number, through: string, secret: string) =>
  createHmac('sha256', secret)
    .update(`picture\n${id}\n${size}\n${expires}${through && `\n${through}`}`)
    .digest();

/**
 * An address that shows one size of a picture to whoever has it, until `expires` (epoch milliseconds).
 * @param through the link of a package, `<package id>.<number>`, which it shows nothing without
 */
export function signedAddress(
  id: string,
  size: Size,
  expires: number,
  secret: string,
  through = '',
): string {
  const seconds = Math.floor(expires / 1000);
  const signature = signatureOf(id, size, seconds, through, secret).toString('base64url');
  const link = through && `package=${through}&`;
  return `${pathOf(id, size)}?${link}expires=${seconds}&signature=${signature}`;
}

/** What an address brings along. */
export interface Signature {
  package?: string | undefined;
  expires?: string | undefined;
  signature?: string | undefined;
}

/** Whether an address was signed for this picture and size and has not run out at `now`. */
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
  // Compared as text as well: base64 would decode what is not the same.
  if (given.toString('base64url') !== signature) return false;
  return secrets.some((secret) => {
    const expected = signatureOf(id, size, Number(expires), through, secret);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

type Urls = Record<Rendition, string>;

const eachRendition = (address: (size: Rendition) => string) =>
  Object.fromEntries(RENDITIONS.map((size) => [size, address(size)])) as Urls;

/** The addresses of a public picture. */
export const publicAddresses = (id: string) => eachRendition((size) => pathOf(id, size));

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

/** What a link of a package is called in the addresses that it shows. */
export const throughLink = ({
  packageId,
  linkVersion,
}: {
  packageId: string;
  linkVersion: number;
}) => `${packageId}.${linkVersion}`;

/** The link that an address goes through. */
export function linkThrough(through: string) {
  const [packageId = '', linkVersion = ''] = through.split('.');
  return { packageId, linkVersion: Number(linkVersion) };
}

/** The addresses of a picture in a package: signed for its link where it is not public, no longer than the link lives. */
export function packageAddresses(
  { id, isPublic }: { id: string; isPublic: boolean },
  link: { packageId: string; linkVersion: number },
  { now, end, secret }: { now: number; end: number; secret: string },
): Urls {
  if (isPublic) return publicAddresses(id);
  const expires = Math.min(signedUntil(now), end);
  return eachRendition((size) => signedAddress(id, size, expires, secret, throughLink(link)));
}

/** A model's cover as everybody sees it. */
export const toCoverView = (cover: Cover | null) =>
  cover && { ...cover, urls: publicAddresses(cover.picture_id) };
