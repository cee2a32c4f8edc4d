import { createHmac } from 'node:crypto';

/**
 * Hashes a text with a secret for one purpose. Without the secret, the text cannot be guessed from the hash.
 */
export const keyedHash = (purpose: string, text: string, secret: string) =>
  createHmac('sha256', secret).update(`${purpose}\n${text}`).digest('base64url');
