import { DAY, type Verdict } from '../../db/constants';
import type { FieldError } from '../../errors';

export const STATUSES = ['open', 'closed', 'revoked', 'expired'] as const;
export type PackageStatus = (typeof STATUSES)[number];

/** The most models in a package. A trigger enforces it. */
export const MAX_ITEMS = 50;

export const EXPIRES_AFTER = 14 * DAY;
const LONGEST = 90 * DAY;

/** How long a package is shown after its end, and how long it is stored. */
const SHOWN_AFTER = 30 * DAY;
export const RETENTION_MS = 180 * DAY;

interface Ends {
  expiresAt: number;
  closedAt: number | null;
  revokedAt: number | null;
}

/** Returns a package's state at `now`. */
export function statusOf({ expiresAt, closedAt, revokedAt }: Ends, now: number): PackageStatus {
  if (revokedAt !== null) return 'revoked';
  if (closedAt !== null) return 'closed';
  return expiresAt <= now ? 'expired' : 'open';
}

/** Returns whether the link shows anything: while the package is open and for 30 days after its end. */
export function isShown({ expiresAt, closedAt, revokedAt }: Ends, now: number): boolean {
  const end = Math.min(expiresAt, closedAt ?? expiresAt);
  return revokedAt === null && now < end + SHOWN_AFTER;
}

/** Returns the problems with a package's times. It must expire in the future, within 90 days. */
export function timeErrors(
  times: {
    start_time?: number | null | undefined;
    end_time?: number | null | undefined;
    expires_at?: number | undefined;
  },
  now: number,
): FieldError[] {
  const { start_time: start, end_time: end, expires_at: expires } = times;
  const errors: FieldError[] = [];
  const isWhole = (start ?? null) === null ? (end ?? null) === null : (end ?? 0) > (start ?? 0);
  if (!isWhole) {
    errors.push({ field: 'end_time', code: 'window_invalid', message: 'package.window' });
  }
  if (expires !== undefined && (expires <= now || expires > now + LONGEST)) {
    errors.push({ field: 'expires_at', code: 'expiry_range', message: 'package.expiry' });
  }
  return errors;
}

export interface PackageItem {
  model_id: string;
  model_name: string;
  is_deleted: 0 | 1;
  note: string | null;
  picture_ids: string[] | null;
  verdict: Verdict | null;
  comment: string | null;
  decided_at: number | null;
  version: number;
}

/** Parses a stored package's items, in order. */
export const itemsOf = ({ items }: { items: string }) => JSON.parse(items) as PackageItem[];
