// Tests Postman's import of the document: its calls succeed unchanged once a token is set.
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { drawPicture } from '../../scripts/db/demo-pictures.mjs';

/**
 * Operations that need values no document can contain: tokens from mails and links, the caller's own password
 * and sessions.
 */
const NEEDS_A_SECRET = new Set([
  ...['refresh', 'resetPassword', 'verifyEmail', 'cancelEmailChange', 'acceptInvitation'],
  ...['changePassword', 'eraseMe', 'endSession'],
  ...['viewSharedPackage', 'pickFromPackage', 'getCalendarFeed', 'getPictureFile'],
]);

const OPTIONS = { parametersResolution: 'Example' };

/** Returns every call of the collection that Postman creates from a document, with its operationId. */
async function imported(document, folder) {
  const { convertV2 } = createRequire(`${folder}package.json`)('openapi-to-postmanv2');
  const input = { type: 'json', data: document };
  const { result, reason, output } = await promisify(convertV2)(input, OPTIONS);
  if (!result) throw new Error(reason);
  // A collection identifies operations by title.
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  const ids = new Map(operations.map(({ summary, operationId }) => [summary, operationId]));
  const callsIn = (items) => items.flatMap((one) => (one.item ? callsIn(one.item) : [one]));
  return callsIn(output[0].data.item).map(({ name, request }) => ({ id: ids.get(name), request }));
}

const enabled = (list) =>
  list.filter((one) => !one.disabled).map(({ key, value }) => [key, value ?? '']);

/** Sends a call as Postman does. A file is what its user selects. */
async function send(baseUrl, { method, url, header, body }, token) {
  const ids = new Map(
    url.variable?.map(({ key, value }) => [`:${key}`, encodeURIComponent(value)]),
  );
  const path = url.path.map((part) => ids.get(part) ?? part).join('/');
  const headers = { ...Object.fromEntries(enabled(header)), Authorization: `Bearer ${token}` };
  const content = body?.mode === 'file' ? drawPicture('Postman', 0).bytes : body?.raw;
  if (body?.mode === 'file') headers['Content-Type'] = 'application/octet-stream';
  const query = new URLSearchParams(enabled(url.query ?? []));
  const request = { method, headers, ...(content && { body: content }) };
  const answer = await fetch(`${baseUrl}/${path}?${query}`, request);
  return { status: answer.status, text: `${method} ${path}?${query} ${await answer.text()}` };
}

/**
 * Calls everything that Postman imports, as the demo data's admin.
 * @returns {Promise<{ good: number, total: number, failures: string[] }>}
 */
export async function callImported(baseUrl, folder) {
  const document = await (await fetch(`${baseUrl}/openapi.json?lang=en`)).json();
  const calls = await imported(document, folder);
  const signIn = await fetch(`${baseUrl}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password: 'Admin123!' }),
  });
  const { access_token: token } = await signIn.json();
  const able = calls.filter(({ id }) => !NEEDS_A_SECRET.has(id));
  const isLast = ({ id }) => id === 'logout';
  const failures = [];
  for (const { id, request } of able.toSorted((a, b) => isLast(a) - isLast(b))) {
    const { status, text } = await send(baseUrl, request, token);
    if (status >= 400) failures.push(`${id}: ${status} ${text.slice(0, 400)}`);
  }
  return { good: able.length - failures.length, total: able.length, failures };
}
