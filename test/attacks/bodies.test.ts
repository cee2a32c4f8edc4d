import { describe, expect, it } from 'vitest';
import type { ZodObject } from 'zod';
import type { Operation } from '../../src/http/operation';
import { bindings, get, post, put } from '../helpers/api';
import {
  attack,
  byOperationId,
  exampleBody,
  fill,
  leastPrivilegedToken,
  newAttackTargets,
  operationsWithBody,
  state,
} from '../helpers/attacks';
import { accountBody, newPerson } from '../helpers/data';

const json = { 'Content-Type': 'application/json' };

/** Fields that no caller may set. */
const EXTRAS = [
  '__proto__',
  'constructor',
  'prototype',
  'user_id',
  'role',
  'is_active',
  'status',
  'version',
  'password_hash',
  'passwordHash',
  'total_price',
  'created_at',
  'deleted_at',
  'updated_by',
  '$where',
];

const namesOf = (schema: unknown) => Object.keys((schema as ZodObject).shape ?? {});

/** Fields that a body may contain without effect: a PUT accepts the resource as it was read. */
const passedOver = ({ method, response }: Operation) => (method === 'put' ? namesOf(response) : []);

const deep = (open: string, close: string) => open.repeat(30_000) + close.repeat(30_000);
const bytes = (...values: number[]) => new Uint8Array(values);
const BIG = 64 * 1024 + 1;

/** Bodies that no operation accepts. */
const HOSTILE: [string, BodyInit][] = [
  ['deep lists', deep('[', ']')],
  ['deep objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
  ['a byte order mark alone', '\ufeff'],
  ['invalid UTF-8', bytes(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d)],
  ['overlong UTF-8', bytes(0x22, 0xc0, 0xaf, 0x22)],
  ['UTF-16', bytes(0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00)],
  ['a number beyond all', '1e999'],
  ['no JSON', '{a:1}'],
  ['a comment', '{/**/}x'],
  ['NaN', 'NaN'],
  ['a trailing comma', '{"a":1,}'],
  ['NUL', '\0'],
  ['a list', '[]'],
  ['null', 'null'],
  ['text', '"{}"'],
];

/** Texts that no single-line field accepts. */
const TEXTS: [string, string][] = [
  ['a lone surrogate', '"ab\\ud800cd"'],
  ['NUL', '"ab\\u0000cd"'],
  ['an escape', '"ab\\u001b[31mcd"'],
  ['a line break', '"ab\\r\\nSet-Cookie: x=1"'],
  ['a number beyond all', '1e999'],
  ['a number beyond the safe ones', '9007199254740993'],
  ['an object', '{"$gt":""}'],
  ['a list', '["ab"]'],
  ['true', 'true'],
];

describe.each(byOperationId(operationsWithBody))('%s', (_, operation) => {
  it('rejects fields that are not its own', async () => {
    const field = await newAttackTargets();
    const [path, token] = [fill(operation.path, field.ids), leastPrivilegedToken(operation, field)];
    const base = JSON.stringify(exampleBody(operation, field.ids));
    const known = [...namesOf(operation.body), ...passedOver(operation)];
    const before = await state();
    for (const extra of EXTRAS.filter((name) => !known.includes(name))) {
      const glue = base === '{}' ? '' : ',';
      const raw = base.replace('{', `{"${extra}":{"role":"admin"}${glue}`);
      const answer = await attack(operation.method.toUpperCase(), path, {
        token,
        raw,
        headers: json,
      });
      expect([extra, answer.status]).toEqual([extra, 422]);
      expect(answer.body.errors.map(({ field: name }: { field: string }) => name)).toContain(extra);
    }
    expect(await state()).toBe(before);
    expect(({} as { role?: string }).role).toBeUndefined();
  });

  it('rejects anything but a JSON object', async () => {
    const field = await newAttackTargets();
    const [path, token] = [fill(operation.path, field.ids), leastPrivilegedToken(operation, field)];
    const before = await state();
    for (const [name, raw] of HOSTILE) {
      const answer = await attack(operation.method.toUpperCase(), path, {
        token,
        raw,
        headers: json,
      });
      expect([name, answer.status >= 400]).toEqual([name, true]);
      expect([400, 422]).toContain(answer.status);
    }
    const large = `{"a":"${'x'.repeat(BIG)}"}`;
    const announced = { ...json, 'Content-Length': String(large.length) };
    const bodies = [
      { raw: large, headers: announced },
      { raw: new Blob([large]).stream(), headers: json },
    ];
    for (const body of bodies) {
      expect((await attack(operation.method.toUpperCase(), path, { token, ...body })).status).toBe(
        413,
      );
    }
    expect(await state()).toBe(before);
  });
});

describe('a name', () => {
  it.each(TEXTS)('is not %s', async (_, value) => {
    const raw = JSON.stringify(accountBody()).replace(
      /"full_name":"[^"]*"/,
      `"full_name":${value}`,
    );
    const answer = await attack('POST', '/api/v1/auth/register', { raw, headers: json });
    expect([answer.status, answer.body.errors[0].field]).toEqual([422, 'full_name']);
  });

  it.each(['1e999', '9007199254740993', '-1', '0', '1.5', '"20000"', 'null', '[20000]'])(
    'is text, and a price is not %s',
    async (price) => {
      const { token } = await newPerson('admin');
      const raw = `{"name":"모델 하나","description":"열 글자가 넘는 설명입니다.","price_per_hour":${price}}`;
      const answer = await attack('POST', '/api/v1/models', { token, raw, headers: json });
      expect([answer.status, answer.body.errors[0].field]).toEqual([422, 'price_per_hour']);
    },
  );

  it('given twice takes the last value, as in JSON', async () => {
    const account = accountBody();
    const raw = JSON.stringify(account).replace('{', '{"full_name":"처음",');
    const answer = await attack('POST', '/api/v1/auth/register', { raw, headers: json });
    expect([answer.status, answer.body.full_name]).toEqual([200, account.full_name]);
  });

  it('after a byte order mark is read, or the body is rejected', async () => {
    const raw = `\ufeff${JSON.stringify(accountBody())}`;
    const answer = await attack('POST', '/api/v1/auth/register', { raw, headers: json });
    expect([200, 400]).toContain(answer.status);
  });
});

describe('a role', () => {
  it('is not granted on request', async () => {
    const { id, token } = await newPerson();
    const privileged = [{ role: 'admin' }, { is_active: true }, { role: 'client' }];
    for (const extra of privileged) {
      const answers = [
        await post('/api/v1/auth/register', accountBody(extra)),
        await post('/api/v1/users', accountBody(extra)),
        await post('/api/v1/users', accountBody(extra), { token }),
        await put('/api/v1/auth/me', extra, { token }),
        await put(`/api/v1/users/${id}`, extra, { token }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([422, 401, 403, 200, 403]);
    }
    expect((await get('/api/v1/auth/me', { token })).body.role).toBe('client');
    const row = bindings.DB.prepare('SELECT role FROM users WHERE id = ?').bind(id);
    expect(await row.first('role')).toBe('client');
  });
});
