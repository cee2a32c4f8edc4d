// The two links in the demo data that people open: a package, and the calendar of the account `client`.
import { calendarSecret, demoRows } from '../db/demo.mjs';
import { importSource } from './source.mjs';

/**
 * Returns the name, the path and the path in the API of each link.
 * @param secret the SECRET_KEY of the API that serves the demo data, from which the tokens are derived
 */
export async function demoLinks(secret) {
  const { newToken, tokenOf } = await importSource(
    'domains/packages/packages.tokens.ts',
    'domains/calendars/calendars.tokens.ts',
  );
  const [{ id: packageId }] = demoRows().packages;
  const token = tokenOf({ packageId, linkVersion: 1 }, secret);
  const calendar = `/api/v1/calendars/${newToken(calendarSecret(secret))}.ics`;
  return [
    ['Demo package', `/p/${token}`, `/api/v1/shared/packages/${token}`],
    ['Demo calendar', calendar, calendar],
  ];
}

/** Returns the links that still work. @param url of a running server */
export async function liveDemoLinks(url, secret) {
  const links = await demoLinks(secret);
  // A HEAD request does not count as a view.
  const check = ([, , path]) => fetch(url + path, { method: 'HEAD' }).then(({ ok }) => ok);
  const alive = await Promise.all(links.map((link) => check(link).catch(() => false)));
  return links.filter((_, index) => alive[index]);
}
