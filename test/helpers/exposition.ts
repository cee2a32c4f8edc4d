import { expect } from 'vitest';

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = `${NAME}="(?:[^"\\\\\\n]|\\\\["\\\\n])*"`;
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(${LABEL}(?:,${LABEL})*)\\})? (\\S+)$`);
const SUFFIX = /_(bucket|sum|count)$/;

/** Parses samples by series. Anything that Prometheus' text format forbids fails the test. */
export function parseExposition(text: string): Map<string, number> {
  expect(text.endsWith('\n')).toBe(true);
  const samples = new Map<string, number>();
  const types = new Map<string, string>();
  let family = '';
  for (const line of text.trimEnd().split('\n')) {
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
    if (kind === 'HELP') {
      expect(types.has(name), `${name} is told of once`).toBe(false);
      family = name;
    } else if (kind === 'TYPE') {
      expect([name, rest]).toEqual([family, expect.stringMatching(/^(counter|gauge|histogram)$/)]);
      types.set(name, rest);
    } else {
      const [, metric = '', labels = '', value] = SAMPLE.exec(line) ?? [];
      expect(metric, `"${line}" is a sample`).not.toBe('');
      const isHistogram = types.get(family) === 'histogram';
      expect(isHistogram ? metric.replace(SUFFIX, '') : metric).toBe(family);
      expect(Number(value), line).not.toBeNaN();
      const series = labels ? `${metric}{${labels}}` : metric;
      expect(samples.has(series), `${series} is there once`).toBe(false);
      samples.set(series, Number(value));
    }
  }
  return samples;
}
