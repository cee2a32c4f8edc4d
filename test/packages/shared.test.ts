import { describe, expect, it } from 'vitest';
import { bindings, del, get, post, refusal, withoutRequestDetails } from '../helpers/api';
import { counting } from '../helpers/counting';
import { stage } from '../helpers/data';
import { look, newPackage, PACKAGES, pathOf, pick } from '../helpers/packages';

const GONE = [404, 'PackageNotFoundException'];

describe('a link', () => {
  it('works without a token, and with anyone’s', async () => {
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

  it('that is forged costs no query; relinked, revoked and deleted ones return the same 404', async () => {
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
        expect(refusal(await look(at, { env }))).toEqual(GONE);
        expect(refusal(await pick(at, model_id, { verdict: 'yes' }, { env }))).toEqual(GONE);
      });
      expect([bad, cost.d1]).toEqual([bad, 0]);
    }
    const texts = [withoutRequestDetails((await look(`${path}x`)).text)];
    const move = (id: string, name: string) =>
      post(`${PACKAGES}/${id}/${name}`, undefined, { token: admin.token });
    const { package_id } = await newPackage(admin, [model_id]);
    const old = pathOf((await get(`${PACKAGES}/${package_id}`, { token: admin.token })).body.url);
    const relinked = await move(package_id, 'relink');
    expect((await look(pathOf(relinked.body.url))).status).toBe(200);
    expect(refusal(await pick(old, model_id, { verdict: 'yes' }))).toEqual(GONE);
    texts.push(withoutRequestDetails((await look(old)).text));
    await move(package_id, 'revoke');
    const now = pathOf(relinked.body.url);
    texts.push(withoutRequestDetails((await look(now)).text));
    expect(refusal(await pick(now, model_id, { verdict: 'yes' }))).toEqual(GONE);
    await del(`${PACKAGES}/${other.package_id}`, { token: admin.token });
    texts.push(withoutRequestDetails((await look(other.path)).text));
    expect(new Set(texts).size).toBe(1);
  });

  it('is verified with the previous secret too', async () => {
    const { admin, model_id } = await stage();
    const { path } = await newPackage(admin, [model_id]);
    const SECRET_KEY = 'another-one-of-tests-8c1d2e3f4a5b6c7d-9e0f';
    expect((await look(path, { env: { SECRET_KEY } })).status).toBe(404);
    const env = { SECRET_KEY, SECRET_KEY_PREVIOUS: bindings.SECRET_KEY };
    expect((await look(path, { env })).status).toBe(200);
  });
});
