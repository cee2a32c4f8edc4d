import { beforeEach, describe, expect, it } from 'vitest';
import { bindings, del, get, post, put } from '../helpers/api';
import { accountBody, newModel, newPerson, PASSWORD, signIn, window } from '../helpers/data';
import { emptyQueue, mailbox } from '../helpers/mails';

const ME = '/api/v1/auth/me';
const INVITATIONS = '/api/v1/users/invitations';
const ACCEPT = '/api/v1/auth/invitations/accept';
const off = { MAIL_DRIVER: 'off' };

beforeEach(emptyQueue);

const unique = () => `${crypto.randomUUID()}@example.com`;
const changeTo = (email: string, token: string, current_password: string | undefined = PASSWORD) =>
  put(ME, { email, current_password }, { token });
const verify = (token: string) => post('/api/v1/auth/email/verify', { token });
const cancel = (token: string) => post('/api/v1/auth/email/cancel', { token });

describe('a new address', () => {
  it('requires the password and confirmation, and until then the old address signs in', async () => {
    const person = await newPerson();
    const [email, box] = [unique(), mailbox()];
    const bare = await put(ME, { email }, { token: person.token });
    expect([bare.status, bare.body.errors[0].field]).toEqual([422, 'current_password']);
    const wrong = await changeTo(email, person.token, 'Wrong-Rain1!');
    expect([wrong.status, wrong.body.errors[0].field]).toEqual([422, 'current_password']);
    const asked = await changeTo(email, person.token);
    expect(asked.body).toMatchObject({ email: person.email, pending_email: email });
    const same = await put(ME, { email: person.email.toUpperCase() }, { token: person.token });
    expect([same.status, same.body.pending_email]).toEqual([200, email]);
    const token = await box.token(email, 'verify-email');
    await signIn(person.email);
    expect((await verify(token)).status).toBe(200);
    await signIn(email);
    expect((await get(ME, { token: person.token })).body).toMatchObject({
      email,
      pending_email: null,
      email_verified: true,
    });
  });

  it('can be reverted from the old address, before and after confirmation, which ends all sessions', async () => {
    for (const isConfirmed of [false, true]) {
      const person = await newPerson();
      const [email, box] = [unique(), mailbox()];
      await changeTo(email, person.token);
      const token = await box.token(person.email, 'cancel-email-change');
      const confirmation = await box.token(email, 'verify-email');
      if (isConfirmed) expect((await verify(confirmation)).status).toBe(200);
      expect((await cancel(token)).status).toBe(200);
      expect((await get(ME, { token: person.token })).status).toBe(401);
      const { access_token } = await signIn(person.email);
      expect((await get(ME, { token: access_token })).body).toMatchObject({
        email: person.email,
        pending_email: null,
      });
      for (const spent of [await cancel(token), await verify(confirmation)])
        expect(spent.status).toBe(422);
    }
  });

  it('taken by someone else in the meantime gives 422 on the token, and nothing changes', async () => {
    const person = await newPerson();
    const [email, box] = [unique(), mailbox()];
    await changeTo(email, person.token);
    const token = await box.token(email, 'verify-email');
    expect((await post('/api/v1/auth/register', accountBody({ email }))).status).toBe(200);
    const { status, body } = await verify(token);
    expect([status, body.errors[0].field]).toEqual([422, 'token']);
    expect((await get(ME, { token: person.token })).body.email).toBe(person.email);
  });

  it('voids the previous confirmation, and the first old address keeps its link', async () => {
    const person = await newPerson();
    const [one, two, box] = [unique(), unique(), mailbox()];
    await changeTo(one, person.token);
    const first = await box.token(one, 'verify-email');
    const undo = await box.token(person.email, 'cancel-email-change');
    await changeTo(two, person.token);
    const second = await box.token(two, 'verify-email');
    expect((await verify(first)).status).toBe(422);
    expect((await verify(second)).status).toBe(200);
    expect((await cancel(undo)).status).toBe(200);
    await signIn(person.email);
  });
});

describe('mail off', () => {
  it('leaves sign-up and changes as before, with three new fields', async () => {
    const { body } = await post('/api/v1/auth/register', accountBody(), { env: off });
    expect(body).toMatchObject({ email_verified: false, pending_email: null, notify: true });
    const rows = await bindings.DB.prepare('SELECT seq FROM mails WHERE to_user_id = ?')
      .bind(body.user_id)
      .all();
    expect(rows.results).toEqual([]);
  });
});

describe('EMAIL_VERIFICATION=required', () => {
  const required = { EMAIL_VERIFICATION: 'required' };

  it('allows sign-in but no bookings until the address is verified; an admin can book for the account', async () => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    const { model_id } = await newModel(admin);
    const book = (token: string, from: number, body = {}) =>
      post(
        '/api/v1/bookings',
        { model_id, ...window(from, from + 1), ...body },
        { token, env: required },
      );
    const refused = await book(client.token, 0);
    expect([refused.status, refused.body.detail]).toEqual([403, '이메일 인증이 필요합니다']);
    expect((await book(admin.token, 0, { user_id: client.id })).status).toBe(200);
    await verify(await mailbox().token(client.email, 'verify-email'));
    expect((await book(client.token, 3)).status).toBe(200);
    expect((await get('/health', { env: { ...required, ...off } })).status).toBe(503);
  });
});

describe('an invitation', () => {
  const invite = (token: string, email: string, role = 'client') =>
    post(INVITATIONS, { email, full_name: '김하늘', role }, { token });

  it('creates one account, verified and in its role, however often it is accepted', async () => {
    const admin = await newPerson('admin');
    const email = unique();
    const invited = await invite(admin.token, email, 'admin');
    expect(invited.body).toMatchObject({ email, role: 'admin' });
    const token = await mailbox().token(email, 'accept-invitation');
    const accept = () =>
      post(ACCEPT, { token, username: accountBody().username, password: PASSWORD });
    const answers = await Promise.all([accept(), accept(), accept()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
    const made = answers.find(({ status }) => status === 200)?.body;
    expect(made).toMatchObject({ email, role: 'admin', email_verified: true });
    const log = await get(`/api/v1/audit-log?target_id=${invited.body.invitation_id}`, {
      token: admin.token,
    });
    expect(log.body.items.map(({ action }: { action: string }) => action)).toEqual([
      'invitation.accepted',
      'invitation.created',
    ]);
  });

  it('to a taken or invited address is rejected; a revoked one is void; clients cannot invite', async () => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    const email = unique();
    const taken = await invite(admin.token, client.email);
    expect([taken.status, taken.body.errors[0].field]).toEqual([422, 'email']);
    expect((await invite(client.token, email)).status).toBe(403);
    const { body } = await invite(admin.token, email);
    const again = await invite(admin.token, email);
    expect([again.status, again.body.errors[0].code]).toEqual([422, 'invited']);
    const token = await mailbox().token(email, 'accept-invitation');
    expect((await get(INVITATIONS, admin)).body.items[0]).toMatchObject({
      email,
      revoked_at: null,
    });
    expect((await del(`${INVITATIONS}/${body.invitation_id}`, admin)).status).toBe(200);
    expect((await del(`${INVITATIONS}/${body.invitation_id}`, admin)).status).toBe(404);
    expect(
      (await post(ACCEPT, { token, username: accountBody().username, password: PASSWORD })).status,
    ).toBe(422);
  });

  it('is void once its creator is no longer an admin', async () => {
    const [admin, maker] = [await newPerson('admin'), await newPerson('admin')];
    const email = unique();
    await invite(maker.token, email);
    const token = await mailbox().token(email, 'accept-invitation');
    await put(`/api/v1/users/${maker.id}`, { role: 'client' }, { token: admin.token });
    expect(
      (await post(ACCEPT, { token, username: accountBody().username, password: PASSWORD })).status,
    ).toBe(422);
  });
});

describe('an erased account', () => {
  it('gets no mail, and no address remains', async () => {
    const person = await newPerson();
    const email = unique();
    await changeTo(email, person.token);
    expect((await del(ME, { token: person.token, body: { password: PASSWORD } })).status).toBe(200);
    const box = mailbox();
    await box.run();
    expect(box.all.filter(({ to }) => [person.email, email].includes(to))).toEqual([]);
    for (const table of ['users', 'mails', 'account_tokens', 'invitations']) {
      const text = JSON.stringify(
        (await bindings.DB.prepare(`SELECT * FROM ${table}`).all()).results,
      );
      expect(text.includes(email) || text.includes(person.email)).toBe(false);
    }
  });
});
