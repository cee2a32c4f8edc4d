import { describe, expect, it } from 'vitest';
import { call, del, get, post, put, refusal } from '../helpers/api';
import { confirm, newBooking, newModel, stage, window } from '../helpers/data';
import { download } from '../helpers/images/pictures';
import { look, newPackage, newPicture, PACKAGES, pick, runSql } from '../helpers/packages';

describe('a link shows', () => {
  it('the public part of a model, and its price only if the package shows prices', async () => {
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

  it('private pictures through itself only, until it is revoked', async () => {
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

  it('public pictures only once it is over; picture URLs end with the link', async () => {
    const { admin, model_id } = await stage();
    const [open, hidden] = [
      await newPicture(admin.token, model_id, true),
      await newPicture(admin.token, model_id, false),
    ];
    const items = [{ model_id, picture_ids: [open, hidden] }];
    const { path, package_id } = await newPackage(admin, [], { items });
    const soon = Date.now() + 90_000;
    await runSql('UPDATE packages SET expires_at = ? WHERE id = ?', soon, package_id);
    const [, second] = (await look(path)).body.items[0].pictures;
    const address = String(second.urls['320']);
    expect(Number(/expires=(\d+)/.exec(address)?.[1])).toBe(Math.floor(soon / 1000));
    await post(`${PACKAGES}/${package_id}/close`, undefined, { token: admin.token });
    expect((await look(path)).body.items[0].pictures).toHaveLength(1);
    expect((await get(address)).status).toBe(404);
  });

  it('no deleted models, whose picks return 404; unavailable ones stay', async () => {
    const { admin, model_id } = await stage();
    const second = await newModel(admin);
    const { path } = await newPackage(admin, [model_id, second.model_id]);
    await del(`/api/v1/models/${model_id}`, { token: admin.token });
    await put(`/api/v1/models/${second.model_id}`, { is_available: false }, { token: admin.token });
    const { items } = (await look(path)).body;
    expect(items).toHaveLength(1);
    expect(items[0].model).toMatchObject({ model_id: second.model_id, is_available: false });
    expect(refusal(await pick(path, model_id, { verdict: 'yes' }))).toEqual([
      404,
      'ModelNotFoundException',
    ]);
  });

  it('whether a model is free: no confirmed booking and no book-out in the window', async () => {
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

  it('a package as viewed only when a person views it: not by HEAD or prefetch', async () => {
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
