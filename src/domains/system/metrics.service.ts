import { createHash, timingSafeEqual } from 'node:crypto';
import { DAY, MAX_BOOKING_MS } from '../../db/constants';
import { AppError } from '../../errors';
import type { ServiceContext } from '../../http/context';
import { flush, metricsStore } from '../../http/request-metrics';
import type { MetricsBinding } from '../../lib/metrics-binding';
import { derived, type Sample, toExposition } from './metrics.view';
import { readGauges } from './system.repository';

/** Reads the counts of all isolates, including this one's latest; undefined if they are unavailable. */
async function readCounted(binding: MetricsBinding | undefined): Promise<Sample[]> {
  if (!binding) return [];
  await flush(binding);
  const counted = await metricsStore(binding)
    .read()
    .catch(() => ({}));
  return Object.entries(counted);
}

async function readDomain(ctx: ServiceContext): Promise<Sample[]> {
  const { now } = ctx;
  const gauges = await readGauges(ctx.db, { now, since: now - MAX_BOOKING_MS, until: now + DAY });
  return [
    ...gauges.byStatus.map(({ status, count }): Sample => [`bookings{status="${status}"}`, count]),
    ['bookings_overlapping', gauges.overlapping],
    ['booking_options_expiring', gauges.expiring],
    ['sessions', gauges.sessions],
    ...gauges.outbox.flatMap(({ kind, pending, due }): Sample[] => [
      [`outbox_pending{kind="${kind}"}`, pending],
      [`outbox_overdue_seconds{kind="${kind}"}`, Math.max(now - (due ?? now), 0) / 1000],
    ]),
  ];
}

/**
 * Returns the metrics in Prometheus' text format. If METRICS_TOKEN is set, the caller must send it as a
 * bearer token. @throws AppError 401, and 404 without METRICS_TOKEN outside development and test.
 */
export async function metrics(
  ctx: ServiceContext,
  binding: MetricsBinding | undefined,
  authorization: string | undefined,
): Promise<string> {
  const { METRICS_TOKEN: token, APP_ENV: environment } = ctx.settings;
  if (token === undefined && !['development', 'test'].includes(environment)) {
    throw new AppError('RouteNotFoundException');
  }
  if (token !== undefined && !isSame(authorization ?? '', `Bearer ${token}`)) {
    throw new AppError('AuthenticationException');
  }
  const [counted, domain] = await Promise.all([readCounted(binding), readDomain(ctx)]);
  return toExposition([...counted, ...derived(counted), ...domain]);
}

/** Compares in constant time. */
function isSame(given: string, wanted: string): boolean {
  const [a, b] = [given, wanted].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
