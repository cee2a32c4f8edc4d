import type { Database } from '../../../db/client';
import { DAY } from '../../../db/constants';
import { inBatches } from '../../../lib/batches';
import * as repository from './sweeps.repository';

interface Sweep {
  db: Database;
  now: number;
}

/** 100 rounds handle 50,000 bookings, so one run catches up after a weekend without the cron. */
const ROUNDS = 100;

/** Expires requests and options that have lapsed. */
export const expireLapsed = ({ db, now }: Sweep) =>
  inBatches((limit) => repository.expireLapsed(db, now, limit), ROUNDS);

/** Completes confirmed bookings a day after their end. */
export const completeEnded = ({ db, now }: Sweep) =>
  inBatches((limit) => repository.completeEnded(db, now, now - DAY, limit), ROUNDS);
