import { beforeEach, describe, expect, it } from 'vitest';
import { bindings, post } from '../helpers/api';
import { newBooking, newPerson, stage } from '../helpers/data';
import { withHook } from '../helpers/faults/statements';
import { emptyQueue, mailbox, RESEND } from '../helpers/mails';

const { DB } = bindings;
beforeEach(emptyQueue);

/** The mails that wait are purged, and a later one gets the number of each. */
const replaceAll = () =>
  DB.prepare(
    `INSERT OR REPLACE INTO mails (seq, id, template, state, attempts, next_attempt_at, created_at)
     SELECT seq, 'later', 'webhook_disabled', state, attempts, next_attempt_at, created_at FROM mails WHERE state = 'pending'`,
  ).run();
const later = async () =>
  (await DB.prepare("SELECT state, to_user_id, ref_id FROM mails WHERE id = 'later'").all())
    .results;
const untouched = [{ state: 'pending', to_user_id: null, ref_id: null }];

const replacing = async () => {
  await replaceAll();
  return new Response('{}');
};
const forgot = async () => {
  const { email } = await newPerson();
  await emptyQueue();
  await DB.prepare("DELETE FROM mails WHERE id = 'later'").run();
  await post('/api/v1/auth/password/forgot', { email }, { env: RESEND });
};

describe('a mail whose number another one has got', () => {
  it('does not settle it', async () => {
    await forgot();
    const box = mailbox(replacing);
    await box.run();
    expect(box.all).toHaveLength(1);
    expect(await later()).toEqual(untouched);
  });

  it('does not give it its recipient and its link', async () => {
    await forgot();
    const hooked = withHook(DB, /update "mails" set "to_user_id"/i, replaceAll);
    await mailbox().run({ DB: hooked });
    expect(await later()).toEqual(untouched);
  });

  it('does not settle it with a summary', async () => {
    const { client, model_id } = await stage();
    await emptyQueue();
    await DB.prepare("DELETE FROM mails WHERE id = 'later'").run();
    await newBooking(client, model_id, 0, 2);
    await DB.prepare("UPDATE mails SET in_summary = 1 WHERE state = 'pending'").run();
    const box = mailbox(replacing);
    await box.run();
    expect(box.to(RESEND.AGENCY_EMAIL)).toHaveLength(1);
    expect(await later()).toEqual(untouched);
  });
});
