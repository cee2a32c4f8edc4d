import { timingSafeEqual } from 'node:crypto';
import type { TokenPurpose } from '../../db/constants';
import { type Settings, secretsOf } from '../../env';
import { invalidField } from '../../errors';
import { keyedHash } from '../../lib/keyed-hash';

/** The purpose of a link in a mail. */
export type LinkPurpose = TokenPurpose | 'invitation';

const macOf = (purpose: LinkPurpose, id: string, secret: string) =>
  keyedHash(`account-token\n${purpose}`, id, secret);

/** Returns a mail's token: an id and a MAC, which cannot be forged without the secret. */
export const tokenOf = (purpose: LinkPurpose, id: string, { SECRET_KEY }: Settings) =>
  `${id}.${macOf(purpose, id, SECRET_KEY)}`;

/** Returns the same error for a token that is used, expired, unknown or for another purpose. */
export const invalidToken = () => invalidField('token', 'invalid_token', 'auth.token_invalid');

/** Returns the id in a genuine token, without a query. @throws AppError 422. */
export function idOfToken(purpose: LinkPurpose, token: string, settings: Settings): string {
  const [id = '', mac = ''] = token.split('.', 2);
  const given = Buffer.from(mac);
  const isGenuine = secretsOf(settings).some((secret) => {
    const wanted = Buffer.from(macOf(purpose, id, secret));
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
  if (!isGenuine || token !== `${id}.${mac}`) throw invalidToken();
  return id;
}
