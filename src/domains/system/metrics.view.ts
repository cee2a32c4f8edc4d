/** A series name with labels, as in Prometheus, and its value. */
export type Sample = [series: string, value: number];

/** All metric families with their type and help text. */
export const FAMILIES: Record<string, [type: 'counter' | 'gauge' | 'histogram', help: string]> = {
  http_requests_total: [
    'counter',
    'Requests answered, by method, pattern of the route and status.',
  ],
  http_request_duration_seconds: [
    'histogram',
    'Time to answer. In Workers clocks stand still between I/O, so this is how long the stores took.',
  ],
  http_rate_limited_total: ['counter', 'Requests that were refused with 429.'],
  catalogue_cache_requests_total: ['counter', 'Catalogue reads by how the cache was met.'],
  catalogue_cache_hit_ratio: [
    'gauge',
    'Share of all catalogue reads counted that came from the cache.',
  ],
  bookings: ['gauge', 'Bookings by stored state.'],
  bookings_overlapping: [
    'gauge',
    'Confirmed bookings that overlap an earlier one, of the next 1000; has to be 0. db:check looks at all.',
  ],
  booking_options_expiring: ['gauge', 'Live options that expire within 24 hours, 1000 at most.'],
  sessions: [
    'gauge',
    'Sessions that have not been ended; those that run out are deleted a day later.',
  ],
  outbox_pending: [
    'gauge',
    'Mails and webhook deliveries that wait to be sent, by kind; 10000 at most.',
  ],
  outbox_overdue_seconds: [
    'gauge',
    'How long the mail or delivery that has waited longest has been due, by kind.',
  ],
  outbox_attempts_total: [
    'counter',
    'Attempts to send, by kind and by how they went: done, retried, failed for good, dropped, error.',
  ],
  maintenance_last_success_timestamp_seconds: [
    'gauge',
    'When the cron last came to its end without a failure.',
  ],
  maintenance_sweep_last_success_timestamp_seconds: [
    'gauge',
    'When a sweep of the cron last came to its end.',
  ],
  maintenance_failures_total: ['counter', 'Sweeps of the cron that failed, by sweep.'],
};

const nameOf = (series: string) => series.split('{', 1)[0] as string;

function familyOf(series: string): string {
  const name = nameOf(series);
  return FAMILIES[name] ? name : name.replace(/_(bucket|sum|count)$/, '');
}

/** Renders the samples in Prometheus' text format 0.0.4, grouped by family, each with one header. */
export function toExposition(samples: readonly Sample[]): string {
  const byFamily = Map.groupBy(samples, ([series]) => familyOf(series));
  const lines = Object.entries(FAMILIES).flatMap(([family, [type, help]]) => {
    const own = byFamily.get(family)?.map(([series, value]) => `${series} ${value}`) ?? [];
    const about = [`# HELP ${family} ${help}`, `# TYPE ${family} ${type}`];
    return own.length > 0 ? [...about, ...own] : [];
  });
  return `${lines.join('\n')}\n`;
}

const sum = (samples: readonly Sample[]) => samples.reduce((total, [, value]) => total + value, 0);

/** Returns samples computed from other samples. */
export function derived(samples: readonly Sample[]): Sample[] {
  const having = (start: string, part = '') =>
    samples.filter(([series]) => series.startsWith(start) && series.includes(part));
  const cached = sum(having('catalogue_cache_requests_total'));
  const hits = sum(having('catalogue_cache_requests_total', 'result="hit"'));
  return [
    ['http_rate_limited_total', sum(having('http_requests_total', 'status="429"'))],
    ...(cached > 0 ? [['catalogue_cache_hit_ratio', hits / cached] satisfies Sample] : []),
  ];
}
