import type { sessions } from '../../db/schema';
import type { Actor } from '../../http/context';
import { toIso } from '../../lib/time';

/** Renders a session for its owner. */
export const toSessionView = (actor: Actor) => (row: typeof sessions.$inferSelect) => ({
  session_id: row.id,
  created_at: toIso(row.createdAt),
  last_used_at: toIso(row.rotatedAt),
  expires_at: toIso(row.expiresAt),
  user_agent: row.userAgent,
  current: row.id === actor.sessionId,
});
