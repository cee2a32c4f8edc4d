import { createExecutionContext } from 'cloudflare:test';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createApp } from '../../src/app';
import { bindings, call, get, METRICS, post, put } from '../helpers/api';
import { stage } from '../helpers/data';
import { download } from '../helpers/images/pictures';
import { look, newPackage, newPicture, PACKAGES, pathOf, pick, runSql } from '../helpers/packages';

afterEach(() => void vi.restoreAllMocks());

/** Creates a package with a private picture and returns the picture's URL from its link. */
async function withPicture() {
  const { admin, model_id } = await stage();
  const hidden = await newPicture(admin.token, model_id, false);
  const items = [{ model_id, picture_ids: [hidden] }];
  const made = await newPackage(admin, [], { items });
  const addressOf = async (path: string) =>
    String((await look(path)).body.items[0].pictures[0].urls['320']);
  return { admin, model_id, hidden, ...made, addressOf, address: await addressOf(made.path) };
}

describe('URLs of private pictures', () => {
  it('stop working when the link is replaced, and work for the new one', async () => {
    const { admin, package_id, address, addressOf } = await withPicture();
    expect((await download(address)).status).toBe(200);
    const one = `${PACKAGES}/${package_id}/relink`;
    const { body } = await post(one, undefined, { token: admin.token });
    expect((await download(address)).status).toBe(404);
    const fresh = await addressOf(pathOf(body.url));
    expect((await download(fresh)).status).toBe(200);
    // Changing the link's number alone does not make the URL valid.
    expect((await download(address.replace('.1&', '.2&'))).status).toBe(404);
  });

  it('end with the link, to the millisecond, whatever their own expiry', async () => {
    const { package_id, address } = await withPicture();
    const end = Date.now() + 120_000;
    await runSql('UPDATE packages SET expires_at = ? WHERE id = ?', end, package_id);
    const clock = vi.spyOn(Date, 'now');
    const statusAt = async (time: number) => {
      clock.mockReturnValue(time);
      return (await download(address)).status;
    };
    const found = [await statusAt(end - 1), await statusAt(end), await statusAt(end + 1)];
    expect(found).toEqual([200, 404, 404]);
  });

  it('belong to one package: no other id or signature opens them', async () => {
    const { admin, model_id, hidden, address } = await withPicture();
    const items = [{ model_id, picture_ids: [hidden] }];
    const other = await newPackage(admin, [], { items });
    const theirs = String((await look(other.path)).body.items[0].pictures[0].urls['320']);
    const parts = (text: string) => new URLSearchParams(text.split('?')[1]);
    for (const name of ['package', 'signature', 'expires']) {
      const swapped = parts(address);
      swapped.set(name, name === 'expires' ? '9999999999' : String(parts(theirs).get(name)));
      const answer = await download(`${address.split('?')[0]}?${swapped}`);
      expect([name, answer.status]).toEqual([name, 404]);
    }
    expect((await download(theirs)).status).toBe(200);
  });
});

describe('a link', () => {
  it('appears in no log line, metric label, audit entry or event', async () => {
    const logs = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')];
    for (const spy of logs) spy.mockImplementation(() => {});
    const { path, url, model_id, address } = await withPicture();
    const env = { LOG_LEVEL: 'info', METRICS };
    const broken = {
      ...env,
      DB: {
        withSession: () => ({
          prepare: () => {
            throw new Error('down');
          },
        }),
      },
    };
    await look(path, { env });
    await look(`${path}x`, { env });
    await look(path, { env: broken });
    await pick(path, model_id, { verdict: 'yes' }, { env });
    await pick(path, model_id, { verdict: 'perhaps' }, { env });
    await download(address, { env });
    await createApp().fetch(new Request(url), { ...bindings, ...env }, createExecutionContext());
    const lines = JSON.stringify(logs.flatMap(({ mock }) => mock.calls));
    expect(lines).toContain('/api/v1/shared/packages/:token');
    const metrics = (await get('/metrics', { env })).text;
    expect(metrics).toContain('endpoint="/api/v1/shared/packages/{token}"');
    const rows = [];
    for (const table of ['audit_log', 'outbox', 'packages', 'mails']) {
      rows.push((await bindings.DB.prepare(`SELECT * FROM ${table}`).all()).results);
    }
    const kept = JSON.stringify(rows);
    expect(kept).toContain('package.created');
    const signature = String(/signature=([\w-]+)/.exec(address)?.[1]);
    for (const text of [lines, metrics, kept]) {
      expect(text).not.toContain(url.slice(-48));
      expect(text).not.toContain(signature);
    }
  });

  it('is protected by headers on every response', async () => {
    const { path, model_id } = await withPicture();
    const shut = { limit: async () => ({ success: false }) };
    const headers = { 'CF-Connecting-IP': '198.51.100.77' };
    const answers = [
      await look(path),
      await call('HEAD', path),
      await look(`${path}x`),
      await pick(path, model_id, { verdict: 'no' }),
      await pick(path, model_id, { verdict: 'perhaps' }),
      await pick(path, 'absent', { verdict: 'no' }),
      await look(path, { env: { READ_LIMITER: shut }, headers }),
      await put(path, {}),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 200, 422, 404, 429, 405]);
    for (const { headers: given } of answers) {
      expect([
        ...['cache-control', 'x-robots-tag', 'referrer-policy'].map((name) => given.get(name)),
      ]).toEqual(['private, no-store', 'noindex', 'no-referrer']);
    }
  });
});
