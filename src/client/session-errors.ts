import { claimsOf } from './claims.js';
import type { Parts } from './request.js';

/** After these operations the caller is signed out. */
const ENDING: readonly string[] = ['logout', 'eraseMe'];

/** Returns whether an operation ends the session of this token. */
export const endsSession = (name: string, { path }: Parts, token: string | undefined): boolean =>
  ENDING.includes(name) ||
  (name === 'endSession' && token !== undefined && path?.session_id === claimsOf(token).sid);

/** Returns the response for a session that has already ended. */
export const alreadyEnded = () => ({
  success: true,
  message: '',
  data: null,
  timestamp: new Date().toISOString(),
});
