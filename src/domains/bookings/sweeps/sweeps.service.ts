import type { Database } from '../../../db/client';
import { DAY } from '../../../db/constants';
import { inBatches } from '../../../lib/batches';
import * as repository from './sweeps.repository';

interface Sweep {
  db: Database;
  now: number;
}

/** 50,000 bookings: what a weekend without the cron can leave behind is done in one run. */
const ROUNDS = 100;

/** Expires requests and options whose time is up. */
export const expireLapsed = ({ db, now }: Sweep) =>
  inBatches((limit) => repository.expireLapsed(db, now, limit), ROUNDS);

/** Completes confirmed bookings that ended a day ago. */
export const completeEnded = ({ db, now }: Sweep) =>
  inBatches((limit) => repository.completeEnded(db, now, now - DAY, limit), ROUNDS);
