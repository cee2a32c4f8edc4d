import { describe, expect, it } from 'vitest';
import type { ZodObject } from 'zod';
import { get } from '../helpers/api';
import {
  attack,
  byOperationId,
  fill,
  leastPrivilegedToken,
  newAttackTargets,
  operationsWithIds,
  reads,
  state,
} from '../helpers/attacks';
import { newModel, newPerson } from '../helpers/data';

/** Texts to try wherever text is accepted. */
const INJECTIONS = [
  "' OR 1=1 --",
  '"; DROP TABLE users; --',
  "1' UNION SELECT password_hash FROM users --",
  '" OR *',
  'NEAR(a b)',
  'text:x* AND NOT (',
  '%',
  '_',
  '\\',
  '../../etc/passwd',
  '%00',
  '\u0000',
  '\ud800',
  '{"$ne":null}',
  '{{7*7}}',
  '<script>alert(1)</script>',
  'x\r\nSet-Cookie: a=b',
  '🙂'.repeat(13),
  'x'.repeat(51),
  '가'.repeat(17),
  'x'.repeat(5000),
];

const NUMBERS = ['1e999', '9007199254740993', '-1', '0x10', '1e1', 'NaN', 'Infinity', ' 1', '١'];

const queries = reads.filter(({ query, path }) => query && path.startsWith('/api/'));
const shapeOf = (query: unknown) => Object.keys((query as ZodObject).shape ?? {});

describe('a query', () => {
  it.each(byOperationId(queries))(
    'of %s has no effect through its parameters',
    async (_, operation) => {
      const field = await newAttackTargets();
      const [path, token] = [
        fill(operation.path, field.ids),
        leastPrivilegedToken(operation, field),
      ];
      const before = await state();
      for (const name of shapeOf(operation.query)) {
        const numeric = ['skip', 'limit'].includes(name);
        for (const value of numeric ? [...INJECTIONS, ...NUMBERS] : INJECTIONS) {
          const answer = await attack(
            'GET',
            `${path}?${name}=${encodeURIComponent(value.toWellFormed())}`,
            { token },
          );
          expect([200, 403, 404, 422]).toContain(answer.status);
          if (numeric) expect([name, value, answer.status]).toEqual([name, value, 422]);
          expect(answer.headers.get('Set-Cookie')).toBeNull();
        }
      }
      expect(await state()).toBe(before);
    },
  );

  it.each(INJECTIONS)('finds nothing for an absent %j', async (q) => {
    const admin = await newPerson('admin');
    const marker = crypto.randomUUID();
    await newModel(admin, { name: `이름 ${marker}` });
    const search = async (text: string) =>
      (await attack('GET', `/api/v1/models?q=${encodeURIComponent(text)}`, {})).body;
    expect((await search(marker)).total).toBe(1);
    const { items = [] } = await search(q.toWellFormed());
    const texts = items.map((item: object) => JSON.stringify(item));
    for (const text of texts)
      expect(text.toLowerCase()).toContain(JSON.stringify(q).slice(1, -1).toLowerCase());
  });

  it.each([
    'price_per_hour; DROP TABLE models',
    'password_hash',
    '-',
    '--name',
    'name desc',
    '1',
    'NAME',
  ])('rejects the sort %j', async (sort) => {
    const answer = await attack('GET', `/api/v1/models?sort=${encodeURIComponent(sort)}`, {});
    expect(answer.status).toBe(422);
  });

  it('accepts each parameter once', async () => {
    for (const query of [
      'limit=5&limit=100',
      'q=a&q=b',
      'sort=name&sort=-name',
      'limit[]=5',
      'limit[$gt]=5',
    ]) {
      expect((await attack('GET', `/api/v1/models?${query}`, {})).status).toBe(422);
    }
  });
});

describe('an id', () => {
  it.each(byOperationId(operationsWithIds))(
    'in the path of %s is treated as an id only',
    async (_, operation) => {
      const field = await newAttackTargets();
      const token = operation.access === 'public' ? undefined : field.admin.token;
      const before = await state();
      for (const value of INJECTIONS) {
        const path = fill(operation.path, {}, encodeURIComponent(value.toWellFormed()));
        const answer = await attack(operation.method.toUpperCase(), path, { token });
        // Bodies are missing here, so operations that need one may report that first.
        expect([404, 415, 422]).toContain(answer.status);
        expect(answer.headers.get('Set-Cookie')).toBeNull();
      }
      expect(await state()).toBe(before);
    },
  );

  it.each(['..%2f..%2fhealth', '%2e%2e/health', 'a%2fb', '%', '%zz', '%ff%fe', '%0d%0aX-Evil:1'])(
    'that is %s returns 404 or is not a path',
    async (id) => {
      const answer = await attack('GET', `/api/v1/models/${id}`, {});
      expect(answer.status).toBe(404);
      expect(answer.headers.get('X-Evil')).toBeNull();
    },
  );

  it('is echoed as plain text', async () => {
    const { body } = await get('/api/v1/models/%0d%0a%3Cscript%3E');
    expect(body.instance).not.toMatch(/[\r\n<]/);
    expect(JSON.stringify(body)).not.toMatch(/\r|\n/);
  });
});
