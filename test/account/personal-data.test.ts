import { describe, expect, it } from 'vitest';
import { bindings, del, get, post, put } from '../helpers/api';
import { accountBody, newModel, newPerson, PASSWORD, signIn } from '../helpers/data';
import { intercepted } from '../helpers/faults/statements';
import { emptyQueue, mailbox } from '../helpers/mails';
import { personWithTraces } from '../helpers/person-with-traces';

const ME = '/api/v1/auth/me';
const HOUR = 3_600_000;

describe('an export', () => {
  it('contains everything about the caller and nothing about anyone else', async () => {
    const traces = await personWithTraces();
    const { user, token, word, address, live, over, calendar, shared } = traces;
    const { status, body, headers } = await get(`${ME}/export`, { token });
    expect(status).toBe(200);
    expect(headers.get('Content-Disposition')).toBe('attachment; filename="my-data.json"');
    expect(headers.get('Cache-Control')).toBe('private, no-store');
    expect(body.user).toMatchObject({ user_id: user.user_id, full_name: `바다 ${word}` });
    expect(body.sessions).toEqual([
      expect.objectContaining({ user_agent: `UA ${word}`, address, current: true }),
    ]);
    const [first, second] = body.bookings;
    expect([first.booking_id, second.booking_id]).toEqual([live.booking_id, over.booking_id]);
    expect(first).toMatchObject({ notes: `메모 ${word}`, status: 'confirmed' });
    const told = (events: { event: string }[]) => events.map(({ event }) => event);
    expect(told(first.events)).toEqual(['created', 'edited', 'confirmed']);
    expect(second.events.at(-1).detail).toEqual({ reason: `이유 ${word}` });
    expect(body.calendars).toEqual([
      expect.objectContaining({ calendar_id: calendar.calendar_id, scope: 'mine' }),
    ]);
    expect(body.packages).toEqual([
      expect.objectContaining({
        package_id: shared.package_id,
        status: 'open',
        message: `안녕 ${word}`,
        client_name: `고객 ${word}`,
        items: [expect.objectContaining({ verdict: 'yes', comment: `의견 ${word}` })],
      }),
    ]);
    expect(body.mails).toContainEqual({
      mail_id: expect.any(String),
      template: 'verify',
      language: 'ko',
      state: 'pending',
      created_at: expect.any(String),
      sent_at: null,
    });
    // Links give access, so they are never shown again.
    for (const { url } of [calendar, shared]) {
      expect(JSON.stringify(body)).not.toContain(url.slice(-52, -8));
    }
    const actions = body.activity.map(({ action }: { action: string }) => action);
    expect(actions).toEqual([
      ...['user.created', 'session.failed', 'session.started', 'user.updated'],
      'calendar.created',
    ]);
    expect(JSON.stringify(body)).not.toMatch(/scrypt|password_hash/);
    const other = await newPerson();
    const theirs = await get(`${ME}/export`, { token: other.token });
    expect(theirs.text).not.toContain(word);
    expect(theirs.body).toMatchObject({
      bookings: [],
      calendars: [],
      packages: [],
      invitations: [],
    });
  });
});

describe('an export of a former admin', () => {
  it('contains their actions and nothing about the people affected', async () => {
    const [admin, other, client] = [
      await newPerson('admin'),
      await newPerson('admin'),
      await newPerson(),
    ];
    await newModel(admin, { notes_internal: 'nobody’s business' });
    const details = { phone: '010-9876-1234', full_name: '남의 이름' };
    await put(`/api/v1/users/${client.id}`, details, { token: admin.token });
    await put(`/api/v1/users/${admin.id}`, { role: 'client' }, { token: other.token });
    const { access_token: token } = await signIn(admin.username);
    const { text, body } = await get(`${ME}/export`, { token });
    for (const foreign of ['nobody’s business', ...Object.values(details)])
      expect(text).not.toContain(foreign);
    const told = body.activity.map(({ action, changes }: { action: string; changes: unknown }) => [
      action,
      changes,
    ]);
    expect(told).toContainEqual(['model.created', null]);
    expect(told).toContainEqual(['user.updated', { role: { before: 'admin', after: 'client' } }]);
  });
});

describe('an export of an invited user', () => {
  it('contains the invitation, and more than one page of mails, each once and in order', async () => {
    await emptyQueue();
    const admin = await newPerson('admin');
    const account = accountBody();
    const { email, full_name } = account;
    const wanted = { email, full_name, role: 'client' };
    const { body: invitation } = await post('/api/v1/users/invitations', wanted, {
      token: admin.token,
    });
    const token = await mailbox().token(email, 'accept-invitation');
    const { username, password } = account;
    const accepting = { token, username, password };
    const { body: user } = await post('/api/v1/auth/invitations/accept', accepting);
    await bindings.DB.prepare(
      `WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 600)
       INSERT INTO mails (id, template, to_user_id, state, created_at) SELECT 'mail-' || n, 'booking', ?, 'sent', n / 7 FROM i`,
    )
      .bind(user.user_id)
      .run();
    const { access_token } = await signIn(username);
    const { body } = await get(`${ME}/export`, { token: access_token });
    expect(body.invitations).toEqual([
      expect.objectContaining({
        invitation_id: invitation.invitation_id,
        email,
        accepted_at: expect.any(String),
      }),
    ]);
    const ids = body.mails.map(({ mail_id }: { mail_id: string }) => mail_id);
    expect(ids).toEqual(Array.from({ length: 600 }, (_, index) => `mail-${index + 1}`));
  });
});

describe('a large export', () => {
  /** Inserts consecutive bookings of an hour each. */
  const manyBookings = async (n: number, owner: string, model: string) => {
    const start = Math.ceil(Date.now() / HOUR) * HOUR + 20 * 24 * HOUR;
    const sql = `WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < ?1)
      INSERT INTO bookings (id, model_id, user_id, start_at, end_at, price_per_hour, total_price, updated_by, created_at, updated_at)
      SELECT ?2 || '-' || n, ?3, ?2, ?4 + n * ${HOUR}, ?4 + (n + 1) * ${HOUR}, 10000, 10000, ?2, ?5, ?5 FROM i`;
    await bindings.DB.prepare(sql).bind(n, owner, model, start, Date.now()).run();
  };

  it('is read in pages, contains everything once and in order, and costs in proportion', async () => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    await manyBookings(1100, admin.id, model_id);
    let [most, read] = [0, 0];
    const DB = intercepted(bindings.DB, async (_, run) => {
      const answer = await run();
      for (const one of [answer].flat() as unknown as D1Result[]) {
        most = Math.max(most, one.results.length);
        read += one.meta.rows_read;
      }
      return answer;
    });
    const { status, body } = await get(`${ME}/export`, { token: admin.token, env: { DB } });
    expect(status).toBe(200);
    const ids = body.bookings.map(({ booking_id }: { booking_id: string }) => booking_id);
    expect(ids).toEqual(Array.from({ length: 1100 }, (__, index) => `${admin.id}-${index + 1}`));
    const histories = body.bookings.map(({ events }: { events: object[] }) => events.length);
    expect(new Set(histories)).toEqual(new Set([1]));
    const { n } = (await bindings.DB.prepare(
      'SELECT count(*) AS n FROM audit_log WHERE actor_id = ?1 OR target_id = ?1',
    )
      .bind(admin.id)
      .first()) as { n: number };
    expect(n).toBeGreaterThan(1100);
    expect(body.activity).toHaveLength(n);
    expect(most).toBeLessThanOrEqual(500);
    expect(read).toBeLessThan(20 * 1100);
  });

  it('aborts when the session ends in the meantime', async () => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    await manyBookings(600, admin.id, model_id);
    let pages = 0;
    const DB = intercepted(bindings.DB, async (statements, run) => {
      const isPage = statements.some(({ sql }) => /from "bookings"/i.test(sql));
      if (isPage && ++pages === 2) {
        await post('/api/v1/auth/logout', undefined, { token: admin.token });
      }
      return run();
    });
    const answer = get(`${ME}/export`, { token: admin.token, env: { DB } });
    await expect(answer).rejects.toThrow();
    expect(pages).toBe(2);
  });

  it('counts as a sign-in', async () => {
    const { token } = await newPerson();
    const LOGIN_LIMITER = { limit: async () => ({ success: false }) };
    const options = {
      token,
      env: { LOGIN_LIMITER },
      headers: { 'CF-Connecting-IP': '203.0.113.44' },
    };
    expect((await get(`${ME}/export`, options)).status).toBe(429);
    const change = { current_password: PASSWORD, new_password: 'Pear-Snow8?' };
    expect((await post('/api/v1/auth/password', change, options)).status).toBe(429);
    expect((await del(ME, { ...options, body: { password: PASSWORD } })).status).toBe(429);
  });
});
