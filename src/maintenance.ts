import { openDatabase } from './db/client';
import { purgeAnswers } from './db/idempotency-records';
import { purgeAuditLog } from './domains/audit/audit.service';
import { purgeAttempts } from './domains/auth/attempts.service';
import { purgeSessions } from './domains/auth/auth.service';
import { sweepBookings } from './domains/bookings/bookings.sweeps.service';
import type { Bindings } from './env';
import { inBatches } from './lib/batches';

/** What the cron does: bounded, and safe to run twice at once. */
export async function runMaintenance(env: Bindings, now: number): Promise<void> {
  const db = openDatabase(env.DB, 'first-primary');
  await sweepBookings({ db, now });
  await purgeSessions({ db, now });
  await purgeAttempts({ db, now });
  await inBatches((limit) => purgeAnswers(db, now, limit));
  await purgeAuditLog({ db, now });
}
