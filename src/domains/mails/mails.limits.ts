import { mailDriver, type Settings, secretsOf } from '../../env';
import { AppError } from '../../errors';
import { keyedHash } from '../../lib/keyed-hash';

const keysOf = (purpose: string, text: string, settings: Settings) =>
  secretsOf(settings).map((secret) => keyedHash(`mail\n${purpose}`, text, secret));

/** Returns the keyed hashes that count a folded address, with the current secret's first. */
export const addressKeys = (emailKey: string, settings: Settings) =>
  keysOf('address', emailKey, settings);

/** Returns the keyed hashes that count a caller. An unknown address is not counted. */
export const callerKeys = (caller: string, settings: Settings) =>
  caller === '' ? [] : keysOf('caller', caller, settings);

export const isMailConfigured = (settings: Settings) => mailDriver(settings) !== 'off';

/** @throws AppError 503 if mail is not configured. */
export function assertMailConfigured(settings: Settings): void {
  if (isMailConfigured(settings)) return;
  throw new AppError('ServiceUnavailableException', { message: 'mail.not_configured' });
}

const HOUR_SECONDS = 3600;

/** Returns the error for more mails than the hourly limit allows. */
export const tooManyMails = () =>
  new AppError('RateLimitException', { headers: { 'Retry-After': String(HOUR_SECONDS) } });
