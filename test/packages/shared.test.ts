import { describe, expect, it, vi } from 'vitest';
import { bindings, call, del, get, post, put } from '../helpers/api';
import { counting } from '../helpers/counting';
import { confirm, newBooking, newModel, stage, window } from '../helpers/data';
import { download, unlikeOthers } from '../helpers/images/pictures';
import { look, newPackage, PACKAGES, pathOf, pick } from '../helpers/packages';

const run = (sql: string, ...values: unknown[]) =>
  bindings.DB.prepare(sql)
    .bind(...values)
    .run();

const refusedAs = (answer: { status: number; body: { error_code: string } }) => [
  answer.status,
  answer.body.error_code,
];
const GONE = [404, 'PackageNotFoundException'];
const unstamped = (text: string) =>
  text.replaceAll(/"(timestamp|request_id|instance)":"[^"]*"/g, '"$1":""');

async function newPicture(token: string, modelId: string, isPublic: boolean) {
  const path = `/api/v1/models/${modelId}/pictures?is_public=${isPublic}`;
  const headers = { 'Content-Type': 'image/jpeg' };
  const answer = await call('POST', path, { token, raw: unlikeOthers(), headers });
  expect(answer.status, answer.text).toBe(200);
  return answer.body.picture_id as string;
}

describe('a link', () => {
  it('works without a token, and with anybody’s just the same', async () => {
    const { admin, client, model_id } = await stage();
    const { path } = await newPackage(admin, [model_id]);
    const texts = [
      (await look(path)).text,
      (await look(path, { token: client.token })).text,
      (await look(path, { token: 'no.such.token' })).text,
    ];
    expect(new Set(texts).size).toBe(1);
    const answer = await look(path);
    expect(answer.body).toMatchObject({
      title: '룩북 후보',
      message: null,
      status: 'open',
      agency: { name: null, email: null },
      items: [{ verdict: null, comment: null, note: null, pictures: [] }],
    });
    expect(answer.body.items[0].model.model_id).toBe(model_id);
    expect('is_free' in answer.body.items[0]).toBe(false);
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    expect(answer.headers.get('x-robots-tag')).toBe('noindex');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect((await look(`${path}x`)).headers.get('x-robots-tag')).toBe('noindex');
    const env = { AGENCY_NAME: '한빛', AGENCY_EMAIL: 'Hanbit <book@hanbit.example>' };
    expect((await look(path, { env })).body.agency).toEqual({
      name: '한빛',
      email: 'book@hanbit.example',
    });
  });

  it('that is not ours costs no query; relinked, revoked, deleted are the same 404', async () => {
    const { admin, model_id } = await stage();
    const { path } = await newPackage(admin, [model_id]);
    const other = await newPackage(admin, [model_id]);
    const token = path.split('/').at(-1) ?? '';
    const [bytes, others] = [token, other.path.split('/').at(-1) ?? ''].map((text) =>
      Buffer.from(text, 'base64url'),
    ) as [Buffer, Buffer];
    const flipped = Array.from({ length: 36 }, (_, at) => {
      const copy = Buffer.from(bytes);
      copy[at] = Number(copy[at]) ^ 1;
      return copy.toString('base64url');
    });
    const swapped = Buffer.concat([bytes.subarray(0, 20), others.subarray(20)]).toString(
      'base64url',
    );
    const { of } = counting();
    for (const bad of [...flipped, swapped, 'x', 'A'.repeat(48), `${token}A`]) {
      const at = `/api/v1/shared/packages/${bad}`;
      const cost = await of(async (env) => {
        expect(refusedAs(await look(at, { env }))).toEqual(GONE);
        expect(refusedAs(await pick(at, model_id, { verdict: 'yes' }, { env }))).toEqual(GONE);
      });
      expect([bad, cost.d1]).toEqual([bad, 0]);
    }
    const texts = [unstamped((await look(`${path}x`)).text)];
    const move = (id: string, name: string) =>
      post(`${PACKAGES}/${id}/${name}`, undefined, { token: admin.token });
    const { package_id } = await newPackage(admin, [model_id]);
    const old = pathOf((await get(`${PACKAGES}/${package_id}`, { token: admin.token })).body.url);
    const relinked = await move(package_id, 'relink');
    expect((await look(pathOf(relinked.body.url))).status).toBe(200);
    expect(refusedAs(await pick(old, model_id, { verdict: 'yes' }))).toEqual(GONE);
    texts.push(unstamped((await look(old)).text));
    await move(package_id, 'revoke');
    const now = pathOf(relinked.body.url);
    texts.push(unstamped((await look(now)).text));
    expect(refusedAs(await pick(now, model_id, { verdict: 'yes' }))).toEqual(GONE);
    await del(`${PACKAGES}/${other.package_id}`, { token: admin.token });
    texts.push(unstamped((await look(other.path)).text));
    expect(new Set(texts).size).toBe(1);
  });

  it('verifies under the previous secret too', async () => {
    const { admin, model_id } = await stage();
    const { path } = await newPackage(admin, [model_id]);
    const SECRET_KEY = 'another-one-of-tests-8c1d2e3f4a5b6c7d-9e0f';
    expect((await look(path, { env: { SECRET_KEY } })).status).toBe(404);
    const env = { SECRET_KEY, SECRET_KEY_PREVIOUS: bindings.SECRET_KEY };
    expect((await look(path, { env })).status).toBe(200);
  });
});

describe('expiry', () => {
  it('ends the picking at its millisecond, in the database too', async () => {
    const { admin, model_id } = await stage();
    const { path, package_id } = await newPackage(admin, [model_id]);
    const expires = Date.now() + 60_000;
    await run('UPDATE packages SET expires_at = ? WHERE id = ?', expires, package_id);
    const clock = vi.spyOn(Date, 'now');
    const at = (time: number) => void clock.mockReturnValue(time);
    try {
      at(expires - 1);
      expect((await pick(path, model_id, { verdict: 'yes' })).status).toBe(200);
      for (const time of [expires, expires + 1]) {
        at(time);
        const refused = await pick(path, model_id, { verdict: 'no' });
        expect(refusedAs(refused)).toEqual([409, 'PackageClosedException']);
        expect(refused.body.conflict).toEqual({ status: 'expired' });
      }
      expect((await look(path)).body).toMatchObject({
        status: 'expired',
        items: [{ verdict: 'yes' }],
      });
      at(expires + 30 * 86_400_000 - 1);
      expect((await look(path)).status).toBe(200);
      at(expires + 30 * 86_400_000);
      expect(refusedAs(await look(path))).toEqual(GONE);
      expect(refusedAs(await pick(path, model_id, { verdict: 'no' }))).toEqual(GONE);
    } finally {
      clock.mockRestore();
    }
    const raw = (at: number) =>
      run(
        "UPDATE package_items SET verdict = 'no', decided_at = ? WHERE package_id = ?",
        at,
        package_id,
      );
    await raw(expires - 1);
    await expect(raw(expires)).rejects.toThrow('PACKAGE_CLOSED');
    await run('UPDATE packages SET expires_at = 1 WHERE id = ?', package_id);
    await expect(
      run("UPDATE package_items SET verdict = 'yes' WHERE package_id = ?", package_id),
    ).rejects.toThrow('PACKAGE_CLOSED');
  });

  it('is undone by a later one; what is closed or revoked stays', async () => {
    const { admin, model_id } = await stage();
    const { path, package_id } = await newPackage(admin, [model_id]);
    const { token } = admin;
    await run('UPDATE packages SET expires_at = ? WHERE id = ?', Date.now() - 1, package_id);
    const expires_at = new Date(Date.now() + 86_400_000).toISOString();
    const opened = await put(`${PACKAGES}/${package_id}`, { expires_at }, { token });
    expect(opened.body.status).toBe('open');
    expect((await pick(path, model_id, { verdict: 'maybe' })).status).toBe(200);
    const move = (name: string) => post(`${PACKAGES}/${package_id}/${name}`, undefined, { token });
    expect((await move('close')).body.status).toBe('closed');
    expect((await move('close')).status).toBe(200);
    expect((await put(`${PACKAGES}/${package_id}`, { expires_at }, { token })).body.status).toBe(
      'closed',
    );
    expect(refusedAs(await pick(path, model_id, { verdict: 'no' }))).toEqual([
      409,
      'PackageClosedException',
    ]);
    const refused = await move('relink');
    expect([...refusedAs(refused), refused.body.conflict]).toEqual([
      409,
      'PackageClosedException',
      { status: 'closed' },
    ]);
    expect((await move('revoke')).body.status).toBe('revoked');
    expect((await move('relink')).body.conflict).toEqual({ status: 'revoked' });
    expect((await move('close')).body.conflict).toEqual({ status: 'revoked' });
  });
});

describe('what a link shows', () => {
  it('of a model is what is public of it, and its price only when it is to be shown', async () => {
    const { admin } = await stage();
    const { model_id } = await newModel(admin, {
      birth_date: '1999-01-02',
      notes_internal: '내부 메모',
      commission_pct: 20,
      mother_agency: 'Mother',
    });
    const open = Object.keys((await get(`/api/v1/models/${model_id}`)).body);
    const shown = async (show_prices: boolean) => {
      const { path } = await newPackage(admin, [model_id], {
        show_prices,
        client_name: '비밀 고객',
      });
      const { body, text } = await look(path);
      for (const word of ['내부 메모', 'Mother', '1999-01-02', '비밀 고객', admin.id]) {
        expect(text).not.toContain(word);
      }
      return Object.keys(body.items[0].model);
    };
    expect((await shown(true)).sort()).toEqual([...open].sort());
    expect((await shown(false)).sort()).toEqual(
      open.filter((key) => key !== 'price_per_hour').sort(),
    );
  });

  it('are private pictures through itself alone, gone at once when it is revoked', async () => {
    const { admin, model_id } = await stage();
    const [open, hidden, other] = [
      await newPicture(admin.token, model_id, true),
      await newPicture(admin.token, model_id, false),
      await newPicture(admin.token, model_id, false),
    ];
    const items = [{ model_id, picture_ids: [hidden, open] }];
    const { path, package_id } = await newPackage(admin, [], { items });
    const shown = await look(path);
    const pictures = shown.body.items[0].pictures;
    expect(pictures.map((one: { picture_id: string }) => one.picture_id)).toEqual([hidden, open]);
    expect(pictures[1].urls['800']).toBe(`/api/v1/pictures/${open}/800`);
    const address = String(pictures[0].urls['320']);
    expect(address).toContain(`package=${package_id}.1&`);
    expect((await download(address)).status).toBe(200);
    expect((await get(`/api/v1/pictures/${hidden}/320`)).status).toBe(404);
    for (const changed of [
      address.replace(hidden, other),
      address.replace('/320?', '/800?'),
      address.replace('.1&', '.2&'),
      address.replace(/package=[^&]*&/, ''),
    ]) {
      expect([changed, (await get(changed)).status]).toEqual([changed, 404]);
    }
    const bare = await newPackage(admin, [model_id]);
    expect(
      (await look(bare.path)).body.items[0].pictures.map(
        (one: { picture_id: string }) => one.picture_id,
      ),
    ).toEqual([open]);
    await post(`${PACKAGES}/${package_id}/revoke`, undefined, { token: admin.token });
    expect((await get(address)).status).toBe(404);
  });

  it('are public pictures alone once it is over; addresses end with the link', async () => {
    const { admin, model_id } = await stage();
    const [open, hidden] = [
      await newPicture(admin.token, model_id, true),
      await newPicture(admin.token, model_id, false),
    ];
    const items = [{ model_id, picture_ids: [open, hidden] }];
    const { path, package_id } = await newPackage(admin, [], { items });
    const soon = Date.now() + 90_000;
    await run('UPDATE packages SET expires_at = ? WHERE id = ?', soon, package_id);
    const [, second] = (await look(path)).body.items[0].pictures;
    const address = String(second.urls['320']);
    expect(Number(/expires=(\d+)/.exec(address)?.[1])).toBe(Math.floor(soon / 1000));
    await post(`${PACKAGES}/${package_id}/close`, undefined, { token: admin.token });
    expect((await look(path)).body.items[0].pictures).toHaveLength(1);
    expect((await get(address)).status).toBe(404);
  });

  it('leaves out a model that was deleted, and picking it is a 404; one that is unavailable stays', async () => {
    const { admin, model_id } = await stage();
    const second = await newModel(admin);
    const { path } = await newPackage(admin, [model_id, second.model_id]);
    await del(`/api/v1/models/${model_id}`, { token: admin.token });
    await put(`/api/v1/models/${second.model_id}`, { is_available: false }, { token: admin.token });
    const { items } = (await look(path)).body;
    expect(items).toHaveLength(1);
    expect(items[0].model).toMatchObject({ model_id: second.model_id, is_available: false });
    expect(refusedAs(await pick(path, model_id, { verdict: 'yes' }))).toEqual([
      404,
      'ModelNotFoundException',
    ]);
  });

  it('tells whether a model is free: no confirmed booking and no book-out in the window', async () => {
    const { admin, client, model_id } = await stage();
    const isFree = async (from: number, to: number) => {
      const { path } = await newPackage(admin, [model_id], window(from, to));
      const { body } = await look(path);
      return body.items[0].is_free;
    };
    const booking = await newBooking(client, model_id, 10, 14);
    expect(await isFree(9, 15)).toBe(true);
    await confirm(admin, booking.booking_id);
    await post(`/api/v1/models/${model_id}/book-outs`, window(20, 24), { token: admin.token });
    const asked = [
      [8, 10],
      [8, 11],
      [11, 12],
      [13, 15],
      [14, 20],
      [14, 21],
      [23, 30],
      [24, 30],
    ] as const;
    const found = [];
    for (const [from, to] of asked) found.push(await isFree(from, to));
    expect(found).toEqual([true, false, false, false, true, false, false, true]);
  });

  it('counts as seen when somebody looks: not by HEAD, nor when a browser fetches ahead', async () => {
    const { admin, model_id } = await stage();
    const { path, package_id } = await newPackage(admin, [model_id]);
    const seen = async () =>
      (await get(`${PACKAGES}/${package_id}`, { token: admin.token })).body.viewed_at;
    await call('HEAD', path);
    await look(path, { headers: { 'Sec-Purpose': 'prefetch;prerender' } });
    expect(await seen()).toBeNull();
    await look(path);
    const first = await seen();
    expect(first).not.toBeNull();
    await look(path);
    expect(await seen()).toBe(first);
  });
});

describe('a pick', () => {
  it('is one row of which the last stands, and each is one event', async () => {
    const { admin, model_id } = await stage();
    const { path, package_id } = await newPackage(admin, [model_id]);
    const verdicts = ['yes', 'maybe', 'no'];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => pick(path, model_id, { verdict: verdicts[n % 3] })),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const last = await pick(path, model_id, { verdict: 'maybe', comment: '좋아요' });
    expect(last.body).toMatchObject({ verdict: 'maybe', comment: '좋아요', model: { model_id } });
    const events = await bindings.DB.prepare(
      "SELECT data FROM outbox WHERE type = 'package.picked' AND data ->> 'package_id' = ? ORDER BY seq",
    )
      .bind(package_id)
      .all<{ data: string }>();
    expect(events.results).toHaveLength(21);
    expect(JSON.parse(String(events.results.at(-1)?.data))).toEqual({
      package_id,
      model_id,
      verdict: 'maybe',
      version: 22,
      by: 'client',
    });
    const { body } = await get(`${PACKAGES}/${package_id}`, { token: admin.token });
    expect(body.items[0]).toMatchObject({ verdict: 'maybe', comment: '좋아요', version: 22 });
    const kept = await pick(path, model_id, { verdict: null });
    expect(kept.body).toMatchObject({ verdict: null, comment: '좋아요' });
    expect((await pick(path, model_id, { verdict: 'yes', comment: null })).body.comment).toBeNull();
  });

  it('honours If-Match, and the package’s tag moves while its version stays', async () => {
    const { admin, model_id } = await stage();
    const { path, package_id } = await newPackage(admin, [model_id]);
    const read = () => get(`${PACKAGES}/${package_id}`, { token: admin.token });
    const before = await read();
    const first = await pick(
      path,
      model_id,
      { verdict: 'yes' },
      { headers: { 'If-Match': '"1"' } },
    );
    expect([first.status, first.headers.get('etag')]).toEqual([200, '"2"']);
    const stale = await pick(path, model_id, { verdict: 'no' }, { headers: { 'If-Match': '"1"' } });
    expect(stale.status).toBe(412);
    const after = await read();
    expect(after.body.version).toBe(before.body.version);
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
    const headers = { 'If-Match': String(before.headers.get('etag')) };
    const edited = await put(
      `${PACKAGES}/${package_id}`,
      { title: '새 제목' },
      { token: admin.token, headers },
    );
    expect(edited.status).toBe(200);
  });

  it('of a model that is not in it, or with a wrong verdict, is refused', async () => {
    const { admin, model_id } = await stage();
    const other = await newModel(admin);
    const { path } = await newPackage(admin, [model_id]);
    expect(refusedAs(await pick(path, other.model_id, { verdict: 'yes' }))[0]).toBe(404);
    for (const body of [{}, { verdict: 'perhaps' }, { verdict: 'yes', comment: 'x'.repeat(501) }]) {
      expect((await pick(path, model_id, body)).status).toBe(422);
    }
  });

  it('is the 300th of a link and hour at most', async () => {
    const { admin, model_id } = await stage();
    const { path, package_id } = await newPackage(admin, [model_id]);
    const hour = Math.floor(Date.now() / 3_600_000);
    await run('UPDATE packages SET pick_hour = ?, pick_count = 299 WHERE id = ?', hour, package_id);
    expect((await pick(path, model_id, { verdict: 'yes' })).status).toBe(200);
    const refused = await pick(path, model_id, { verdict: 'no' });
    expect(refusedAs(refused)).toEqual([429, 'RateLimitException']);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect((await look(path)).body.items[0].verdict).toBe('yes');
    await run('UPDATE packages SET pick_hour = ? WHERE id = ?', hour - 1, package_id);
    expect((await pick(path, model_id, { verdict: 'no' })).status).toBe(200);
  });

  it('wakes the outbox', async () => {
    const { admin, model_id } = await stage();
    const { path } = await newPackage(admin, [model_id]);
    const send = vi.fn(async (_: { kind: string }) => {});
    await pick(path, model_id, { verdict: 'yes' }, { env: { OUTBOX: { send } } });
    expect(send).toHaveBeenCalledWith({ kind: 'webhooks' });
  });
});
