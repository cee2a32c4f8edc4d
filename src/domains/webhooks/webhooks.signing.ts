import { createHmac, randomBytes } from 'node:crypto';
import { type Settings, secretsOf } from '../../env';
import { open, seal } from '../../lib/seal';

const PREFIX = 'whsec_';
const PURPOSE = 'webhook-secret';
const SECRET_BYTES = 32;

/** Returns a new secret in the format of the Standard Webhooks specification. */
export const newSecret = () => `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;

export const sealSecret = (secret: string, { SECRET_KEY }: Settings) =>
  seal(secret, SECRET_KEY, PURPOSE);

/** Returns the secret in a sealed one; undefined if the key that sealed it is gone. */
export const openSecret = (sealed: string, settings: Settings) =>
  open(sealed, secretsOf(settings), PURPOSE);

/**
 * Returns the signature `v1,…` over id, timestamp and body (Standard Webhooks 1.0). `timestamp` is in epoch
 * seconds.
 */
export function signatureOf(secret: string, id: string, timestamp: number, body: string): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return `v1,${mac}`;
}
