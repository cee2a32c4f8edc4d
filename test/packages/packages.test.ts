import { describe, expect, it } from 'vitest';
import { bindings, call, del, get, post, put } from '../helpers/api';
import { newModel, newPerson, stage, window } from '../helpers/data';
import { uniquePicture } from '../helpers/images/pictures';
import { look, newPackage, PACKAGES, pathOf, pick } from '../helpers/packages';

const DAY = 86_400_000;
const fieldsOf = (answer: { body: { errors?: { field: string }[] } }) =>
  (answer.body.errors ?? []).map(({ field }) => field);

describe('a package', () => {
  it('is created, read, listed and found at its Location', async () => {
    const { admin, client, model_id } = await stage();
    const body = {
      title: '룩북',
      message: '안녕하세요',
      client_name: '고객',
      user_id: client.id,
      ...window(0, 8),
      show_prices: true,
      items: [{ model_id, note: '추천' }],
    };
    await newPackage(admin, [model_id]);
    const made = await post(PACKAGES, body, { token: admin.token });
    expect(made.status).toBe(200);
    expect(made.body).toMatchObject({
      ...{ title: '룩북', message: '안녕하세요', client_name: '고객', user_id: client.id },
      ...{ ...window(0, 8), show_prices: true, status: 'open', viewed_at: null, version: 1 },
      items: [
        { model_id, note: '추천', position: 1, picture_ids: null, verdict: null, version: 1 },
      ],
    });
    expect(made.body.url).toMatch(/^https:\/\/api\.example\.com\/p\/[\w-]{48}$/);
    const ttl = Date.parse(made.body.expires_at) - Date.parse(made.body.created_at);
    expect(ttl).toBe(14 * DAY);
    const read = await get(String(made.headers.get('Location')), { token: admin.token });
    expect([read.body, read.headers.get('etag')]).toEqual([made.body, made.headers.get('etag')]);
    const page = await get(`${PACKAGES}?limit=1&status=open`, { token: admin.token });
    expect(page.body.items[0]).toEqual(made.body);
    const next = await get(`${PACKAGES}?limit=1&status=open&cursor=${page.body.next_cursor}`, {
      token: admin.token,
    });
    expect(next.body.total).toBeNull();
    expect(next.body.items[0]?.package_id).not.toBe(made.body.package_id);
  });

  it('is for admins only', async () => {
    const { admin, client, model_id } = await stage();
    const { package_id } = await newPackage(admin, [model_id]);
    const { token } = client;
    const one = `${PACKAGES}/${package_id}`;
    const answers = [
      await post(PACKAGES, { title: 'xx', items: [{ model_id }] }, { token }),
      await get(PACKAGES, { token }),
      await get(one, { token }),
      await put(one, { title: 'xx' }, { token }),
      await del(one, { token }),
      ...(await Promise.all(
        ['revoke', 'relink', 'close'].map((name) => post(`${one}/${name}`, undefined, { token })),
      )),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403));
  });

  it('rejects invalid input', async () => {
    const { admin, model_id } = await stage();
    const make = (body: object) =>
      post(PACKAGES, { title: '룩북', items: [{ model_id }], ...body }, { token: admin.token });
    const ids = Array.from({ length: 51 }, (_, n) => ({ model_id: `m${n}` }));
    const wrong: [object, string][] = [
      [{ items: ids }, 'items'],
      [{ items: [] }, 'items'],
      [{ items: [{ model_id }, { model_id }] }, 'items'],
      [{ items: [{ model_id, picture_ids: ['absent'] }] }, 'items.0.picture_ids'],
      [{ start_time: window(0, 1).start_time }, 'end_time'],
      [{ start_time: window(0, 1).end_time, end_time: window(0, 1).start_time }, 'end_time'],
      [{ expires_at: new Date(Date.now() - 1000).toISOString() }, 'expires_at'],
      [{ expires_at: new Date(Date.now() + 91 * DAY).toISOString() }, 'expires_at'],
      [{ title: 'x' }, 'title'],
      [{ verdict: 'yes' }, 'verdict'],
    ];
    for (const [body, field] of wrong) {
      const answer = await make(body);
      expect([field, answer.status, fieldsOf(answer)]).toEqual([field, 422, [field]]);
    }
    expect((await make({ items: [{ model_id: 'absent' }] })).body.error_code).toBe(
      'ModelNotFoundException',
    );
    expect((await make({ user_id: 'absent' })).body.error_code).toBe('UserNotFoundException');
    const other = await newModel(admin);
    const headers = { 'Content-Type': 'image/jpeg' };
    const picture = await call('POST', `/api/v1/models/${other.model_id}/pictures`, {
      ...{ token: admin.token, raw: uniquePicture(), headers },
    });
    const foreign = await make({ items: [{ model_id, picture_ids: [picture.body.picture_id] }] });
    expect([foreign.status, fieldsOf(foreign)]).toEqual([422, ['items.0.picture_ids']]);
  });

  it('keeps the verdicts of remaining models, and accepts itself as read', async () => {
    const { admin, model_id } = await stage();
    const [second, third] = [await newModel(admin), await newModel(admin)];
    const { path, package_id } = await newPackage(admin, [model_id, second.model_id]);
    await pick(path, model_id, { verdict: 'yes', comment: '첫째' });
    await pick(path, second.model_id, { verdict: 'no' });
    const one = `${PACKAGES}/${package_id}`;
    const read = await get(one, { token: admin.token });
    const same = await put(one, read.body, { token: admin.token });
    expect(same.status, same.text).toBe(200);
    expect(same.body.items).toEqual(read.body.items);
    const items = [{ model_id: third.model_id }, { model_id, note: '새 메모' }];
    const changed = await put(one, { items }, { token: admin.token });
    expect(
      changed.body.items.map((item: Record<string, unknown>) => [
        ...[item.model_id, item.position, item.verdict, item.comment, item.note, item.version],
      ]),
    ).toEqual([
      [third.model_id, 1, null, null, null, 1],
      [model_id, 2, 'yes', '첫째', '새 메모', 2],
    ]);
    const back = await put(one, { items: [{ model_id: second.model_id }] }, { token: admin.token });
    expect(back.body.items[0]).toMatchObject({ model_id: second.model_id, verdict: null });
  });

  it('is changed and deleted only in the version that was read', async () => {
    const { admin, model_id } = await stage();
    const { package_id } = await newPackage(admin, [model_id]);
    const { token } = admin;
    const one = `${PACKAGES}/${package_id}`;
    const headers = { 'If-Match': '"7"' };
    const title = { title: '다른 제목' };
    const items = [{ model_id: (await newModel(admin)).model_id }];
    const before = (await get(one, { token })).body;
    const stale = [
      await put(one, { ...title, items }, { token, headers }),
      await post(`${one}/relink`, undefined, { token, headers }),
      await post(`${one}/close`, undefined, { token, headers }),
      await post(`${one}/revoke`, undefined, { token, headers }),
      await del(one, { token, headers }),
    ];
    expect(stale.map(({ status }) => status)).toEqual([412, 412, 412, 412, 412]);
    expect((await get(one, { token })).body).toEqual(before);
    expect((await del(one, { token, headers: { 'If-Match': '"1"' } })).body.message).toBe(
      '패키지가 삭제되었습니다',
    );
    expect((await get(one, { token })).status).toBe(404);
  });

  it('is created once per key, and a replayed relink shows the same link', async () => {
    const { admin, model_id } = await stage();
    const headers = { 'Idempotency-Key': crypto.randomUUID() };
    const make = () =>
      post(PACKAGES, { title: '룩북', items: [{ model_id }] }, { token: admin.token, headers });
    const answers = await Promise.all(Array.from({ length: 5 }, make));
    const again = await make();
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    const ids = new Set(answers.flatMap(({ body }) => body.package_id ?? []));
    expect([...ids]).toEqual([again.body.package_id]);
    const relink = () =>
      post(`${PACKAGES}/${again.body.package_id}/relink`, undefined, {
        token: admin.token,
        headers,
      });
    const [first, second] = [await relink(), await relink()];
    expect(second.body.url).toBe(first.body.url);
    expect(first.body.url).not.toBe(again.body.url);
    expect((await look(pathOf(second.body.url))).status).toBe(200);
  });

  it.each(['close', 'revoke'])(
    'accepts %s once: a repeat returns the same, also with a key',
    async (name) => {
      const { admin, model_id } = await stage();
      const { package_id } = await newPackage(admin, [model_id]);
      const again = (headers = {}) =>
        post(`${PACKAGES}/${package_id}/${name}`, undefined, { token: admin.token, headers });
      const { body: first } = await again();
      const headers = { 'Idempotency-Key': crypto.randomUUID() };
      const [second, replayed] = [await again(headers), await again(headers)];
      expect([second.body, replayed.body]).toEqual([first, first]);
      expect(second.headers.get('Idempotency-Replayed')).toBeNull();
      expect(replayed.headers.get('Idempotency-Replayed')).toBe('true');
      expect((await again({ 'If-Match': '"1"' })).status).toBe(412);
    },
  );

  it('requires PUBLIC_URL', async () => {
    const { admin, model_id } = await stage();
    const { package_id } = await newPackage(admin, [model_id]);
    const env = { APP_ENV: 'staging', PASSWORD_HASH_COST: '15' };
    const options = { token: admin.token, env };
    const one = `${PACKAGES}/${package_id}`;
    for (const answer of [
      await post(PACKAGES, { title: '룩북', items: [{ model_id }] }, options),
      await post(`${one}/relink`, undefined, options),
    ]) {
      expect(answer.status).toBe(503);
      expect(answer.body.error_message).toContain('PUBLIC_URL');
    }
    expect((await get(one, options)).body.url).toBeNull();
    const named = { ...env, PUBLIC_URL: 'https://agency.example.com' };
    const { body } = await get(one, { token: admin.token, env: named });
    expect(body.url).toMatch(/^https:\/\/agency\.example\.com\/p\//);
  });

  it('holds at most fifty live models, enforced by the database too', async () => {
    const admin = await newPerson('admin');
    const models = await Promise.all(Array.from({ length: 51 }, () => newModel(admin)));
    const ids = models.map(({ model_id }) => model_id as string);
    const { package_id } = await newPackage(admin, ids.slice(0, 50));
    const add = (id: string) =>
      bindings.DB.prepare(
        'INSERT INTO package_items (package_id, model_id, position) VALUES (?, ?, 99)',
      )
        .bind(package_id, id)
        .run();
    await expect(add(ids[50] ?? '')).rejects.toThrow('PACKAGE_FULL');
    const swapped = [...ids.slice(1)].map((model_id) => ({ model_id }));
    const changed = await put(
      `${PACKAGES}/${package_id}`,
      { items: swapped },
      { token: admin.token },
    );
    expect(changed.body.items).toHaveLength(50);
    const small = await newPackage(admin, ids.slice(0, 1));
    await del(`/api/v1/models/${ids[3]}`, { token: admin.token });
    await expect(
      bindings.DB.prepare(
        'INSERT INTO package_items (package_id, model_id, position) VALUES (?, ?, 99)',
      )
        .bind(small.package_id, ids[3])
        .run(),
    ).rejects.toThrow('PACKAGE_MODEL');
  });
});
