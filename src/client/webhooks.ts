import type { Event } from './generated/schemas.js';

/** What a webhook delivers: an event, or the `ping` of a test. */
export type WebhookEvent = Omit<Event, 'type'> & { type: Event['type'] | 'ping' };

/** A call that is not the API's, not whole, or too old. Answer it with 400 or 401. */
export class WebhookVerificationError extends Error {
  override name = 'WebhookVerificationError';
}

/** A request as `fetch` handlers get it; elsewhere its headers and its body as it came. */
export interface WebhookRequest {
  headers: Pick<Headers, 'get'>;
  text: () => Promise<string>;
}

export interface VerifyOptions {
  /** How far the timestamp may be off, seconds: 300. */
  tolerance?: number;
  /** Epoch milliseconds. */
  now?: () => number;
}

const PREFIX = 'whsec_';
const ENCODER = new TextEncoder();
const HMAC = { name: 'HMAC', hash: 'SHA-256' };

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}

async function isSignedBy(secret: string, signatures: string[], content: string) {
  const bytes = bytesOf(secret.replace(PREFIX, ''));
  if (!bytes || bytes.length === 0) throw new TypeError('The secret of the webhook is malformed');
  const key = await crypto.subtle.importKey('raw', bytes, HMAC, false, ['verify']);
  const verified = signatures.map(async (signature) => {
    const mac = bytesOf(signature);
    // Compares in a time that tells nothing.
    return mac !== undefined && crypto.subtle.verify(HMAC, key, mac, ENCODER.encode(content));
  });
  return (await Promise.all(verified)).includes(true);
}

/**
 * The event of a delivery, once its signature (Standard Webhooks 1.0) and its age are right. Deliveries
 * may come twice and in another order: drop an `id` that you have, and what is older by `data.version`.
 * @param secrets the endpoint's secret, or several of which one has to fit
 * @throws WebhookVerificationError for anything else; TypeError for a malformed secret.
 */
export async function verifyWebhook(
  request: WebhookRequest,
  secrets: string | readonly string[],
  { tolerance = 300, now = Date.now }: VerifyOptions = {},
): Promise<WebhookEvent> {
  const header = (name: string) => request.headers.get(`webhook-${name}`) ?? '';
  const [id, timestamp] = [header('id'), header('timestamp')];
  if (id === '' || !/^\d{1,12}$/.test(timestamp) || header('signature') === '') {
    throw new WebhookVerificationError('It has not the headers of a webhook');
  }
  if (Math.abs(now() / 1000 - Number(timestamp)) > tolerance) {
    throw new WebhookVerificationError('Its timestamp is too old or in the future');
  }
  const signatures = header('signature')
    .split(' ')
    .flatMap((one) => (one.startsWith('v1,') ? [one.slice(3)] : []));
  const body = await request.text();
  const content = `${id}.${timestamp}.${body}`;
  for (const secret of [secrets].flat()) {
    if (await isSignedBy(secret, signatures, content)) return JSON.parse(body) as WebhookEvent;
  }
  throw new WebhookVerificationError('Its signature is wrong');
}
