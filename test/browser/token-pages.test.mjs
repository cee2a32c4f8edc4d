// Tests the pages that mails link to, used with the keyboard: from the mail to the sign-in, and with a used
// link. On a phone in Korean, on a desktop in English. SCREENSHOTS=folder saves them and two mails.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { importSource } from '../../scripts/dev/source.mjs';
import { withDemoServer } from '../scripts/demo-server.mjs';
import { withChromium } from './chromium.mjs';
import { open } from './watched-page.mjs';

const { createClient } = await importSource('client/index.ts');
const AGENCY = { AGENCY_NAME: '온새결 에이전시' };
const PASSWORD = 'Plum-Rain7!';
const NEW_PASSWORD = 'Pear-Snow8?';
const SCREENS = [
  { language: 'ko', width: 390 },
  { language: 'en', width: 1440 },
];

const keep = (page, name) =>
  process.env.SCREENSHOTS &&
  page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}.png`), fullPage: true });

async function newAccount(url, language) {
  const name = `${language}${Date.now().toString(36)}`;
  const account = { username: name, email: `${name}@example.com`, full_name: '김하늘' };
  const api = createClient(url, { language });
  await api.register({ body: { ...account, password: PASSWORD } });
  const signIn = (password) => api.login({ body: { username: name, password } });
  return { ...account, api, signIn };
}

/** Finds the link to a page in the latest mail to an address, on the inbox page. */
async function linkTo(browser, url, { email, path }) {
  const { page, problems } = await open(browser, url, '/dev/mails');
  const mail = page.locator('article', { hasText: email }).filter({ hasText: path }).first();
  const link = await mail.locator('a').getAttribute('href');
  assert.deepEqual(problems, []);
  await page.close();
  return link;
}

/** Fills in the form with the keyboard only and submits it with Enter. */
async function fillIn(page, values) {
  for (const [name, value] of Object.entries(values)) {
    for (let presses = 0; presses < 20; presses++) {
      const isThere = await page.evaluate((it) => document.activeElement?.name === it, name);
      if (isThere) break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(value);
  }
  if (Object.keys(values).length === 0) await page.locator('button').focus();
  await page.keyboard.press('Enter');
}

const status = (page, kind) => page.locator(`[role="status"][data-kind="${kind}"]`);

async function isNoWiderThanTheScreen(page) {
  const [inner, scroll] = await page.evaluate(() => [
    innerWidth,
    document.documentElement.scrollWidth,
  ]);
  assert.ok(scroll <= inner, `${scroll} wide on ${inner}`);
}

/** Excludes the expected console errors: the API's refusals under test. */
const others = (problems) => problems.filter((text) => !/answer: 422|status of 422/.test(text));

/** Opens a mail's link in a language. */
async function visit(browser, url, link, { language, width }) {
  const { pathname, hash } = new URL(link);
  const path = `${pathname}?lang=${language}${hash}`;
  const seen = await open(browser, url, path, { viewport: { width, height: 800 } });
  assert.equal(await seen.page.locator('html').getAttribute('lang'), language);
  assert.match(await seen.page.locator('.bar').innerText(), /온새결 에이전시/);
  await isNoWiderThanTheScreen(seen.page);
  return seen;
}

/** Uses a link on its page, and then again, which the page rejects. */
async function spend(browser, url, link, values, screen) {
  const name = new URL(link).pathname.slice(1);
  const { page, problems } = await visit(browser, url, link, screen);
  await keep(page, `${name}-${screen.width}`);
  await fillIn(page, values);
  await status(page, 'good').waitFor();
  assert.equal(new URL(page.url()).hash, '', 'the URL contains the token');
  assert.ok(!(await page.locator('.lead').isVisible()), 'it still asks to press the button');
  await keep(page, `${name}-done-${screen.width}`);
  assert.deepEqual(problems, []);
  await page.close();
  const again = await visit(browser, url, link, screen);
  await fillIn(again.page, values);
  await status(again.page, 'bad').waitFor();
  assert.ok((await status(again.page, 'bad').innerText()).length > 5);
  await isNoWiderThanTheScreen(again.page);
  await keep(again.page, `${name}-spent-${screen.width}`);
  assert.deepEqual(others(again.problems), []);
  await again.page.close();
}

/** Forgot → mail → link → a weak password → a good one → sign in. */
async function resetsPassword(browser, url, screen) {
  const person = await newAccount(url, screen.language);
  await person.api.forgotPassword({ body: { email: person.email } });
  const link = await linkTo(browser, url, { email: person.email, path: '/reset-password' });
  const { page, problems } = await visit(browser, url, link, screen);
  await fillIn(page, { new_password: 'abc' });
  const error = page.locator('#new_password-error');
  await error.waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'new_password');
  await keep(page, `reset-password-weak-${screen.width}`);
  assert.deepEqual(others(problems), []);
  await page.close();
  await person.signIn(PASSWORD);
  await spend(browser, url, link, { new_password: NEW_PASSWORD }, screen);
  await assert.rejects(person.signIn(PASSWORD));
  await person.signIn(NEW_PASSWORD);
}

/** Sign-up → verify; new address → the old one reverts it. */
async function changesAddress(browser, url, screen) {
  const person = await newAccount(url, screen.language);
  await person.signIn(PASSWORD);
  const first = await linkTo(browser, url, { email: person.email, path: '/verify-email' });
  await spend(browser, url, first, {}, screen);
  assert.ok((await person.api.getMe()).email_verified);
  const email = `new-${person.email}`;
  await person.api.updateMe({ body: { email, current_password: PASSWORD } });
  const back = await linkTo(browser, url, { email: person.email, path: '/cancel-email-change' });
  await spend(browser, url, back, {}, screen);
  await person.signIn(PASSWORD);
  assert.equal((await person.api.getMe()).pending_email, null);
}

async function acceptsInvitation(browser, url, screen) {
  const admin = createClient(url);
  await admin.login({ body: { username: 'admin', password: 'Admin123!' } });
  const username = `new-${screen.language}${Date.now().toString(36)}`;
  const email = `${username}@example.com`;
  await admin.inviteUser({ body: { email, full_name: '이한별', role: 'client' } });
  const link = await linkTo(browser, url, { email, path: '/accept-invitation' });
  await spend(browser, url, link, { username, password: PASSWORD }, screen);
  await createClient(url).login({ body: { username, password: PASSWORD } });
}

/** Without a token nothing can be sent, and the page says so. */
async function checkBareAddresses(browser, url) {
  for (const path of [
    'reset-password',
    'verify-email',
    'accept-invitation',
    'cancel-email-change',
  ]) {
    const { page, problems } = await open(browser, url, `/${path}`);
    await status(page, 'bad').waitFor();
    assert.ok(await page.locator('form button').isDisabled());
    assert.deepEqual(problems, []);
    await page.close();
  }
}

/** Checks mails as a mail client shows them: nothing is fetched. */
async function checkMails(browser, url) {
  const { api, email } = await newAccount(url, 'ko');
  await api.forgotPassword({ body: { email } });
  const { items } = await (await fetch(`${url}/dev/mails`)).json();
  for (const template of ['forgot', 'verify', 'booking']) {
    const { html, subject } = items.find((one) => one.template === template && one.html) ?? {};
    assert.ok(html, template);
    const page = await browser.newPage({ viewport: { width: 390, height: 600 } });
    page.on('request', (request) => assert.fail(`a mail fetches ${request.url()}`));
    await page.setContent(html);
    assert.equal(await page.locator('h1').innerText(), subject);
    await isNoWiderThanTheScreen(page);
    await keep(page, `mail-${template}`);
    await page.close();
  }
}

await withChromium('pages of mails', (browser) =>
  withDemoServer(async (url) => {
    for (const screen of SCREENS) {
      await resetsPassword(browser, url, screen);
      await changesAddress(browser, url, screen);
      await acceptsInvitation(browser, url, screen);
    }
    await checkBareAddresses(browser, url);
    await checkMails(browser, url);
  }, AGENCY),
);
console.log(
  'A password is reset by hand from the mail to the sign-in; the four pages do what mails promise.',
);
