import { describe, expect, it } from 'vitest';
import { runMaintenance } from '../../src/maintenance';
import { bindings, del, get, post } from '../helpers/api';
import { PASSWORD, stage } from '../helpers/data';
import { newPackage, PACKAGES, pathOf, pick } from '../helpers/packages';

const DAY = 86_400_000;

describe('the data of a package', () => {
  it('is blanked when its client is erased', async () => {
    const { admin, client, model_id } = await stage();
    const word = crypto.randomUUID();
    const headers = { 'Idempotency-Key': word };
    const body = {
      ...{ title: '룩북', user_id: client.id, items: [{ model_id }] },
      ...{ client_name: `이름 ${word}`, message: `말 ${word}` },
    };
    const { body: made } = await post(PACKAGES, body, { token: admin.token, headers });
    await pick(pathOf(made.url), model_id, { verdict: 'yes', comment: `의견 ${word}` });
    await del('/api/v1/auth/me', { token: client.token, body: { password: PASSWORD } });
    const { body: after } = await get(`${PACKAGES}/${made.package_id}`, { token: admin.token });
    expect(after).toMatchObject({ client_name: null, message: null });
    expect(after.items[0]).toMatchObject({ verdict: 'yes', comment: null });
    for (const table of ['packages', 'package_items', 'audit_log', 'outbox', 'idempotency_keys']) {
      const { results } = await bindings.DB.prepare(`SELECT * FROM ${table}`).all<object>();
      const own = results.filter((row) => !('key' in row) || JSON.stringify(row).includes(' '));
      expect(JSON.stringify(own), table).not.toContain(` ${word}`);
    }
  });

  it('is deleted 180 days after its end, with its items', async () => {
    const { admin, model_id } = await stage();
    const [old, young] = [await newPackage(admin, [model_id]), await newPackage(admin, [model_id])];
    const now = Date.now();
    const end = (id: string, at: number) =>
      bindings.DB.prepare('UPDATE packages SET expires_at = ? WHERE id = ?').bind(at, id).run();
    await end(old.package_id, now - 180 * DAY);
    await end(young.package_id, now - 180 * DAY + 60_000);
    await runMaintenance(bindings, now);
    const read = (id: string) => get(`${PACKAGES}/${id}`, { token: admin.token });
    expect((await read(old.package_id)).status).toBe(404);
    expect((await read(young.package_id)).status).toBe(200);
    const left = await bindings.DB.prepare(
      'SELECT count(*) AS n FROM package_items WHERE package_id = ?',
    )
      .bind(old.package_id)
      .first('n');
    expect(left).toBe(0);
  });
});
