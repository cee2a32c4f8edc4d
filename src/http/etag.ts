import { createHash } from 'node:crypto';

/**
 * Returns the strong ETag of a resource: `"<version>.<digest>"`. The digest covers what the response shows
 * that `version` does not count, such as the kind of viewer or an option's position. It is omitted when there
 * is no such value.
 */
export function etagOf(version: number, ...shown: (string | number | null)[]): string {
  if (shown.every((part) => part === null || part === '')) return `"${version}"`;
  const hash = createHash('sha256').update(JSON.stringify(shown)).digest('base64url');
  return `"${version}.${hash.slice(0, 12)}"`;
}

/** Returns a digest of a response's bytes, which identifies them as a strong ETag must. */
export async function digestOf(body: Uint8Array): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', body);
  return Buffer.from(hash).toString('base64url').slice(0, 27);
}

/**
 * Matches one of our tags. Proxies that compress weaken it to `W/"…"`; we accept that because the tag names a
 * version, not bytes.
 */
const TAG = /(?:^|,)\s*(?:W\/)?"(\d{1,15})(?:\.[\w-]+)?"(?=\s*(?:,|$))/g;

/**
 * Returns the versions that If-Match allows: undefined without a condition ("*" or no header), and an empty
 * list when nothing can match. Accepts lists of any length.
 */
export function versionsOf(ifMatch: string | undefined): number[] | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  return [...new Set([...ifMatch.matchAll(TAG)].map(([, version]) => Number(version)))];
}
