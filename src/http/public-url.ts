import type { Settings } from '../env';
import { AppError } from '../errors';

/**
 * Returns the base URL of links for people: PUBLIC_URL, or on a developer's machine the request's origin.
 * Elsewhere it is undefined without the setting, because no request can be trusted to name it.
 */
export function publicUrlOf(
  { PUBLIC_URL, APP_ENV }: Settings,
  requestUrl: string,
): string | undefined {
  const isLocal = APP_ENV === 'development' || APP_ENV === 'test';
  return PUBLIC_URL ?? (isLocal ? new URL(requestUrl).origin : undefined);
}

/** Returns the base URL for responses that need one. @throws AppError 503 that names the setting */
export function requiredUrl(publicUrl: string | undefined): string {
  if (publicUrl !== undefined) return publicUrl;
  const params = { name: 'PUBLIC_URL' };
  throw new AppError('ServiceUnavailableException', { message: 'settings.missing', params });
}
