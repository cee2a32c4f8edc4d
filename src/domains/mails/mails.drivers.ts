import { mailDriver } from '../../env';
import type { WorkContext } from '../../outbox/work';
import type { Letter } from './mails.render';

/** The result of sending: accepted, permanently refused, or worth a retry. */
export type Sent = { taken: true } | { taken: false; permanent: boolean; error: string };

interface Parcel {
  /** The same on every attempt. */
  id: string;
  to: string;
  letter: Letter;
}

const TIMEOUT_MS = 15_000;
const RESEND_URL = 'https://api.resend.com/emails';

/** Cloudflare's error codes for permanent refusals. */
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

/** 409 means a repeat with a changed text: the first attempt was accepted. */
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

/**
 * Sends a mail with the configured driver. The inbox driver sends nothing; the inbox composes mails when it
 * is read.
 */
export function send(ctx: WorkContext, parcel: Parcel): Promise<Sent> {
  const driver = mailDriver(ctx.settings);
  if (driver === 'cloudflare') return byCloudflare(ctx, parcel);
  if (driver === 'resend') return byResend(ctx, parcel);
  return Promise.resolve({ taken: true });
}
