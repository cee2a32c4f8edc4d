import { beforeAll, describe, expect, it } from 'vitest';
import { type Answer, bindings, get, post, put } from '../helpers/api';
import { newCalendar } from '../helpers/calendars';
import { type Cost, counting } from '../helpers/counting';
import { newBooking, newModel, stage, window } from '../helpers/data';
import { look, newPackage, PACKAGES, pick } from '../helpers/packages';

type Env = Record<string, unknown>;
const well = async (answer: Promise<Answer>) => expect((await answer).status).toBeLessThan(300);

/** A package of ten models with a window, and calendars that have been read today. */
async function scene() {
  const { admin, client, model_id } = await stage();
  const others = await Promise.all(Array.from({ length: 9 }, () => newModel(admin)));
  const ids = [model_id as string, ...others.map((one) => one.model_id as string)];
  await newBooking(client, model_id, 0, 2);
  const made = await newPackage(admin, ids, window(0, 2));
  await well(look(made.path));
  const calendars = {
    mine: await newCalendar(client),
    agency: await newCalendar(admin, { scope: 'agency' }),
    model: await newCalendar(admin, { scope: 'model', model_id }),
  };
  for (const { path } of Object.values(calendars)) await well(get(path));
  return { admin, client, ids, model_id: model_id as string, made, calendars };
}

type Scene = Awaited<ReturnType<typeof scene>>;
const one = ({ made }: Scene) => `${PACKAGES}/${made.package_id}`;
const asAdmin = ({ admin }: Scene, env: Env) => ({ token: admin.token, env });
const listed = (ids: readonly string[]) => ids.map((model_id) => ({ model_id }));

/** Each call's maximum cost: sequential round trips and rows read. */
const CALLS: Record<
  string,
  [rounds: number, rows: number, call: (s: Scene, env: Env) => Promise<Answer>]
> = {
  'make a package': [
    1,
    160,
    (s, env) => post(PACKAGES, { title: '룩북', items: listed(s.ids) }, asAdmin(s, env)),
  ],
  'make a package for an account': [
    2,
    175,
    (s, env) =>
      post(
        PACKAGES,
        { title: '룩북', user_id: s.client.id, items: listed(s.ids) },
        asAdmin(s, env),
      ),
  ],
  'read a package': [1, 40, (s, env) => get(one(s), asAdmin(s, env))],
  'list packages': [1, 200, (s, env) => get(`${PACKAGES}?limit=2`, asAdmin(s, env))],
  'change a package': [2, 95, (s, env) => put(one(s), { title: '새 제목' }, asAdmin(s, env))],
  'replace its list': [
    2,
    350,
    (s, env) => put(one(s), { items: listed(s.ids.toReversed()) }, asAdmin(s, env)),
  ],
  'relink a package': [1, 55, (s, env) => post(`${one(s)}/relink`, undefined, asAdmin(s, env))],
  'close a package': [1, 55, (s, env) => post(`${one(s)}/close`, undefined, asAdmin(s, env))],
  'look at a package': [2, 150, ({ made }, env) => look(made.path, { env })],
  'pick from a package': [
    2,
    80,
    ({ made, model_id }, env) => pick(made.path, model_id, { verdict: 'yes' }, { env }),
  ],
  'make a calendar': [
    1,
    30,
    (s, env) => post('/api/v1/calendars', { scope: 'mine' }, { token: s.client.token, env }),
  ],
  'list calendars': [1, 8, (s, env) => get('/api/v1/calendars', { token: s.client.token, env })],
  'read a model’s calendar': [2, 10, ({ calendars }, env) => get(calendars.model.path, { env })],
  // The names of models and clients are read after the rows, each once.
  'read one’s own calendar': [3, 12, ({ calendars }, env) => get(calendars.mine.path, { env })],
};

describe('the cost of packages and calendars', () => {
  // A list's total counts what other files have left.
  beforeAll(async () => {
    await bindings.DB.batch(
      ['package_items', 'packages'].map((table) => bindings.DB.prepare(`DELETE FROM ${table}`)),
    );
  });

  it.each(Object.entries(CALLS))('%s', async (_, [rounds, rows, call]) => {
    const set = await scene();
    const { of } = counting();
    const cost: Cost = await of((env) => well(call(set, env)));
    expect({ rounds: cost.d1Rounds, isWithin: cost.rowsRead <= rows, read: cost.rowsRead }).toEqual(
      { rounds, isWithin: true, read: cost.rowsRead },
    );
  });

  it('of a pick does not grow with the creator’s mails, packages and events', async () => {
    const set = await scene();
    const costOf = async () => {
      const { of } = counting();
      return (await of((env) => well(call(set, env)))).rowsRead;
    };
    const call = (s: Scene, env: Env) => pick(s.made.path, s.model_id, { verdict: 'no' }, { env });
    await bindings.DB.prepare('UPDATE users SET email_verified = 1 WHERE id = ?')
      .bind(set.admin.id)
      .run();
    await costOf();
    const before = await costOf();
    const old = Date.now() - 2 * 3_600_000;
    await bindings.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
      INSERT INTO outbox (id, type, data, at) SELECT 'old-' || i, 'package.picked', json_object('package_id', ?1), ?2 FROM n`,
    )
      .bind('gone', old)
      .run();
    await bindings.DB.prepare(
      `INSERT INTO mails (id, template, to_user_id, ref_id, state, created_at) SELECT id, 'agency', ?1, id, 'sent', ?2 FROM outbox WHERE id LIKE 'old-%'`,
    )
      .bind(set.admin.id, old)
      .run();
    expect(await costOf()).toBeLessThanOrEqual(before + 5);
  });
});
