import type { Increments, MetricsBinding } from '../lib/metrics-binding';
import type { AppContext } from './app-env';

/**
 * What requests add to the metrics. Isolates are many and short-lived, so each counts for itself and
 * sends what it has to the one object that adds it up, after the answers and in batches.
 */

/** Upper bounds in seconds: the usual ones, as Prometheus' own libraries have them. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Served {
  /** How many by status. */
  statuses: Map<number, number>;
  /** How many by the first bound that holds them; the last is beyond all. */
  buckets: number[];
  seconds: number;
}

interface Pending {
  /** By method and pattern of the route. */
  served: Map<string, Served>;
  others: Map<string, number>;
  isScheduled: boolean;
}

const nothing = (): Pending => ({ served: new Map(), others: new Map(), isScheduled: false });

/** What this isolate has counted and not sent yet, by where it goes. */
const isolate = new WeakMap<MetricsBinding, Pending>();

function pendingOf(binding: MetricsBinding): Pending {
  const found = isolate.get(binding) ?? nothing();
  isolate.set(binding, found);
  return found;
}

/** The pattern as the document spells it. */
const labelsOf = (method: string, pattern: string) =>
  `method="${method}",endpoint="${pattern.replace(/:(\w+)/g, '{$1}')}"`;

// The caller chooses path and method, so neither goes in as it came.
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'];

function countAnswer({ served }: Pending, c: AppContext, seconds: number): void {
  const { method: sent } = c.req;
  const method = METHODS.includes(sent) ? sent : 'OTHER';
  const route = `${method} ${c.get('operation')?.path ?? 'unmatched'}`;
  const one = served.get(route) ?? {
    statuses: new Map<number, number>(),
    buckets: [...BOUNDS, Number.POSITIVE_INFINITY].map(() => 0),
    seconds: 0,
  };
  served.set(route, one);
  const { status } = c.res;
  one.statuses.set(status, (one.statuses.get(status) ?? 0) + 1);
  const bound = BOUNDS.findIndex((upper) => seconds <= upper);
  const at = bound === -1 ? BOUNDS.length : bound;
  one.buckets[at] = (one.buckets[at] ?? 0) + 1;
  one.seconds += seconds;
}

/** Counts a request that has been answered, and sees to it that what was counted is sent some time after. */
export function countRequest(c: AppContext, seconds: number): void {
  const { METRICS: binding } = c.env;
  if (!binding) return;
  const pending = pendingOf(binding);
  countAnswer(pending, c, seconds);
  if (pending.isScheduled) return;
  pending.isScheduled = true;
  const wait = c.get('settings')?.METRICS_FLUSH_MS ?? 0;
  c.executionCtx.waitUntil(scheduler.wait(wait).then(() => flush(binding)));
}

/** Counts how the cache of the catalogue was met. */
export function countCache({ env }: AppContext, result: string): void {
  if (!env.METRICS) return;
  const { others } = pendingOf(env.METRICS);
  const series = `catalogue_cache_requests_total{result="${result.toLowerCase()}"}`;
  others.set(series, (others.get(series) ?? 0) + 1);
}

/** Buckets hold what the ones before them hold, too. */
function toIncrements({ served, others }: Pending): Increments {
  const increments: Increments = Object.fromEntries(others);
  for (const [route, { statuses, buckets, seconds }] of served) {
    const [method, pattern] = route.split(' ') as [string, string];
    const labels = labelsOf(method, pattern);
    for (const [status, count] of statuses) {
      increments[`http_requests_total{${labels},status="${status}"}`] = count;
    }
    let sum = 0;
    for (const [index, count] of buckets.entries()) {
      sum += count;
      const bound = BOUNDS[index] ?? '+Inf';
      increments[`http_request_duration_seconds_bucket{${labels},le="${bound}"}`] = sum;
    }
    increments[`http_request_duration_seconds_sum{${labels}}`] = seconds;
    increments[`http_request_duration_seconds_count{${labels}}`] = sum;
  }
  return increments;
}

/** The object that adds up for all isolates. */
export const metricsStore = (binding: MetricsBinding) => binding.getByName('all');

/** Sends what this isolate has counted; what cannot be sent is lost, as metrics are in nobody's way. */
export async function flush(binding: MetricsBinding): Promise<void> {
  const increments = toIncrements(pendingOf(binding));
  isolate.delete(binding);
  if (Object.keys(increments).length === 0) return;
  await metricsStore(binding)
    .add(increments)
    .catch(() => {});
}
