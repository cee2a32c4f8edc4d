import type { Settings } from '../env';
import { AppError } from '../lib/errors';

/**
 * Where addresses for people begin: PUBLIC_URL, or on a developer's machine where the request went.
 * Undefined elsewhere without the setting: no request says what the API's address is.
 */
export function publicUrlOf({ PUBLIC_URL, APP_ENV }: Settings, origin: string): string | undefined {
  const isLocal = APP_ENV === 'development' || APP_ENV === 'test';
  return PUBLIC_URL ?? (isLocal ? origin : undefined);
}

/** What an answer cannot do without. @throws AppError 503 naming the setting */
export function requiredUrl(publicUrl: string | undefined): string {
  if (publicUrl !== undefined) return publicUrl;
  const params = { name: 'PUBLIC_URL' };
  throw new AppError('ServiceUnavailableException', { message: 'settings.missing', params });
}
