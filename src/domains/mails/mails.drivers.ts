import { mailDriver } from '../../env';
import type { WorkContext } from '../../outbox/work';
import type { Letter } from './mails.render';

/** How sending went: taken, refused for good, or worth another attempt. */
export type Sent = { taken: true } | { taken: false; permanent: boolean; error: string };

interface Parcel {
  /** The same at every attempt. */
  id: string;
  to: string;
  letter: Letter;
}

const TIMEOUT_MS = 15_000;
const RESEND_URL = 'https://api.resend.com/emails';

/** What Cloudflare refuses for good, by the code of its error. */
const REFUSED =
  /E_(VALIDATION|FIELD_MISSING|RECIPIENT_NOT_ALLOWED|RECIPIENT_SUPPRESSED|TOO_MANY_RECIPIENTS|CONTENT_TOO_LARGE|HEADER)/;

async function byCloudflare(ctx: WorkContext, { to, letter }: Parcel): Promise<Sent> {
  const from = ctx.settings.MAIL_FROM ?? '';
  try {
    await ctx.email?.send({ from, to, ...letter });
    return { taken: true };
  } catch (error) {
    const { code } = error as { code?: unknown };
    const name = typeof code === 'string' && /^E_[A-Z_]{1,60}$/.test(code) ? code : 'connection';
    return { taken: false, permanent: REFUSED.test(name), error: name };
  }
}

/** 409 is a repeat whose text has changed: the first one was taken. */
async function byResend(ctx: WorkContext, { id, to, letter }: Parcel): Promise<Sent> {
  const { MAIL_FROM: from, RESEND_API_KEY: key } = ctx.settings;
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await ctx.fetch(RESEND_URL, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${key}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': id,
      },
      body: JSON.stringify({ from, to: [to], ...letter }),
      redirect: 'manual',
      signal,
    });
    const { status } = response;
    const repeated = status === 409 && /invalid_idempotent_request/.test(await response.text());
    if (status !== 409) await response.body?.cancel();
    if ((status >= 200 && status < 300) || repeated) return { taken: true };
    return { taken: false, permanent: status === 400 || status === 422, error: `status ${status}` };
  } catch {
    const error = signal.aborted ? 'timeout' : 'connection';
    return { taken: false, permanent: false, error };
  }
}

/** Hands a mail to whoever the settings say. The inbox keeps it: what it shows is made at reading. */
export function send(ctx: WorkContext, parcel: Parcel): Promise<Sent> {
  const driver = mailDriver(ctx.settings);
  if (driver === 'cloudflare') return byCloudflare(ctx, parcel);
  if (driver === 'resend') return byResend(ctx, parcel);
  return Promise.resolve({ taken: true });
}
