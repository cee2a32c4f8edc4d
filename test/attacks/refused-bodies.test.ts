import { describe, expect, it } from 'vitest';
import { call } from '../helpers/api';
import { newModel, newPerson } from '../helpers/data';

const PIECE = new Uint8Array(64 * 1024);
const MOST = 32 * 1024 * 1024;

/** A body of some pieces that counts how many were read. Without a number it never ends. */
function bodyOf(pieces = Number.POSITIVE_INFINITY) {
  const taken = { pieces: 0 };
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (taken.pieces === pieces) return controller.close();
      taken.pieces++;
      controller.enqueue(PIECE);
    },
  });
  return { stream, taken };
}

const jpeg = { 'Content-Type': 'image/jpeg' };
const json = { 'Content-Type': 'application/json' };
const login = '/api/v1/auth/login';

describe('the rest of a rejected body', () => {
  it.each([
    ['a file without credentials', 401, '/api/v1/models/x/pictures', jpeg],
    ['a file of a wrong type', 415, '/api/v1/models/x/pictures', { 'Content-Type': 'text/html' }],
    ['a file that is too large', 413, '/api/v1/models/x/pictures', jpeg],
    ['JSON that is too large', 413, login, json],
    ['a body for nobody', 404, '/api/v1/nothing', json],
  ])('is read to its end: %s', async (_, expected, path, headers) => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    const { stream, taken } = bodyOf(176);
    const token = expected === 401 ? undefined : admin.token;
    const options = { headers, raw: stream, ...(token && { token }) };
    const { status } = await call('POST', path.replace('/x/', `/${model_id}/`), options);
    expect([status, taken.pieces]).toEqual([expected, 176]);
  });

  it.each([
    ['a file', '/api/v1/models/x/pictures', jpeg],
    ['JSON', login, json],
  ])('does not delay the response even if it never ends: %s', async (_, path, headers) => {
    const { token } = await newPerson('admin');
    const { stream, taken } = bodyOf();
    const { status } = await call('POST', path, { headers, raw: stream, token });
    expect(status).toBe(413);
    expect(taken.pieces * PIECE.length).toBeLessThan(MOST * 1.5);
  });

  it('is not read for a caller over its limit', async () => {
    const { stream, taken } = bodyOf(176);
    const limit = async () => ({ success: false });
    const env = { WRITE_LIMITER: { limit } };
    const headers = { ...jpeg, 'CF-Connecting-IP': '203.0.113.99' };
    const path = '/api/v1/models/x/pictures';
    const { status } = await call('POST', path, { headers, raw: stream, env });
    expect(status).toBe(429);
    expect(taken.pieces).toBeLessThan(10);
  });

  it('is not waited for', async () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    writer.write(PIECE).catch(() => undefined);
    const began = Date.now();
    const { status } = await call('POST', '/api/v1/nothing', { headers: json, raw: readable });
    expect(status).toBe(404);
    expect(Date.now() - began).toBeLessThan(6000);
  });
});
