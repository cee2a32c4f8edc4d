import type { Event } from './generated/schemas.js';

/** The payload of a webhook: an event, or a test `ping`. */
export type WebhookEvent = Omit<Event, 'type'> & { type: Event['type'] | 'ping' };

/** A request that is not from the API, incomplete or too old. Respond with 400 or 401. */
export class WebhookVerificationError extends Error {
  override name = 'WebhookVerificationError';
}

/** A request as `fetch` handlers receive it. On other platforms, its headers and its raw body. */
export interface WebhookRequest {
  headers: Pick<Headers, 'get'>;
  text: () => Promise<string>;
}

export interface VerifyOptions {
  /** The accepted deviation of the timestamp in seconds. Defaults to 300. */
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
    // `verify` compares in constant time.
    return mac !== undefined && crypto.subtle.verify(HMAC, key, mac, ENCODER.encode(content));
  });
  return (await Promise.all(verified)).includes(true);
}

/**
 * Verifies a delivery's signature (Standard Webhooks 1.0) and age, and returns its event. Deliveries may
 * arrive twice and out of order: ignore a known `id`, and an older `data.version`.
 * @param secrets the endpoint's secret, or several of which one must match
 * @throws WebhookVerificationError for an invalid delivery; TypeError for a malformed secret
 */
export async function verifyWebhook(
  request: WebhookRequest,
  secrets: string | readonly string[],
  { tolerance = 300, now = Date.now }: VerifyOptions = {},
): Promise<WebhookEvent> {
  const header = (name: string) => request.headers.get(`webhook-${name}`) ?? '';
  const [id, timestamp] = [header('id'), header('timestamp')];
  if (id === '' || !/^\d{1,12}$/.test(timestamp) || header('signature') === '') {
    throw new WebhookVerificationError('The webhook headers are missing');
  }
  if (Math.abs(now() / 1000 - Number(timestamp)) > tolerance) {
    throw new WebhookVerificationError('The timestamp is too old or in the future');
  }
  const signatures = header('signature')
    .split(' ')
    .flatMap((one) => (one.startsWith('v1,') ? [one.slice(3)] : []));
  const body = await request.text();
  const content = `${id}.${timestamp}.${body}`;
  for (const secret of [secrets].flat()) {
    if (await isSignedBy(secret, signatures, content)) return JSON.parse(body) as WebhookEvent;
  }
  throw new WebhookVerificationError('The signature does not match');
}
