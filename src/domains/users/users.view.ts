import type { AppContext } from '../../http/app-env';
import { etagOf } from '../../http/etag';
import { sendResource } from '../../http/respond';
import { toIso } from '../../lib/time';
import type { UserRow } from './users.repository';

/** A user as responses carry it: never a hash. */
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

/** Answers with a user and its ETag, which tells users apart as well: /auth/me is many; a created one also with its Location. */
export function sendUser(c: AppContext, row: UserRow, { created = false } = {}) {
  const location = created ? { location: `/api/v1/users/${row.id}` } : {};
  const etag = etagOf(row.version, row.id);
  return sendResource(c, toUserView(row), { etag, ...location });
}
