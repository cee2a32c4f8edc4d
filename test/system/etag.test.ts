import { describe, expect, it } from 'vitest';
import { etagOf, versionsOf } from '../../src/http/etag';
import { del, get, put } from '../helpers/api';
import { newModel, newPerson } from '../helpers/data';

describe('an ETag', () => {
  it('is the version and a digest of what is shown with it', () => {
    expect(etagOf(7)).toBe('"7"');
    expect(etagOf(7, '', null)).toBe('"7"');
    expect(etagOf(7, 'admin')).toMatch(/^"7\.[\w-]{12}"$/);
    expect(etagOf(7, 'a', 1)).not.toBe(etagOf(7, 'a', 2));
    expect(etagOf(7, 'a', 'b')).not.toBe(etagOf(7, 'ab', ''));
  });
});

describe('If-Match', () => {
  it.each<[string | undefined, number[] | undefined]>([
    [undefined, undefined],
    ['*', undefined],
    [' * ', undefined],
    ['"7"', [7]],
    ['W/"7"', [7]],
    ['"7.aB-_9"', [7]],
    ['W/"7.aB-_9", "8"', [7, 8]],
    ['"7","7.x" , W/"7"', [7]],
    ['"x"', []],
    ['7', []],
    ['w/"7"', []],
    ['"7" "8"', []],
    ['', []],
  ])('%j allows the versions %j', (header, versions) => {
    expect(versionsOf(header)).toEqual(versions);
  });

  it('accepts a list of any length, and tags that a proxy has weakened', async () => {
    const { token } = await newPerson('admin');
    const { model_id } = await newModel({ token } as never);
    const path = `/api/v1/models/${model_id}`;
    const etag = (await get(path, { token })).headers.get('ETag') ?? '';
    const others = Array.from({ length: 400 }, (_, index) => `"${index + 100}"`).join(', ');
    const change = (ifMatch: string) =>
      put(path, { height_cm: 170 }, { token, headers: { 'If-Match': ifMatch } });
    expect((await change(others)).status).toBe(412);
    expect((await change(`${others}, W/${etag}`)).status).toBe(200);
    expect((await change(etag)).status).toBe(412);
    const gone = await del(path, { token, headers: { 'If-Match': `${others}, W/"2"` } });
    expect(gone.status).toBe(200);
  });
});
