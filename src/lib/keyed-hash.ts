import { createHmac } from 'node:crypto';

/** A hash of a text under a secret, for one purpose: what it is of cannot be guessed without the secret. */
export const keyedHash = (purpose: string, text: string, secret: string) =>
  createHmac('sha256', secret).update(`${purpose}\n${text}`).digest('base64url');
