import { describe, expect, it, vi } from 'vitest';
import { bindings, get, post, put, refusal } from '../helpers/api';
import { newModel, stage } from '../helpers/data';
import { look, newPackage, PACKAGES, pick, runSql } from '../helpers/packages';

const GONE = [404, 'PackageNotFoundException'];

describe('a pick', () => {
  it('is one row with the latest verdict, and each pick is one event', async () => {
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

  it('honours If-Match, and changes the package’s ETag but not its version', async () => {
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

  it('of a model outside the package, or with an invalid verdict, is rejected', async () => {
    const { admin, model_id } = await stage();
    const other = await newModel(admin);
    const { path } = await newPackage(admin, [model_id]);
    expect(refusal(await pick(path, other.model_id, { verdict: 'yes' }))[0]).toBe(404);
    for (const body of [{}, { verdict: 'perhaps' }, { verdict: 'yes', comment: 'x'.repeat(501) }]) {
      expect((await pick(path, model_id, body)).status).toBe(422);
    }
  });

  it('is limited to 300 per link and hour', async () => {
    const { admin, model_id } = await stage();
    const { path, package_id } = await newPackage(admin, [model_id]);
    const hour = Math.floor(Date.now() / 3_600_000);
    await runSql(
      'UPDATE packages SET pick_hour = ?, pick_count = 299 WHERE id = ?',
      hour,
      package_id,
    );
    expect((await pick(path, model_id, { verdict: 'yes' })).status).toBe(200);
    const refused = await pick(path, model_id, { verdict: 'no' });
    expect(refusal(refused)).toEqual([429, 'RateLimitException']);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect((await look(path)).body.items[0].verdict).toBe('yes');
    await runSql('UPDATE packages SET pick_hour = ? WHERE id = ?', hour - 1, package_id);
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

describe('expiry', () => {
  it('ends picking at its exact millisecond, enforced by the database too', async () => {
    const { admin, model_id } = await stage();
    const { path, package_id } = await newPackage(admin, [model_id]);
    const expires = Date.now() + 60_000;
    await runSql('UPDATE packages SET expires_at = ? WHERE id = ?', expires, package_id);
    const clock = vi.spyOn(Date, 'now');
    const at = (time: number) => void clock.mockReturnValue(time);
    try {
      at(expires - 1);
      expect((await pick(path, model_id, { verdict: 'yes' })).status).toBe(200);
      for (const time of [expires, expires + 1]) {
        at(time);
        const refused = await pick(path, model_id, { verdict: 'no' });
        expect(refusal(refused)).toEqual([409, 'PackageClosedException']);
        expect(refused.body.conflict).toEqual({ status: 'expired' });
      }
      expect((await look(path)).body).toMatchObject({
        status: 'expired',
        items: [{ verdict: 'yes' }],
      });
      at(expires + 30 * 86_400_000 - 1);
      expect((await look(path)).status).toBe(200);
      at(expires + 30 * 86_400_000);
      expect(refusal(await look(path))).toEqual(GONE);
      expect(refusal(await pick(path, model_id, { verdict: 'no' }))).toEqual(GONE);
    } finally {
      clock.mockRestore();
    }
    const raw = (at: number) =>
      runSql(
        "UPDATE package_items SET verdict = 'no', decided_at = ? WHERE package_id = ?",
        at,
        package_id,
      );
    await raw(expires - 1);
    await expect(raw(expires)).rejects.toThrow('PACKAGE_CLOSED');
    await runSql('UPDATE packages SET expires_at = 1 WHERE id = ?', package_id);
    await expect(
      runSql("UPDATE package_items SET verdict = 'yes' WHERE package_id = ?", package_id),
    ).rejects.toThrow('PACKAGE_CLOSED');
  });

  it('can be postponed, but closing and revoking are final', async () => {
    const { admin, model_id } = await stage();
    const { path, package_id } = await newPackage(admin, [model_id]);
    const { token } = admin;
    await runSql('UPDATE packages SET expires_at = ? WHERE id = ?', Date.now() - 1, package_id);
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
    expect(refusal(await pick(path, model_id, { verdict: 'no' }))).toEqual([
      409,
      'PackageClosedException',
    ]);
    const refused = await move('relink');
    expect([...refusal(refused), refused.body.conflict]).toEqual([
      409,
      'PackageClosedException',
      { status: 'closed' },
    ]);
    expect((await move('revoke')).body.status).toBe('revoked');
    expect((await move('relink')).body.conflict).toEqual({ status: 'revoked' });
    expect((await move('close')).body.conflict).toEqual({ status: 'revoked' });
  });
});
