// What has to work on each page of the documentation.
import assert from 'node:assert/strict';

const HOUR = 3_600_000;

const documentOf = async (url, language) =>
  (await fetch(`${url}/openapi.json${language ? `?lang=${language}` : ''}`)).json();

const operationsOf = ({ paths }) =>
  Object.values(paths).flatMap((methods) =>
    Object.values(methods).filter(({ operationId }) => operationId),
  );

/** Opens an operation, lets it be tried, and answers with what it got. */
async function tryOut(page, id, body) {
  const block = page.locator(`.opblock[id$="-${id}"]`);
  await block.locator('.opblock-summary-control').click();
  if (body) await block.locator('textarea.body-param__text').fill(JSON.stringify(body));
  await block.locator('button.execute').click();
  const live = block.locator('.live-responses-table .response');
  await live.waitFor();
  const status = await live.locator('.response-col_status').first().innerText();
  const text = await live.locator('.highlight-code').first().innerText();
  return { status: status.trim(), text };
}

/** Swagger UI: signs in, lists models, books one, signs out. */
export async function checkSwagger(page, url, language) {
  await page.locator('.opblock').first().waitFor();
  const operations = operationsOf(await documentOf(url, language));
  assert.equal(await page.locator('.opblock').count(), operations.length, 'operations shown');
  const [{ summary }] = operations;
  if (language) {
    const shown = await page.locator('.opblock-summary-description').allInnerTexts();
    assert.ok(
      shown.some((text) => text.trim() === summary),
      `"${summary}" is shown`,
    );
  }

  await page.locator('.auth-wrapper > button.authorize').click();
  const dialog = page.locator('.auth-container').filter({ hasText: 'OAuth2' });
  await dialog.locator('#oauth_username').fill('client');
  await dialog.locator('#oauth_password').fill('Client123!');
  await dialog.locator('button.authorize').click();
  await dialog.getByText('Authorized', { exact: false }).first().waitFor();
  await page.locator('.close-modal').first().click();

  const listed = await tryOut(page, 'listModels');
  assert.equal(listed.status, '200', 'the listing');
  const models = await fetch(`${url}/api/v1/models?limit=50&is_available=true`);
  const { items } = await models.json();
  assert.ok(listed.text.includes(items[0].model_id), 'the listing shows the first model');
  const me = await tryOut(page, 'getMe');
  assert.match(me.text, /"username": "client"/);

  const start = Math.ceil(Date.now() / HOUR) * HOUR + 300 * 24 * HOUR;
  const [start_time, end_time] = [start, start + 2 * HOUR].map((at) => new Date(at).toISOString());
  const booked = await tryOut(page, 'createBooking', {
    model_id: items[0].model_id,
    start_time,
    end_time,
  });
  assert.equal(booked.status, '200', `the booking: ${booked.text}`);
  assert.match(booked.text, /"status": "requested"/);

  await page.locator('.auth-wrapper > button.authorize').click();
  await dialog.locator('button', { hasText: 'Logout' }).click();
  await dialog.locator('#oauth_password').waitFor();
}

/** ReDoc: everything is in the menu, the search finds, nothing fell over. */
export async function checkRedoc(page, url, language) {
  await page.locator('[data-item-id^="tag/"]').first().waitFor();
  const operations = operationsOf(await documentOf(url, language));
  const inMenu = await page.locator('li[data-item-id*="operation/"]').count();
  assert.equal(inMenu, operations.length, 'operations in the menu');
  assert.equal(await page.getByText('Something went wrong').count(), 0);
  if (language) {
    const text = await page.locator('.api-content').innerText();
    assert.ok(text.includes(operations.at(-1).summary), 'the last operation is described');
  }
  await page.locator('input[type=text], input[type=search]').first().fill('bookings');
  await page.locator('[data-role="search:results"] li').first().waitFor();
}
