import { describe, expect, it } from 'vitest';
import { bindings, del, get, post } from '../helpers/api';
import { newPerson, type Person } from '../helpers/data';
import { emptyQueue, mailbox, RESEND } from '../helpers/mails';

/** Returns a target's log entries, oldest first: who did what, and everything as text. */
async function logOf(admin: Person, targetId: string) {
  const path = `/api/v1/audit-log?target_id=${targetId}`;
  const { body, text } = await get(path, { token: admin.token });
  const told = body.items.map(({ action, actor_id }: Record<string, string>) => [action, actor_id]);
  return { told: told.reverse(), text };
}

describe('the audit log records', () => {
  it('an invitation: who created it, who revoked it, and the resulting account', async () => {
    await emptyQueue();
    const admin = await newPerson('admin');
    const { token } = admin;
    const invite = (email: string) =>
      post('/api/v1/users/invitations', { email, full_name: '한별', role: 'client' }, { token });
    const [one, two] = [crypto.randomUUID(), crypto.randomUUID()].map((it) => `${it}@example.com`);
    const accepted = (await invite(String(one))).body.invitation_id;
    const revoked = (await invite(String(two))).body.invitation_id;
    await del(`/api/v1/users/invitations/${revoked}`, { token });
    const secret = await mailbox().token(String(one), 'accept-invitation');
    const account = { username: crypto.randomUUID().slice(0, 20), password: 'Plum-Rain7!' };
    const { body: user } = await post('/api/v1/auth/invitations/accept', {
      ...account,
      token: secret,
    });
    expect((await logOf(admin, revoked)).told).toEqual([
      ['invitation.created', admin.id],
      ['invitation.revoked', admin.id],
    ]);
    const { told, text } = await logOf(admin, accepted);
    expect(told).toEqual([
      ['invitation.created', admin.id],
      ['invitation.accepted', user.user_id],
    ]);
    expect(text).not.toContain(secret);
    expect(text).not.toContain(String(one));
  });

  it('a password reset by mail, without the token', async () => {
    await emptyQueue();
    const [admin, person] = [await newPerson('admin'), await newPerson()];
    await emptyQueue();
    await post('/api/v1/auth/password/forgot', { email: person.email }, { env: RESEND });
    const token = await mailbox().token(person.email, 'reset-password');
    await post('/api/v1/auth/password/reset', { token, new_password: 'Pear-Snow8?' });
    const { told, text } = await logOf(admin, person.id);
    expect(told.map(([action]: string[]) => action)).toContain('user.password_reset');
    expect(text).not.toContain(token);
  });

  it('the rotation of a secret, without the secret', async () => {
    await bindings.DB.prepare('UPDATE webhook_endpoints SET deleted_at = 1').run();
    const admin = await newPerson('admin');
    const { token } = admin;
    const url = `https://${crypto.randomUUID()}.example.com/`;
    const { body: hook } = await post('/api/v1/webhooks', { url }, { token });
    const rotate = `/api/v1/webhooks/${hook.webhook_id}/rotate-secret`;
    const { body: rotated } = await post(rotate, undefined, { token });
    const { told, text } = await logOf(admin, hook.webhook_id);
    expect(told).toEqual([
      ['webhook.created', admin.id],
      ['webhook.secret_rotated', admin.id],
    ]);
    expect(text).not.toContain('whsec_');
    expect(rotated.secret).not.toBe(hook.secret);
  });
});
