import type { Increments, MetricsBinding } from '../lib/metrics-binding';
import type { AppContext } from './app-env';

/**
 * Counts requests for the metrics. Isolates are many and short-lived, so each counts on its own and sends its
 * counts to the one object that adds them up, after the responses and in batches.
 */

/** Upper bounds in seconds: the defaults of Prometheus client libraries. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Served {
  /** Number of requests by status. */
  statuses: Map<number, number>;
  /** Number of requests by the first bound that holds them. The last bucket holds the rest. */
  buckets: number[];
  seconds: number;
}

interface Pending {
  /** By method and route pattern. */
  served: Map<string, Served>;
  others: Map<string, number>;
  isScheduled: boolean;
}

const nothing = (): Pending => ({ served: new Map(), others: new Map(), isScheduled: false });

/** Counts that this isolate has not sent yet, by destination. */
const isolate = new WeakMap<MetricsBinding, Pending>();

function pendingOf(binding: MetricsBinding): Pending {
  const found = isolate.get(binding) ?? nothing();
  isolate.set(binding, found);
  return found;
}

/** Returns the labels, with the pattern as the document spells it. */
const labelsOf = (method: string, pattern: string) =>
  `method="${method}",endpoint="${pattern.replace(/:(\w+)/g, '{$1}')}"`;

// Callers choose the method and path, so neither is used as it arrived.
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

/** Counts an answered request and schedules sending the counts. */
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

/** Counts a lookup in the catalogue's cache by its result. */
export function countCache({ env }: AppContext, result: string): void {
  if (!env.METRICS) return;
  const { others } = pendingOf(env.METRICS);
  const series = `catalogue_cache_requests_total{result="${result.toLowerCase()}"}`;
  others.set(series, (others.get(series) ?? 0) + 1);
}

/** Converts counts to increments. Prometheus buckets are cumulative. */
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

/** Returns the object that adds up the counts of all isolates. */
export const metricsStore = (binding: MetricsBinding) => binding.getByName('all');

/** Sends this isolate's counts. Counts that cannot be sent are lost: metrics must never disturb requests. */
export async function flush(binding: MetricsBinding): Promise<void> {
  const increments = toIncrements(pendingOf(binding));
  isolate.delete(binding);
  if (Object.keys(increments).length === 0) return;
  await metricsStore(binding)
    .add(increments)
    .catch(() => {});
}
