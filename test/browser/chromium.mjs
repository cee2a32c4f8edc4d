// Provides Debian's Chromium for checks that need a browser.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const QUIET = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-sync'];
const OFFLINE = ['--disable-background-networking', '--disable-component-update'];

function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [process.env.CHROMIUM ?? '', ...found].find((path) => path && existsSync(path));
}

/**
 * Runs work with a browser. Where there is none the process ends: with an error, or with `--if-available` without.
 * @template T
 * @param {string} subject what cannot be looked at then
 * @param {(browser: import('playwright-core').Browser) => Promise<T>} work
 */
export async function withChromium(subject, work) {
  const executablePath = findChromium();
  if (!executablePath) {
    const skip = process.argv.includes('--if-available');
    const outcome = skip ? `SKIPPED, ${subject} was not checked` : `${subject} cannot be checked`;
    console.error(`There is no Chromium (CHROMIUM or PATH): ${outcome}.`);
    process.exit(skip ? 0 : 1);
  }
  const browser = await chromium.launch({ executablePath, args: [...QUIET, ...OFFLINE] });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}
