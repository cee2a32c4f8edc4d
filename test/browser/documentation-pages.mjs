// Checks of what must work on each documentation page.
import assert from 'node:assert/strict';

const documentOf = async (url, language) =>
  (await fetch(`${url}/openapi.json${language ? `?lang=${language}` : ''}`)).json();

const operationsOf = ({ paths }) =>
  Object.values(paths).flatMap((methods) =>
    Object.values(methods).filter(({ operationId }) => operationId),
  );

/** Opens an operation, runs it unchanged, and returns the response. */
async function tryOut(page, id) {
  const block = page.locator(`.opblock[id$="-${id}"]`);
  const isOpen = (await block.locator('button.execute').count()) > 0;
  if (!isOpen) await block.locator('.opblock-summary-control').click();
  const asked = page.waitForRequest((request) => request.resourceType() === 'fetch');
  await block.locator('button.execute').click();
  const { authorization } = (await asked).headers();
  const live = block.locator('.live-responses-table .response');
  await live.waitFor();
  const status = await live.locator('.response-col_status').first().innerText();
  const text = await live.locator('.highlight-code').first().innerText();
  return { status: status.trim(), text, authorization };
}

/** Checks that the bar links to the other pages and languages, and that the page declares its language. */
async function checkBar(page, language) {
  const own = await page.locator('html').getAttribute('lang');
  assert.equal(own, language ?? 'en', 'without a wish, the language of the browser');
  const links = await page.locator('nav.bar a').evaluateAll((all) => all.map(({ href }) => href));
  assert.equal(links.length, 5);
  for (const href of links) assert.equal((await page.request.get(href)).status(), 200, href);
}

/** Checks that Swagger UI shows everything in the page's language. */
export async function checkSwagger(page, url, language) {
  await page.locator('.opblock').first().waitFor();
  await checkBar(page, language);
  const operations = operationsOf(await documentOf(url, language));
  assert.equal(await page.locator('.opblock').count(), operations.length, 'operations shown');
  if (!language) return;
  const shown = await page.locator('.opblock-summary-description').allInnerTexts();
  const missing = operations.filter(
    ({ summary }) => !shown.some((text) => text.trim() === summary),
  );
  assert.deepEqual(missing, []);
}

/** Uses Swagger UI as a person would: signs in, lists models, books one, signs out. */
export async function tellStory(page, url) {
  await page.locator('.auth-wrapper > button.authorize').click();
  const dialog = page.locator('.auth-container').filter({ hasText: 'OAuth2' });
  await dialog.locator('#oauth_username').fill('client');
  await dialog.locator('#oauth_password').fill('Client123!');
  await dialog.locator('button.authorize').click();
  await dialog.getByText('Authorized', { exact: false }).first().waitFor();
  await page.locator('.close-modal').first().click();

  const listed = await tryOut(page, 'listModels');
  assert.equal(listed.status, '200', 'the listing');
  assert.match(listed.authorization ?? '', /^Bearer /);
  const models = await fetch(`${url}/api/v1/models?limit=50&is_available=true`);
  const { items } = await models.json();
  assert.ok(listed.text.includes(items[0].model_id), 'the listing shows the first model');
  const me = await tryOut(page, 'getMe');
  assert.match(me.text, /"username": "client"/);

  const booked = await tryOut(page, 'createBooking');
  assert.equal(booked.status, '200', `the booking: ${booked.text}`);
  assert.match(booked.text, /"status": "requested"/);
  const AS_IT_STANDS = [
    'getModel',
    'getModelAvailability',
    'quoteBooking',
    'getBooking',
    'cancelBooking',
  ];
  for (const id of AS_IT_STANDS) {
    const { status, text } = await tryOut(page, id);
    assert.equal(status, '200', `${id} as it stands: ${text}`);
  }

  await page.locator('.auth-wrapper > button.authorize').click();
  await dialog.locator('button', { hasText: 'Logout' }).click();
  await dialog.locator('#oauth_password').waitFor();
  await page.locator('.close-modal').first().click();
  assert.equal((await tryOut(page, 'listModels')).authorization, undefined, 'a token after Logout');
}

/** Checks ReDoc: everything is in the menu, the search works, and there are no errors. */
export async function checkRedoc(page, url, language) {
  await page.locator('[data-item-id^="tag/"]').first().waitFor();
  await checkBar(page, language);
  const operations = operationsOf(await documentOf(url, language));
  const inMenu = await page.locator('li[data-item-id*="operation/"]').count();
  assert.equal(inMenu, operations.length, 'operations in the menu');
  assert.equal(await page.getByRole('heading', { name: 'Something went wrong' }).count(), 0);
  if (language) {
    const text = await page.locator('.api-content').innerText();
    assert.ok(text.includes(operations.at(-1).summary), 'the last operation is described');
  }
  await page.locator('input[type=text], input[type=search]').first().fill('bookings');
  await page.locator('[data-role="search:results"] li').first().waitFor();
}
