import { expect } from 'vitest';
import { bindings, call, get, type Options, post, put } from './api';
import type { Person } from './data';
import { uniquePicture } from './images/pictures';

export const PACKAGES = '/api/v1/packages';

/** Creates a package of these models. `path` is where its link is read. */
export async function newPackage(
  admin: Person,
  modelIds: readonly string[],
  body: Record<string, unknown> = {},
  env: Record<string, unknown> = {},
) {
  const items = modelIds.map((model_id) => ({ model_id }));
  const sent = { title: '룩북 후보', items, ...body };
  const answer = await post(PACKAGES, sent, { token: admin.token, env });
  expect(answer.status, answer.text).toBe(200);
  return { ...answer.body, path: pathOf(answer.body.url) } as Record<string, never> & {
    package_id: string;
    url: string;
    path: string;
  };
}

/** Returns the API path behind a link's URL. */
export const pathOf = (url: string) =>
  `/api/v1/shared/packages/${new URL(url).pathname.split('/').at(-1)}`;

export const pick = (path: string, modelId: string, body: object, options: Options = {}) =>
  put(`${path}/items/${modelId}`, body, options);

export const look = (path: string, options: Options = {}) => get(path, options);

/** Uploads a picture of a model and returns its ID. */
export async function newPicture(token: string, modelId: string, isPublic: boolean) {
  const path = `/api/v1/models/${modelId}/pictures?is_public=${isPublic}`;
  const headers = { 'Content-Type': 'image/jpeg' };
  const answer = await call('POST', path, { token, raw: uniquePicture(), headers });
  expect(answer.status, answer.text).toBe(200);
  return answer.body.picture_id as string;
}

/** Writes to the database directly, bypassing the API. */
export const runSql = (sql: string, ...values: unknown[]) =>
  bindings.DB.prepare(sql)
    .bind(...values)
    .run();
