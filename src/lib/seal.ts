import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

const keyOf = (secret: string, purpose: string) =>
  Buffer.from(hkdfSync('sha256', secret, '', `seal\n${purpose}`, 32));

/** Seals a text with AES-256-GCM under a key derived from the secret for this purpose only. */
export function seal(text: string, secret: string, purpose: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, purpose), iv);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
}

function openWith(sealed: string, secret: string, purpose: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const [iv, tag] = [bytes.subarray(0, IV_BYTES), bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES)];
  const cipher = createDecipheriv('aes-256-gcm', keyOf(secret, purpose), iv);
  cipher.setAuthTag(tag);
  const text = cipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
  return Buffer.concat([text, cipher.final()]).toString('utf8');
}

/** Opens what `seal` sealed under one of the secrets; undefined if none matches. */
export function open(
  sealed: string,
  secrets: readonly string[],
  purpose: string,
): string | undefined {
  for (const secret of secrets) {
    try {
      return openWith(sealed, secret, purpose);
    } catch {
      // Sealed under another secret, or not by us.
    }
  }
  return undefined;
}
