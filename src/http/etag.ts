import { createHash } from 'node:crypto';

/**
 * The strong ETag of a resource: `"<version>.<digest>"`. The digest covers what is shown and has no
 * version of its own here, such as the kind of viewer or an option's position; it is left out where
 * there is nothing of that kind.
 */
export function etagOf(version: number, ...shown: (string | number | null)[]): string {
  if (shown.every((part) => part === null || part === '')) return `"${version}"`;
  const hash = createHash('sha256').update(JSON.stringify(shown)).digest('base64url');
  return `"${version}.${hash.slice(0, 12)}"`;
}

/** One of our tags. Proxies that compress weaken it to `W/"…"`: it names a version, not bytes. */
const TAG = /(?:^|,)\s*(?:W\/)?"(\d{1,15})(?:\.[\w-]+)?"(?=\s*(?:,|$))/g;

/**
 * The versions that If-Match allows: undefined when there is no condition ("*" or no header),
 * an empty list when nothing can match. A list of any length is understood.
 */
export function versionsOf(ifMatch: string | undefined): number[] | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  return [...new Set([...ifMatch.matchAll(TAG)].map(([, version]) => Number(version)))];
}
