import { type Database, openDatabase } from './db/client';
import { purgeRecords } from './db/idempotency-records';
import { purgeAuditLog } from './domains/audit/audit.service';
import { purgeSessions } from './domains/auth/auth.service';
import { purgeAddresses, purgeAttempts } from './domains/auth/login-attempts.service';
import { purgeTokens } from './domains/auth/recovery.service';
import { completeEnded, expireLapsed } from './domains/bookings/sweeps/sweeps.service';
import { purgeDeletedBookOuts } from './domains/calendars/calendars.service';
import { purgeEvents } from './domains/events/events.service';
import { anonymizeOldInvitations } from './domains/invitations/invitations.service';
import { announceEnding, purgeMails } from './domains/mails/mails.service';
import { purgePackages } from './domains/packages/packages.service';
import { sweepPictures } from './domains/pictures/pictures.sweeps.service';
import { purgeDeliveries } from './domains/webhooks/deliveries.service';
import { type Bindings, loadSettings, type Settings } from './env';
import { logSweepFailure } from './http/log';
import { metricsStore } from './http/request-metrics';
import { inBatches } from './lib/batches';

type Sweep = (ctx: {
  db: Database;
  bucket: R2Bucket | undefined;
  settings: Settings;
  now: number;
}) => Promise<unknown>;

/**
 * The cron's sweeps. Each reads in proportion to what is due, handles at most 20,000 rows per run (50,000
 * bookings), and may run twice concurrently. Together they stay under the platform's limit of 1,000 queries
 * per run.
 */
export const SWEEPS: Record<string, Sweep> = {
  bookings_lapsed: expireLapsed,
  bookings_ended: completeEnded,
  sessions: purgeSessions,
  login_attempts: purgeAttempts,
  known_addresses: purgeAddresses,
  idempotency_keys: ({ db, now }) => inBatches((limit) => purgeRecords(db, now, limit)),
  audit_log: purgeAuditLog,
  pictures: sweepPictures,
  webhook_deliveries: purgeDeliveries,
  events: purgeEvents,
  packages: purgePackages,
  deleted_book_outs: purgeDeletedBookOuts,
  options_ending: announceEnding,
  mails: purgeMails,
  account_tokens: purgeTokens,
  invitations: anonymizeOldInvitations,
};

/** Reports a run's result to the metrics. A reporting failure does not fail the run. */
async function report(env: Bindings, now: number, failed: readonly string[]): Promise<void> {
  if (!env.METRICS) return;
  const store = metricsStore(env.METRICS);
  const seconds = Math.floor(now / 1000);
  // Include all sweeps, so that every counter exists before its first failure.
  const failures = Object.keys(SWEEPS).map((name) => [
    `maintenance_failures_total{sweep="${name}"}`,
    failed.includes(name) ? 1 : 0,
  ]);
  await store.add(Object.fromEntries(failures));
  for (const name of Object.keys(SWEEPS).filter((one) => !failed.includes(one))) {
    const series = `maintenance_sweep_last_success_timestamp_seconds{sweep="${name}"}`;
    await store.mark(series, seconds);
  }
  if (failed.length > 0) return;
  await store.mark('maintenance_last_success_timestamp_seconds', seconds);
}

/** Runs all sweeps independently. A failed sweep is logged and counted, and does not stop the others. */
export async function runMaintenance(env: Bindings, now: number): Promise<void> {
  const failed: string[] = [];
  for (const [name, sweep] of Object.entries(SWEEPS)) {
    try {
      const db = openDatabase(env.DB, 'first-primary');
      await sweep({ db, bucket: env.PICTURES, settings: loadSettings(env), now });
    } catch (error) {
      failed.push(name);
      if (env.LOG_LEVEL !== 'silent') logSweepFailure(name, error);
    }
  }
  await report(env, now, failed).catch((error) => logSweepFailure('metrics', error));
}
