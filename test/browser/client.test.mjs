// Tests the packed client in a browser: two tabs sharing one store, one-minute access tokens, and uploads.
// Takes about two minutes, because tokens must expire.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../../scripts/dev/local.mjs';
import { withDemoServer } from '../scripts/demo-server.mjs';
import { withChromium } from './chromium.mjs';
import { withFrontEnd } from './front-end.mjs';

/** Longer than a used refresh token still returns its successor. */
const AFTER_GRACE_MS = 11_000;

/** Upload size in bytes: more than the buffers of two sockets. */
const UPLOAD = 32_000_000;

/** Runs in each page: a client that keeps its tokens in localStorage. */
async function startClient(url) {
  const { createClient } = await import('/index.js');
  const onTokens = (tokens) => localStorage.setItem('tokens', JSON.stringify(tokens ?? null));
  const load = () => JSON.parse(localStorage.getItem('tokens')) ?? undefined;
  window.api = createClient(url, { load, onTokens });
}

async function openTab(context, origin, url) {
  const tab = await context.newPage();
  const renewals = [];
  tab.on('request', (request) => {
    const isRenewal = request.method() === 'POST' && request.url().endsWith('/auth/refresh');
    if (isRenewal) renewals.push(request.url());
  });
  await tab.goto(origin);
  await tab.evaluate(startClient, url);
  return { tab, renewals };
}

const nameIn = ({ tab }) => tab.evaluate(async () => (await window.api.getMe()).username);
const fiveIn = ({ tab }) =>
  tab.evaluate(
    async () =>
      (
        await Promise.all(
          Array(5)
            .fill()
            .map(() => window.api.getMe()),
        )
      ).length,
  );
const statusIn = ({ tab }) => tab.evaluate(() => window.api.getMe().catch(({ status }) => status));

/** Waits until the stored access token has expired. */
async function untilExpired({ tab }) {
  const left = await tab.evaluate(() => {
    const { access_token } = JSON.parse(localStorage.getItem('tokens'));
    return JSON.parse(atob(access_token.split('.')[1])).exp * 1000 - Date.now();
  });
  assert.ok(left <= 60_000, `a token lives for ${left} ms`);
  await sleep(left + 1_500);
}

async function checkTabs(browser, origin, url) {
  const context = await browser.newContext();
  // Delays the renewal long enough for another tab to need one too.
  await context.route('**/auth/refresh', async (route) => {
    await sleep(1_000);
    await route.continue();
  });
  const [one, two] = [await openTab(context, origin, url), await openTab(context, origin, url)];
  const body = { username: 'client', password: 'Client123!' };
  await one.tab.evaluate((body) => window.api.login({ body }), body);
  assert.equal(await nameIn(two), 'client', 'the second tab finds the sign-in in the store');

  await untilExpired(one);
  assert.equal(await nameIn(one), 'client');
  assert.deepEqual([one.renewals.length, two.renewals.length], [1, 0], 'the first tab renews');
  await sleep(AFTER_GRACE_MS);
  assert.equal(
    await nameIn(two),
    'client',
    'the second tab goes on with what the first has stored',
  );
  assert.deepEqual([one.renewals.length, two.renewals.length], [1, 0], 'and spends no token');

  await untilExpired(one);
  await Promise.all([fiveIn(one), fiveIn(two)]);
  assert.equal(one.renewals.length + two.renewals.length, 2, 'both at once renew once');
  assert.deepEqual([await nameIn(one), await nameIn(two)], ['client', 'client']);

  await one.tab.evaluate(() => window.api.logout());
  assert.equal(await statusIn(two), 401, 'a sign-out is one for both');
  assert.equal(await two.tab.evaluate(() => window.api.tokens), undefined);
  assert.equal(one.renewals.length + two.renewals.length, 2, 'and nothing is left to renew');
  await context.close();
}

/** Returns what a page learns about an upload, and about one that it aborts. */
async function upload(size) {
  const { fetchWithProgress } = await import('/upload.js');
  const body = new Blob([new Uint8Array(size)], { type: 'image/png' });
  const told = [];
  const init = { method: 'POST', body };
  const response = await fetchWithProgress(new Request('/', init), (...now) => told.push(now));
  const abort = new AbortController();
  const aborted = fetchWithProgress(new Request('/', { ...init, signal: abort.signal }), () =>
    abort.abort(new Error('enough')),
  );
  const refused = await fetchWithProgress(new Request('http://localhost:1/', init), () => {}).catch(
    ({ name }) => name,
  );
  const { status, headers } = response;
  return {
    ...{ told, status, answer: await response.json(), type: headers.get('X-Type'), refused },
    aborted: await aborted.catch(({ message }) => message),
  };
}

async function checkUpload(browser, origin) {
  const page = await browser.newPage();
  await page.goto(origin);
  const { told, ...rest } = await page.evaluate(upload, UPLOAD);
  const answer = { bytes: UPLOAD };
  const expected = {
    status: 200,
    answer,
    type: 'image/png',
    refused: 'TypeError',
    aborted: 'enough',
  };
  assert.deepEqual(rest, expected);
  assert.ok(told[0][0] < UPLOAD, 'an upload is followed');
  assert.deepEqual(told.at(-1), [UPLOAD, UPLOAD]);
}

const began = Date.now();
const pack = spawnSync(process.execPath, ['scripts/pack-client.mjs'], { cwd: root });
if (pack.status !== 0) throw new Error(String(pack.stderr));
await withChromium('the client in two tabs', (browser) =>
  withFrontEnd(async (origin) => {
    const settings = { ACCESS_TOKEN_EXPIRE_MINUTES: '1', ALLOWED_ORIGINS: origin };
    const tabs = withDemoServer((url) => checkTabs(browser, origin, url), settings);
    await Promise.all([tabs, checkUpload(browser, origin)]);
  }),
);
const seconds = Math.round((Date.now() - began) / 1000);
console.log(
  `The client works in a browser: two tabs with one store, and an upload, in ${seconds} s.`,
);
