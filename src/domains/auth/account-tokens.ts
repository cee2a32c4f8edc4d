import { timingSafeEqual } from 'node:crypto';
import type { TokenPurpose } from '../../db/constants';
import { type Settings, secretsOf } from '../../env';
import { invalidField } from '../../lib/errors';
import { keyedHash } from '../../lib/keyed-hash';

/** What a link of a mail may be for. */
export type LinkPurpose = TokenPurpose | 'invitation';

const macOf = (purpose: LinkPurpose, id: string, secret: string) =>
  keyedHash(`account-token\n${purpose}`, id, secret);

/** The token of a mail: an id, and what nobody can make who does not know the secret. */
export const tokenOf = (purpose: LinkPurpose, id: string, { SECRET_KEY }: Settings) =>
  `${id}.${macOf(purpose, id, SECRET_KEY)}`;

/** Spent, expired, unknown, for something else: all one answer. */
export const invalidToken = () => invalidField('token', 'invalid_token', 'auth.token_invalid');

/** The id in a token that is genuine, which costs no query. @throws AppError 422. */
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
