import { describe, expect, it } from 'vitest';
import { FAMILIES } from '../../src/domains/system/metrics.view';

const files = import.meta.glob<string>('../../monitoring/*', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const runbooks = import.meta.glob<string>('../../docs/runbooks.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const OURS = /\b(?:http|catalogue|bookings?|sessions|maintenance|outbox)_?\w*(?=[{)[])/g;

describe('dashboard and alerts', () => {
  it.each(Object.keys(files))('use existing metrics: %s', (path) => {
    const text = files[path] ?? '';
    const asked = [...text.matchAll(OURS)].map(([name]) => name.replace(/_bucket$/, ''));
    if (!path.endsWith('prometheus.yaml')) expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((name) => !FAMILIES[name])).toEqual([]);
  });

  it('explain what to do about every alert', () => {
    const alerts = files['../../monitoring/alerts.yaml']?.match(/(?<=- alert: )\w+/g) ?? [];
    expect(alerts.length).toBeGreaterThan(5);
    const text = runbooks['../../docs/runbooks.md'] ?? '';
    expect(alerts.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });

  it('distinguish a cron that has never run from one that cannot be queried', () => {
    const rules = (files['../../monitoring/alerts.yaml'] ?? '').split('- alert: ');
    const cron = rules.find((rule) => rule.startsWith('CronNotRunning')) ?? '';
    const absent = 'absent(maintenance_last_success_timestamp_seconds)';
    expect(cron).toContain(`or (${absent} and on () up{job="model-agency-api"} == 1)`);
  });

  it('have no overlapping dashboard panels', () => {
    const { panels } = JSON.parse(files['../../monitoring/grafana-dashboard.json'] ?? '');
    const cells = panels.flatMap(
      ({ gridPos: { x, y, w, h } }: { gridPos: Record<string, number> }) =>
        Array.from({ length: Number(w) * Number(h) }, (_, cell) =>
          [Number(x) + (cell % Number(w)), Number(y) + Math.floor(cell / Number(w))].join(),
        ),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(new Set(panels.map(({ id }: { id: number }) => id)).size).toBe(panels.length);
  });
});
