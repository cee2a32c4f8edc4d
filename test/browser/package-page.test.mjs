// Tests the page of a package link as its recipient uses it: with a pointer, with the keyboard only, on a
// phone and a desktop, in both languages, and after its end. SCREENSHOTS=folder saves screenshots.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { importSource } from '../../scripts/dev/source.mjs';
import { withDemoServer } from '../scripts/demo-server.mjs';
import { withChromium } from './chromium.mjs';
import { open } from './watched-page.mjs';

const { createClient } = await importSource('client/index.ts');
const AGENCY = { AGENCY_NAME: '온새결 에이전시', AGENCY_EMAIL: 'desk@agency.example' };
const WORDS = {
  ko: { verdicts: ['네', '보류', '아니요'], saved: '저장했습니다', clear: '답 지우기' },
  en: { verdicts: ['Yes', 'Maybe', 'No'], saved: 'Saved', clear: 'Clear the answer' },
};
const GONE = {
  ko: ['링크를 열 수 없습니다', '보낸 에이전시에 문의해 주세요'],
  en: ['This link cannot be opened', 'Contact the agency that sent it'],
};
const OVER = {
  ko: { closed: '마감되어', expired: '기한이 지나' },
  en: { closed: 'is closed', expired: 'has passed' },
};

async function signedIn(url) {
  const admin = createClient(url, { language: 'en' });
  await admin.login({ body: { username: 'admin', password: 'Admin123!' } });
  return admin;
}

/** Creates a package of three models: the first with a private picture, the second with a note. */
async function newPackage(admin, more = {}) {
  const { items: models } = await admin.listModels({ query: { limit: 3, sort: 'name' } });
  const [{ model_id }] = models;
  const pictures = (await admin.listPictures({ path: { model_id } })).items;
  assert.ok(pictures.some(({ is_public }) => !is_public));
  const items = [
    { model_id, picture_ids: pictures.map(({ picture_id }) => picture_id) },
    { model_id: models[1].model_id, note: '추천합니다' },
    { model_id: models[2].model_id },
  ];
  const body = { title: '봄 룩북', message: '첫째 줄\n둘째 줄', items, show_prices: true, ...more };
  const made = await admin.createPackage({ body });
  return { ...made, path: new URL(made.url).pathname, where: { package_id: made.package_id } };
}

const verdictsOf = async (admin, { where }) =>
  (await admin.getPackage({ path: where })).items.map(({ verdict, comment }) => [verdict, comment]);

/** Repeats a check until it passes or time is up, because pages save asynchronously. */
async function eventually(check) {
  for (const end = Date.now() + 5000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}

/** Waits until the API’s stored picks match; undefined fields are ignored. */
const isKept = (admin, made, expected) =>
  eventually(async () => {
    const kept = await verdictsOf(admin, made);
    const looked = kept.filter((_, index) => expected[index] !== undefined);
    assert.deepEqual(
      looked,
      expected.filter((one) => one !== undefined),
    );
  });

const keep = (page, name) =>
  process.env.SCREENSHOTS &&
  page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}.png`), fullPage: true });

/** Checks that every picture loads when scrolled to, and that nothing is wider than the screen. */
async function checkShown(page, count) {
  const images = page.locator('.pictures img');
  assert.equal(await images.count(), count);
  for (const image of await images.all()) {
    await image.scrollIntoViewIfNeeded();
    await image.evaluate((one) => one.decode());
    assert.ok((await image.evaluate((one) => one.naturalWidth)) > 0);
    assert.ok(await image.getAttribute('alt'));
  }
  const [inner, scroll] = await page.evaluate(() => [
    innerWidth,
    document.documentElement.scrollWidth,
  ]);
  assert.ok(scroll <= inner, `${scroll} wide on ${inner}`);
}

const itemOf = (page, index) => page.locator('.models > li').nth(index);
const saved = (page, index, { saved: text }) => itemOf(page, index).getByText(text).waitFor();

async function byPointer(page, words, admin, made) {
  const first = itemOf(page, 0);
  await first.getByText(words.verdicts[0], { exact: true }).click();
  await saved(page, 0, words);
  await first.locator('textarea').fill('<b>좋아요</b>');
  await page.locator('h1').click();
  await isKept(admin, made, [['yes', '<b>좋아요</b>']]);
  await page.reload({ waitUntil: 'networkidle' });
  assert.ok(await first.locator('input').first().isChecked());
  assert.equal(await first.locator('textarea').inputValue(), '<b>좋아요</b>');
  await first.getByRole('button', { name: words.clear }).click();
  await isKept(admin, made, [[null, '<b>좋아요</b>']]);
}

const isIn = (page, index, selector) =>
  page.evaluate(
    ([at, what]) =>
      document.querySelectorAll('.models > li')[at].contains(document.activeElement) &&
      document.activeElement.matches(what),
    [index, selector],
  );

async function tabTo(page, index, selector) {
  for (let presses = 0; presses < 40; presses++) {
    if (await isIn(page, index, selector)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`no way to ${selector} of ${index} by keyboard`);
}

async function byKeyboard(page, words, admin, made) {
  await page.reload({ waitUntil: 'networkidle' });
  await tabTo(page, 0, '.pictures');
  await page.keyboard.press('ArrowRight');
  await tabTo(page, 1, 'input');
  await page.keyboard.press('Space');
  await saved(page, 1, words);
  // As fast as key repeat: the final display must match what is stored.
  for (let presses = 0; presses < 10; presses++) await page.keyboard.press('ArrowRight');
  await tabTo(page, 1, 'button');
  await tabTo(page, 1, 'textarea');
  await page.keyboard.type('키보드로');
  await tabTo(page, 2, 'input');
  await page.keyboard.press('ArrowLeft');
  const shown = await page
    .locator('input:checked')
    .evaluateAll((all) => all.map(({ value }) => value));
  await isKept(admin, made, [undefined, [shown[0], '키보드로'], [shown[1], null]]);
  // And stays so: no earlier response overwrites it.
  await page.waitForTimeout(300);
  await isKept(admin, made, [undefined, [shown[0], '키보드로'], [shown[1], null]]);
}

async function checkReceiver(browser, url, { language, width }) {
  const admin = await signedIn(url);
  const made = await newPackage(admin);
  const options = { viewport: { width, height: 900 } };
  const { page, problems } = await open(browser, url, `${made.path}?lang=${language}`, options);
  assert.equal(await page.locator('html').getAttribute('lang'), language);
  assert.equal(await page.locator('h1').innerText(), '봄 룩북');
  assert.equal(await page.title(), '봄 룩북');
  assert.match(await page.locator('.contact').innerText(), /desk@agency\.example/);
  await checkShown(page, 3 + 2 + 2);
  const words = WORDS[language];
  await byPointer(page, words, admin, made);
  await byKeyboard(page, words, admin, made);
  await keep(page, `package-${width}-${language}`);
  // Closed while a person is viewing it: the page says so, and no input is lost silently.
  assert.deepEqual(problems, []);
  await admin.closePackage({ path: made.where });
  await itemOf(page, 0).getByText(words.verdicts[1], { exact: true }).click();
  await itemOf(page, 0).locator('[data-kind="bad"]').waitFor();
  assert.equal(await itemOf(page, 0).locator('fieldset:disabled').count(), 1);
  await page.close();
}

/** Checks what a link shows after its end. */
async function checkEnd(browser, url, { language, width }) {
  const admin = await signedIn(url);
  const options = { viewport: { width, height: 900 } };
  const visit = async ({ path }) => {
    const seen = await open(browser, url, `${path}?lang=${language}`, options);
    return { ...seen, status: seen.page.locator('main > [role="status"]') };
  };
  const soon = new Date(Date.now() + 1500).toISOString();
  const over = { expired: await newPackage(admin, { expires_at: soon }) };
  over.closed = await newPackage(admin);
  await admin.closePackage({ path: over.closed.where });
  await new Promise((resolve) => setTimeout(resolve, 1600));
  for (const [state, made] of Object.entries(over)) {
    const { page, problems, status } = await visit(made);
    assert.match(await status.innerText(), new RegExp(OVER[language][state]));
    // Only public pictures, and no buttons.
    await checkShown(page, 2 + 2 + 2);
    assert.equal(await page.locator('fieldset:disabled').count(), 3);
    assert.deepEqual(problems, []);
    await keep(page, `${state}-${width}-${language}`);
    await page.close();
  }
  const revoked = await newPackage(admin);
  await admin.revokePackage({ path: revoked.where });
  for (const path of [revoked.path, '/p/nobody']) {
    const { page, problems, status } = await visit({ path });
    assert.equal(await page.locator('h1').innerText(), GONE[language][0]);
    assert.match(await status.innerText(), new RegExp(GONE[language][1]));
    assert.equal(await page.locator('.models > li').count(), 0);
    // The API's 404, which browsers log by themselves.
    assert.deepEqual(
      problems.filter((text) => !/\b404\b/.test(text)),
      [],
    );
    await keep(page, `gone-${width}-${language}`);
    await page.close();
  }
}

await withChromium('the page of packages', (browser) =>
  withDemoServer(async (url) => {
    for (const width of [390, 1440]) {
      for (const language of ['ko', 'en']) {
        await checkReceiver(browser, url, { language, width });
        await checkEnd(browser, url, { language, width });
      }
    }
  }, AGENCY),
);
console.log(
  'A package is picked from with a pointer and by keyboard, and says so when it is over.',
);
