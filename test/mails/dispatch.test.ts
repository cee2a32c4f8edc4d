import { beforeEach, describe, expect, it } from 'vitest';
import { render } from '../../src/domains/mails/mails.render';
import * as texts from '../../src/domains/mails/mails.texts';
import { LANGUAGES } from '../../src/i18n/text';
import { runMaintenance } from '../../src/maintenance';
import { bindings, call, get, post, put } from '../helpers/api';
import { confirm, DAY, newBooking, newOption, newPerson, stage } from '../helpers/data';
import { emptyQueue, mailbox, RESEND } from '../helpers/mails';

const HOUR = 3_600_000;
const forgot = (email: string) => post('/api/v1/auth/password/forgot', { email }, { env: RESEND });
const down = () => new Response('', { status: 503 });
const verified = (id: string) =>
  bindings.DB.prepare('UPDATE users SET email_verified = 1 WHERE id = ?').bind(id).run();
const states = async (id: string) =>
  (
    await bindings.DB.prepare(
      'SELECT template, state, last_error FROM mails WHERE to_user_id = ? ORDER BY seq',
    )
      .bind(id)
      .all()
  ).results;

beforeEach(emptyQueue);

describe('sending', () => {
  it('resumes after half an hour without the provider, with one id and one token; expired mails are dropped', async () => {
    const person = await newPerson();
    await emptyQueue();
    await forgot(person.email);
    const box = mailbox(down);
    for (let minute = 0; minute < 30; minute += 5) {
      await box.run();
      box.later(5 * 60_000);
    }
    expect(new Set(box.all.map(({ id }) => id)).size).toBe(1);
    expect(new Set(box.all.map(({ text }) => text)).size).toBe(1);
    box.provider.answer = () => new Response('{}');
    // Delays vary randomly, so the next attempt is made due now.
    const due = "UPDATE mails SET next_attempt_at = 1 WHERE state = 'pending'";
    await bindings.DB.prepare(due).run();
    await box.run();
    expect(await states(person.id)).toContainEqual({
      template: 'forgot',
      state: 'sent',
      last_error: null,
    });
    const late = await newPerson();
    await emptyQueue();
    await forgot(late.email);
    const other = mailbox(down);
    await other.run();
    other.later(2 * HOUR);
    await other.run();
    expect(await states(late.id)).toContainEqual({
      template: 'forgot',
      state: 'dropped',
      last_error: 'token_over',
    });
  });

  it('resumes after the lease if a consumer dies; a permanent refusal ends it immediately', async () => {
    const [dead, bad] = [await newPerson(), await newPerson()];
    await bindings.DB.prepare(
      "UPDATE mails SET attempts = 1, next_attempt_at = ? WHERE to_user_id = ? AND state = 'pending'",
    )
      .bind(Date.now() + 30_000, dead.id)
      .run();
    const box = mailbox(({ to }) => new Response('', { status: to === bad.email ? 422 : 200 }));
    await Promise.all([box.run(), box.run(), box.run()]);
    expect(box.to(dead.email)).toEqual([]);
    expect(box.to(bad.email)).toHaveLength(1);
    expect(await states(bad.id)).toEqual([
      { template: 'verify', state: 'failed', last_error: 'status 422' },
    ]);
    box.later(31_000);
    await Promise.all([box.run(), box.run()]);
    expect(box.to(dead.email)).toHaveLength(1);
  });

  it('ends after eight attempts', async () => {
    const person = await newPerson();
    const box = mailbox(down);
    for (let i = 0; i < 12; i++) {
      await box.run();
      box.later(15 * HOUR);
    }
    expect(box.to(person.email)).toHaveLength(8);
    expect(await states(person.id)).toEqual([
      { template: 'verify', state: 'failed', last_error: 'status 503' },
    ]);
  });

  it('drops everything while mail is off, so that nothing old is sent later', async () => {
    const person = await newPerson();
    const box = mailbox();
    await box.run({ MAIL_DRIVER: 'off' });
    await box.run();
    expect(box.to(person.email)).toEqual([]);
    expect(await states(person.id)).toEqual([
      { template: 'verify', state: 'dropped', last_error: 'mail_off' },
    ]);
  });
});

describe('notices', () => {
  it('report others’ actions to a verified client and clients’ actions to the agency, never one’s own', async () => {
    const { admin, client, model_id } = await stage();
    await verified(client.id);
    await emptyQueue();
    const { booking_id } = await newBooking(client, model_id, 0, 2);
    const box = mailbox();
    await box.run();
    expect(box.to(client.email)).toEqual([]);
    expect(box.to(RESEND.AGENCY_EMAIL)).toHaveLength(1);
    await confirm(admin, booking_id);
    await box.run();
    expect(box.to(client.email).map(({ subject }) => subject)).toEqual([
      expect.stringContaining('확정'),
    ]);
    expect(box.to(RESEND.AGENCY_EMAIL)).toHaveLength(1);
    await put('/api/v1/auth/me', { notify: false }, { token: client.token });
    await post(`/api/v1/bookings/${booking_id}/confirm`, undefined, { token: admin.token });
    await newOption(admin, model_id, 5, 7, client);
    await box.run();
    expect(box.to(client.email)).toHaveLength(1);
  });

  it('are not sent for a refused change, after a day, or for an option that is over', async () => {
    const { admin, client, model_id } = await stage();
    await verified(client.id);
    const option = await newOption(admin, model_id, 5, 7, client);
    await emptyQueue();
    await bindings.DB.prepare(
      "UPDATE mails SET state = 'pending', next_attempt_at = 0 WHERE to_user_id = ? AND template = 'booking'",
    )
      .bind(client.id)
      .run();
    await bindings.DB.prepare(
      "UPDATE bookings SET status = 'released', option_expires_at = NULL, optioned_at = NULL WHERE id = ?",
    )
      .bind(option.booking_id)
      .run();
    const box = mailbox();
    await box.run();
    expect(await states(client.id)).toContainEqual({
      template: 'booking',
      state: 'dropped',
      last_error: 'option_over',
    });
    await emptyQueue();
    await newBooking(client, model_id, 20, 22);
    box.later(DAY + 1);
    const before = box.to(RESEND.AGENCY_EMAIL).length;
    await box.run();
    expect(box.to(RESEND.AGENCY_EMAIL)).toHaveLength(before);
  });

  it('are limited to twenty an hour, with the rest in one summary', async () => {
    const { admin, client, model_id } = await stage();
    await verified(client.id);
    await emptyQueue();
    await bindings.DB.prepare('DELETE FROM mails WHERE to_user_id = ?').bind(client.id).run();
    for (let i = 0; i < 25; i++) {
      const { booking_id } = await newBooking(client, model_id, i, i + 1);
      await confirm(admin, booking_id);
    }
    const box = mailbox();
    await box.run();
    expect(box.to(client.email)).toHaveLength(20);
    box.later(HOUR);
    await box.run();
    expect(box.to(client.email)).toHaveLength(21);
    expect(box.to(client.email).at(-1)?.subject).toContain('5');
    box.later(HOUR);
    await box.run();
    expect(box.to(client.email)).toHaveLength(21);
  });

  it('are sent once when an option ends within a day', async () => {
    const { admin, client, model_id } = await stage();
    await verified(client.id);
    const { booking_id } = await newOption(admin, model_id, 0, 2, client);
    await emptyQueue();
    const now = Date.now();
    await bindings.DB.prepare(
      'UPDATE bookings SET optioned_at = ?, option_expires_at = ? WHERE id = ?',
    )
      .bind(now - 3 * DAY, now + HOUR, booking_id)
      .run();
    await runMaintenance(bindings, now);
    await runMaintenance(bindings, now);
    const box = mailbox();
    await box.run();
    const subjects = box.to(client.email).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject.includes('24시간'))).toHaveLength(1);
  });
});

const ALL = Object.entries({
  ...texts.ACCOUNT_MAILS,
  ...texts.CLIENT_NOTICES,
  ...Object.fromEntries(
    Object.entries(texts.AGENCY_NOTICES).map(([name, text]) => [`agency ${name}`, text]),
  ),
  ending: texts.OPTION_ENDING,
  picks: texts.PICKS,
  disabled: texts.WEBHOOK_DISABLED,
  summary: texts.SUMMARY,
});

describe.each(ALL)('the mail %s', (_, text) => {
  it.each(LANGUAGES)(
    'is readable in %s, and allows no injected markup or line breaks',
    (language) => {
      const evil = 'a\r\nBcc: x@example.com <img src=x>\u2028"\'&';
      const told = ['agency', 'name', 'model', 'client', 'start', 'end', 'until', 'url', 'count'];
      const names = [...told, 'title', 'yes', 'maybe', 'no', 'open'];
      const values = Object.fromEntries(names.map((name) => [name, evil]));
      const letter = render(text, language, values, {
        link: 'https://app.example.com/x#token=a.b',
      });
      expect(letter.subject).not.toMatch(/[\p{Cc}\u2028]/u);
      expect(letter.subject.length).toBeGreaterThan(4);
      expect(letter.html).not.toContain('<img');
      expect(letter.html).not.toMatch(/src=["']?https?:/);
      expect(letter.text + letter.html).not.toMatch(/\{\w+\}/);
      expect(/[가-힣]/.test(letter.subject + letter.text)).toBe(language === 'ko');
    },
  );
});

describe('the inbox', () => {
  const open = (url: string, env = {}) => call('GET', url, { env });
  it('exists only on a developer’s machine', async () => {
    expect((await open('/dev/mails')).status).toBe(404);
    expect(
      (
        await get('/dev/mails', {
          env: { APP_ENV: 'production', PASSWORD_HASH_COST: '15', MAIL_DRIVER: 'off' },
        })
      ).status,
    ).toBe(404);
  });
});
