import { toIso } from '../../lib/time';
import type { InvitationRow } from './invitations.repository';

/** Renders an invitation. */
export const toInvitationView = (row: InvitationRow) => ({
  invitation_id: row.id,
  email: row.email,
  full_name: row.fullName,
  role: row.role,
  invited_by: row.invitedBy,
  created_at: toIso(row.createdAt),
  expires_at: toIso(row.expiresAt),
  accepted_at: toIso(row.acceptedAt),
  revoked_at: toIso(row.revokedAt),
});
