import { mailDriver, type Settings, secretsOf } from '../../env';
import { AppError } from '../../lib/errors';
import { keyedHash } from '../../lib/keyed-hash';

const keysOf = (purpose: string, text: string, settings: Settings) =>
  secretsOf(settings).map((secret) => keyedHash(`mail\n${purpose}`, text, secret));

/** What a folded address is counted under, the current secret's hash first. */
export const addressKeys = (emailKey: string, settings: Settings) =>
  keysOf('address', emailKey, settings);

/** What a caller is counted under; an address that is not known counts for nothing. */
export const callerKeys = (caller: string, settings: Settings) =>
  caller === '' ? [] : keysOf('caller', caller, settings);

export const hasMail = (settings: Settings) => mailDriver(settings) !== 'off';

/** @throws AppError 503 where no mail can be sent. */
export function assertMail(settings: Settings): void {
  if (hasMail(settings)) return;
  throw new AppError('ServiceUnavailableException', { message: 'mail.not_configured' });
}

const HOUR_SECONDS = 3600;

/** More mails than an hour has. */
export const tooManyMails = () =>
  new AppError('RateLimitException', { headers: { 'Retry-After': String(HOUR_SECONDS) } });
