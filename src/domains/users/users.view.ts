import type { AppContext } from '../../http/app-env';
import { etagOf } from '../../http/etag';
import { sendResource } from '../../http/respond';
import { toIso } from '../../lib/time';
import type { UserRow } from './users.repository';

/** Renders a user. Never contains a hash. */
export const toUserView = (row: UserRow) => ({
  user_id: row.id,
  username: row.username,
  email: row.email,
  full_name: row.fullName,
  phone: row.phone,
  birth_date: row.birthDate,
  role: row.role,
  is_active: row.isActive,
  email_verified: row.emailVerified,
  pending_email: row.pendingEmail,
  notify: row.notify,
  created_at: toIso(row.createdAt),
  updated_at: toIso(row.updatedAt),
});

/**
 * Sends a user with its ETag, and with a Location if it was created. The ETag includes the id, because
 * /auth/me serves different users.
 */
export function sendUser(c: AppContext, row: UserRow, { created = false } = {}) {
  const location = created ? { location: `/api/v1/users/${row.id}` } : {};
  const etag = etagOf(row.version, row.id);
  return sendResource(c, toUserView(row), { etag, ...location });
}
