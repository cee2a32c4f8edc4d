import { DAY, type Verdict } from '../../db/constants';
import type { FieldError } from '../../lib/errors';

export const STATUSES = ['open', 'closed', 'revoked', 'expired'] as const;
export type PackageStatus = (typeof STATUSES)[number];

/** Models in a package; a trigger holds it. */
export const MAX_ITEMS = 50;

export const EXPIRES_AFTER = 14 * DAY;
const LONGEST = 90 * DAY;

/** How long a package is shown behind its end, and how long it is there at all. */
const SHOWN_AFTER = 30 * DAY;
export const KEPT_AFTER = 180 * DAY;

interface Ends {
  expiresAt: number;
  closedAt: number | null;
  revokedAt: number | null;
}

/** A package's state by the clock. */
export function statusOf({ expiresAt, closedAt, revokedAt }: Ends, now: number): PackageStatus {
  if (revokedAt !== null) return 'revoked';
  if (closedAt !== null) return 'closed';
  return expiresAt <= now ? 'expired' : 'open';
}

/** Whether a link still shows something: while it is open, and for 30 days behind its end. */
export function isShown({ expiresAt, closedAt, revokedAt }: Ends, now: number): boolean {
  const end = Math.min(expiresAt, closedAt ?? expiresAt);
  return revokedAt === null && now < end + SHOWN_AFTER;
}

/** What is wrong with the times of a package. Expiries lie ahead, by 90 days at most. */
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

/** The items of a stored package, in order. */
export const itemsOf = ({ items }: { items: string }) => JSON.parse(items) as PackageItem[];
