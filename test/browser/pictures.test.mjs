// Tests pictures in a browser: a front end's page with the demo data's covers, a rotated photo, and an upload
// in Swagger UI. SCREENSHOT=file.png saves the page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { drawPicture } from '../../scripts/db/demo-pictures.mjs';
import { root } from '../../scripts/dev/local.mjs';
import { importSource } from '../../scripts/dev/source.mjs';
import { withDemoServer } from '../scripts/demo-server.mjs';
import { withChromium } from './chromium.mjs';

const { createClient } = await importSource('client/index.ts');
const { orientationSegment } = await importSource('lib/image/orientation.ts');
const COVERS = 24;

async function signedIn(url) {
  const admin = createClient(url, { language: 'en' });
  await admin.login({ body: { username: 'admin', password: 'Admin123!' } });
  return admin;
}

/** Returns a photo stored sideways with an EXIF orientation, as phones take them. */
function turnedPhoto() {
  const file = readFileSync(`${root}test/helpers/images/files/baseline.jpg`);
  const parts = [file.subarray(0, 2), orientationSegment(90), file.subarray(2)];
  return new Blob([Buffer.concat(parts)], { type: 'image/jpeg' });
}

const card = (url, { name, cover }) =>
  `<figure><img src="${url}${cover.urls['320']}" srcset="${url}${cover.urls['320']} 320w, ${url}${cover.urls['800']} 800w"
    sizes="180px" width="${cover.width}" height="${cover.height}" alt="${cover.alt}"><figcaption>${name}</figcaption></figure>`;

const pageOf = (cards) =>
  `<!doctype html><style>body{display:grid;grid-template-columns:repeat(6,180px);gap:12px;font:14px sans-serif}
    figure{margin:0}img{width:180px;height:240px;object-fit:cover}</style>${cards.join('')}`;

/** Waits for every image of the page and returns its size. */
const imagesOf = (page) =>
  page.locator('img').evaluateAll((all) =>
    Promise.all(
      all.map(async (one) => {
        await one.decode();
        return { width: one.naturalWidth, height: one.naturalHeight };
      }),
    ),
  );

async function checkCovers(browser, url) {
  const { items } = await (await fetch(`${url}/api/v1/models?limit=${COVERS}`)).json();
  assert.equal(items.filter(({ cover }) => cover).length, COVERS, 'models with a cover');
  const page = await browser.newPage({ viewport: { width: 1180, height: 1100 } });
  await page.setContent(pageOf(items.map((item) => card(url, item))));
  const images = await imagesOf(page);
  assert.equal(images.length, COVERS);
  for (const { width, height } of images) assert.ok(width > 0 && height > 0);
  if (process.env.SCREENSHOT) await page.screenshot({ path: process.env.SCREENSHOT });
  await page.close();
}

/** Checks that the original and its renditions are upright with the same proportions. */
async function checkTurned(browser, url) {
  const admin = await signedIn(url);
  const [{ model_id }] = (await admin.listModels({ query: { limit: 1 } })).items;
  const { urls, width, height } = await admin.uploadPicture({
    path: { model_id },
    body: turnedPhoto(),
  });
  assert.deepEqual([width, height], [370, 330]);
  const page = await browser.newPage();
  const sources = [urls['320'], urls['800'], urls.original];
  await page.setContent(sources.map((path) => `<img src="${url}${path}">`).join(''));
  const sizes = await imagesOf(page);
  assert.deepEqual(sizes, [
    { width: 320, height: 285 },
    { width: 370, height: 330 },
    { width: 370, height: 330 },
  ]);
  if (process.env.SCREENSHOT) {
    await page.screenshot({ path: process.env.SCREENSHOT.replace('.png', '-turned.png') });
  }
  await page.close();
}

async function checkTryItOut(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  await page.goto(`${url}/docs?lang=en`, { waitUntil: 'networkidle' });
  await page.locator('.auth-wrapper > button.authorize').click();
  const dialog = page.locator('.auth-container').filter({ hasText: 'OAuth2' });
  await dialog.locator('#oauth_username').fill('admin');
  await dialog.locator('#oauth_password').fill('Admin123!');
  await dialog.locator('button.authorize').click();
  await dialog.getByText('Authorized', { exact: false }).first().waitFor();
  await page.locator('.close-modal').first().click();
  const block = page.locator('.opblock[id$="-uploadPicture"]');
  await block.locator('.opblock-summary-control').click();
  const buffer = drawPicture('Swagger', 0).bytes;
  await block
    .locator('input[type=file]')
    .setInputFiles({ name: 'drawing.png', mimeType: 'image/png', buffer });
  await block.locator('button.execute').click();
  const live = block.locator('.live-responses-table .response');
  await live.waitFor();
  const text = await live.locator('.highlight-code').first().innerText();
  assert.match(text, /"content_type": "image\/png"/);
  await page.close();
}

await withChromium('pictures', (browser) =>
  withDemoServer(async (url) => {
    await checkCovers(browser, url);
    await checkTurned(browser, url);
    await checkTryItOut(browser, url);
  }),
);
console.log('Covers are shown, photos are upright, and uploads in Swagger UI work.');
