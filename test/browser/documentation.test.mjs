// Tests the documentation pages in Debian's Chromium.

import { withDemoServer } from '../scripts/demo-server.mjs';
import { withChromium } from './chromium.mjs';
import { checkRedoc, checkSwagger, tellStory } from './documentation-pages.mjs';
import { open } from './watched-page.mjs';

const PAGES = [
  ['/docs', checkSwagger],
  ['/docs?lang=ko', checkSwagger],
  ['/docs?lang=en', checkSwagger],
  ['/docs?lang=en', tellStory],
  ['/redoc', checkRedoc],
  ['/redoc?lang=en', checkRedoc],
  ['/redoc?lang=ko', checkRedoc],
];

const began = Date.now();
/** Visits the pages in order, until one has problems. */
const visitAll = (browser) => async (url) => {
  for (const [path, check] of PAGES) {
    const { page, problems } = await open(browser, url, path);
    await check(page, url, /lang=(\w+)/.exec(path)?.[1]).catch(({ message }) =>
      problems.push(`${path}: ${message}`),
    );
    await page.waitForLoadState('networkidle');
    if (problems.length > 0) return problems;
    await page.close();
  }
  return [];
};

const problems = await withChromium('the documentation', (browser) =>
  withDemoServer(visitAll(browser)),
);

if (problems.length > 0) {
  console.error([...new Set(problems)].join('\n'));
  console.error('FAILED: the documentation in a browser.');
  process.exit(1);
}
const seconds = Math.round((Date.now() - began) / 1000);
console.log(
  `The documentation works in a browser: signed in, listed, booked, signed out, ${PAGES.length} visits in ${seconds} s.`,
);
