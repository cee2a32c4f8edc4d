// The two links in the demo data that people open: a package, and the calendar of the account `client`.
import { createHmac } from 'node:crypto';
import { demoIds } from '../db/demo-data.mjs';
import { importSource } from './source.mjs';

/**
 * Returns the links' tokens. They are derived from the secret, so they can be computed again.
 * @param secret the SECRET_KEY of the API that serves the demo data
 */
export async function demoTokens(secret) {
  const tokens = await importSource(
    'domains/packages/packages.tokens.ts',
    'domains/calendars/calendars.tokens.ts',
  );
  const calendar = tokens.newToken(createHmac('sha256', secret).update('demo calendar').digest());
  const [packageId] = demoIds.packages;
  return {
    package: tokens.tokenOf({ packageId, linkVersion: 1 }, secret),
    calendar,
    calendarHash: tokens.hashOf(calendar),
  };
}

const pathsOf = (tokens) => [
  ['Demo package', `/p/${tokens.package}`, `/api/v1/shared/packages/${tokens.package}`],
  ['Demo calendar', `/api/v1/calendars/${tokens.calendar}.ics`],
];

/** Returns the links with labels, without those that no longer work. @param url of a running server */
export async function liveDemoLinks(url, secret) {
  const links = pathsOf(await demoTokens(secret));
  const alive = await Promise.all(
    links.map(async ([, path, asked = path]) => {
      // A HEAD request does not count as a view.
      const answer = await fetch(`${url}${asked}`, { method: 'HEAD' }).catch(() => undefined);
      return answer?.ok;
    }),
  );
  return links.filter((_, index) => alive[index]).map(([name, path]) => [name, `${url}${path}`]);
}

/** Returns the links' paths, for callers that do not know the server's URL. */
export const demoPaths = async (secret) =>
  pathsOf(await demoTokens(secret)).map(([name, path]) => `${name}: ${path}`);
