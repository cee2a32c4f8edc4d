import { claimsOf } from './claims.js';
import type { Parts } from './request.js';

/** After these nobody is signed in. */
const ENDING: readonly string[] = ['logout', 'eraseMe'];

/** Whether an operation ends the session of this token. */
export const endsSession = (name: string, { path }: Parts, token: string | undefined): boolean =>
  ENDING.includes(name) ||
  (name === 'endSession' && token !== undefined && path?.session_id === claimsOf(token).sid);

/** The answer to an ending that has come about already. */
export const alreadyEnded = () => ({
  success: true,
  message: '',
  data: null,
  timestamp: new Date().toISOString(),
});
