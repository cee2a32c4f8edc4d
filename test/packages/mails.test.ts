import { beforeEach, describe, expect, it } from 'vitest';
import { bindings, del, get, put } from '../helpers/api';
import { newModel, type Person, stage } from '../helpers/data';
import { emptyQueue, mailbox, RESEND } from '../helpers/mails';
import { newPackage, PACKAGES, pick } from '../helpers/packages';

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;

const run = (sql: string, ...values: unknown[]) =>
  bindings.DB.prepare(sql)
    .bind(...values)
    .run();
const verified = (id: string) => run('UPDATE users SET email_verified = 1 WHERE id = ?', id);

/** Ages an admin's earlier mails and picks as if this much time had passed. */
async function age(admin: Person, ms: number) {
  await run(
    `UPDATE mails SET created_at = created_at - ${ms}, sent_at = sent_at - ${ms}, next_attempt_at = next_attempt_at - ${ms} WHERE to_user_id = ?`,
    admin.id,
  );
}

/** Creates an admin with a confirmed address and a package, and returns the admin's mails about picks. */
async function scene() {
  const { admin, client, model_id } = await stage();
  await verified(admin.id);
  const second = await newModel(admin);
  const made = await newPackage(admin, [model_id, second.model_id]);
  await emptyQueue();
  const box = mailbox();
  const told = async () => {
    await box.run();
    return box.to(admin.email);
  };
  return { admin, client, model_id, second, box, told, ...made };
}

beforeEach(emptyQueue);

describe('a mail about picks', () => {
  it('goes to the admin who created the package and lists the picks so far', async () => {
    const { admin, model_id, second, path, box, told } = await scene();
    await pick(path, model_id, { verdict: 'yes', comment: '비밀 의견' });
    const [mail, ...more] = await told();
    expect(more).toEqual([]);
    expect(mail?.subject).toBe('고객이 패키지에 답했습니다: 룩북 후보');
    const { body } = await get(`/api/v1/models/${model_id}`);
    expect(mail?.text).toContain(`네: ${body.name}`);
    expect(mail?.text).toContain('아직 답하지 않은 모델: 1명');
    expect(mail?.text).not.toContain('비밀 의견');
    expect(box.to(RESEND.AGENCY_EMAIL)).toEqual([]);
    await age(admin, QUARTER);
    await pick(path, second.model_id, { verdict: 'no' });
    expect((await told()).at(-1)?.text).toContain(`아니요: ${second.name}`);
  });

  it('is sent at most once in fifteen minutes, and also reports the last picks', async () => {
    const { admin, model_id, second, path, told } = await scene();
    await pick(path, model_id, { verdict: 'yes' });
    await pick(path, second.model_id, { verdict: 'yes' });
    expect(await told()).toHaveLength(1);
    for (const verdict of ['no', 'maybe', 'no']) await pick(path, second.model_id, { verdict });
    expect(await told()).toHaveLength(1);
    await age(admin, QUARTER - 10_000);
    expect(await told()).toHaveLength(1);
    await age(admin, 10_000);
    const all = await told();
    expect(all).toHaveLength(2);
    expect(all[1]?.text).toContain(`아니요: ${second.name}`);
    await pick(path, model_id, { verdict: 'no' });
    await age(admin, QUARTER - 10_000);
    expect(await told()).toHaveLength(2);
  });

  it('covers 20 concurrent picks', async () => {
    const { model_id, path, told } = await scene();
    await Promise.all(Array.from({ length: 20 }, () => pick(path, model_id, { verdict: 'yes' })));
    expect(await told()).toHaveLength(1);
  });

  it('waiting for its provider gives way to a later one', async () => {
    const { admin, model_id, second, path, box, told } = await scene();
    box.provider.answer = () => new Response('', { status: 503 });
    await pick(path, model_id, { verdict: 'yes' });
    await told();
    await pick(path, second.model_id, { verdict: 'maybe' });
    box.provider.answer = () => new Response('{}');
    box.all.length = 0;
    await age(admin, QUARTER);
    const [mail, ...more] = await told();
    expect(more).toEqual([]);
    expect(mail?.text).toContain(`보류: ${second.name}`);
  });

  it('is separate for each package, and omits other admins’ packages', async () => {
    const { admin, model_id, path, told } = await scene();
    const other = await newPackage(admin, [model_id], { title: '다른 후보' });
    await pick(path, model_id, { verdict: 'yes' });
    await pick(other.path, model_id, { verdict: 'yes' });
    expect((await told()).map(({ subject }) => subject.slice(16)).sort()).toEqual([
      '다른 후보',
      '룩북 후보',
    ]);
  });

  it.each<[string, (admin: Person) => Promise<unknown>]>([
    [
      'has no proven address',
      ({ id }) => run('UPDATE users SET email_verified = 0 WHERE id = ?', id),
    ],
    ['wants no notices', ({ token }) => put('/api/v1/auth/me', { notify: false }, { token })],
    ['is no admin any more', ({ id }) => run("UPDATE users SET role = 'client' WHERE id = ?", id)],
    ['is not active', ({ id }) => run('UPDATE users SET is_active = 0 WHERE id = ?', id)],
  ])('is not sent to an admin who %s, before or after the pick', async (_, end) => {
    const { admin, model_id, path, told } = await scene();
    await pick(path, model_id, { verdict: 'yes' });
    await end(admin);
    expect(await told()).toEqual([]);
    await age(admin, QUARTER);
    await pick(path, model_id, { verdict: 'no' });
    const waits = await bindings.DB.prepare(
      "SELECT count(*) AS n FROM mails WHERE to_user_id = ? AND state = 'pending'",
    )
      .bind(admin.id)
      .first('n');
    expect(waits).toBe(0);
  });

  it('is not sent for a deleted package or a refused pick', async () => {
    const { admin, model_id, path, package_id, told } = await scene();
    await pick(path, model_id, { verdict: 'yes' });
    await del(`${PACKAGES}/${package_id}`, { token: admin.token });
    expect(await told()).toEqual([]);
    const closed = await newPackage(admin, [model_id]);
    await run('UPDATE packages SET expires_at = ? WHERE id = ?', Date.now() - 1, closed.package_id);
    expect((await pick(closed.path, model_id, { verdict: 'yes' })).status).toBe(409);
    expect(await told()).toEqual([]);
  });
});
