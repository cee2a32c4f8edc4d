import { describe, expect, it } from 'vitest';
import { operations } from '../../src/app';
import { createDocumentTexts } from '../../src/domains/system/document-text';
import { loadSettings } from '../../src/env';
import { buildDocument } from '../../src/openapi/document';
import { get } from '../helpers/api';

const DAY = 86_400_000;
const info = { title: 'test', version: '0' };
const SECRET_KEY = 'f83kd0a7Qx2mZp9vLr4tYw6uBn1cJh5e';

/** Returns the document as served by an isolate with these settings. */
function served(settings: Record<string, string>, origin = 'https://evil.example', now = 0) {
  const texts = createDocumentTexts(() => operations);
  const env = { SECRET_KEY, ...settings } as never;
  const asked = { settings: loadSettings(env), language: 'en' as const, origin, now };
  const first = texts(asked);
  return {
    ...first,
    document: JSON.parse(first.text),
    again: (next: object) => texts({ ...asked, ...next }),
  };
}

describe('the document’s servers', () => {
  it.each(['development', 'test'])(
    'are the request’s origin in %s, and the response is not cached',
    (APP_ENV) => {
      const { document, isShared, again } = served({ APP_ENV }, 'http://localhost:8787');
      expect(document.servers[0].url).toBe('http://localhost:8787');
      expect(isShared).toBe(false);
      const other = JSON.parse(again({ origin: 'http://localhost:9999' }).text);
      expect(other.servers[0].url).toBe('http://localhost:9999');
    },
  );

  it.each(['staging', 'production'])('contain no Host of a request in %s', (APP_ENV) => {
    const { document, text, isShared } = served({ APP_ENV });
    expect(document.servers.map(({ url }: { url: string }) => url)).toEqual(['/']);
    expect(text).not.toContain('evil.example');
    expect(isShared).toBe(true);
  });

  it.each(['development', 'production'])('are PUBLIC_URL if it is set, in %s too', (APP_ENV) => {
    const { document, text, isShared } = served({
      APP_ENV,
      PUBLIC_URL: 'https://api.agency.example/',
    });
    expect(document.servers[0].url).toBe('https://api.agency.example');
    expect(text).not.toContain('evil.example');
    expect(isShared).toBe(true);
  });

  it('of the route match the request, and no cache stores the response', async () => {
    const { body, headers } = await get('/openapi.json?lang=en');
    expect(body.servers[0].url).toMatch(/^https?:\/\/[^/]+$/);
    expect(headers.get('Cache-Control')).toBe('no-store');
  });
});

/** Returns every time and date in the examples. */
function timesIn(node: unknown, isExample = false): string[] {
  if (typeof node === 'string') return isExample && /^20\d\d-\d\d-\d\d/.test(node) ? [node] : [];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, child]) =>
    timesIn(child, isExample || key === 'example' || key === 'examples'),
  );
}

describe('times in the examples', () => {
  const bodies = (document: ReturnType<typeof buildDocument>) =>
    Object.values(document.paths ?? {}).flatMap(({ post }) => timesIn(post?.requestBody));

  it.each(['2026-11-25', '2027-02-28T14:59:59Z', '2031-12-31T23:59:59Z'])(
    'that are sent are after %s, within the bookable range',
    (day) => {
      const today = Date.parse(day);
      const times = bodies(buildDocument(operations, info, 'en', { today }))
        .map((time) => Date.parse(time))
        // Birth dates are not in the future.
        .filter((time) => time > Date.parse('2015-01-01'));
      expect(times.length).toBeGreaterThan(8);
      for (const time of times) {
        expect(time).toBeGreaterThan(today + 2 * DAY);
        expect(time).toBeLessThan(today + 300 * DAY);
      }
    },
  );

  it('are updated on the next day, and only then', () => {
    const { text, again } = served(
      { APP_ENV: 'production' },
      '',
      Date.parse('2027-03-01T08:00:00Z'),
    );
    expect(again({ now: Date.parse('2027-03-01T23:59:59Z') }).text).toBe(text);
    expect(text).toContain('2027-03-08T09:00:00+09:00');
    expect(again({ now: Date.parse('2027-03-02T00:00:00Z') }).text).toContain(
      '2027-03-09T09:00:00+09:00',
    );
  });

  it('are the same in every document built without a date', () => {
    const text = () => JSON.stringify(buildDocument(operations, info, 'en'));
    expect(text()).toBe(text());
    expect(text()).toContain('2026-12-01T09:00:00+09:00');
  });
});

describe('the English document', () => {
  it('has English examples', () => {
    const text = JSON.stringify(buildDocument(operations, info, 'en'));
    expect(text.match(/"[^"]*[가-힣][^"]*"/g) ?? []).toEqual([]);
  });
});

describe('code samples', () => {
  const document = buildDocument(operations, info, 'en');
  const all = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.values(item as Record<string, { operationId: string }>).map((operation) => ({
      path,
      ...operation,
    })),
  ) as { path: string; operationId: string; 'x-codeSamples': { lang: string; source: string }[] }[];

  it('show every operation with curl and the client', () => {
    expect(all.length).toBe(operations.length);
    for (const { path, operationId, 'x-codeSamples': samples } of all) {
      const [shell, typescript] = samples;
      expect([shell?.lang, typescript?.lang]).toEqual(['Shell', 'TypeScript']);
      expect(shell?.source).toMatch(/^curl /);
      expect(shell?.source).not.toMatch(/[{]\w+[}]/);
      const call = path.startsWith('/api/')
        ? `await api.${operationId}(`
        : `await fetch('${path}')`;
      expect(typescript?.source).toContain(call);
    }
  });
});

describe('the document', () => {
  it('states no default that would make a generator require the field', () => {
    const schemas = JSON.stringify(buildDocument(operations, info, 'en').components?.schemas);
    expect(schemas).not.toContain('"default"');
  });

  it('accepts sign-ins as JSON only, and describes the form at tokenUrl', () => {
    const { paths, components } = buildDocument(operations, info, 'en');
    const login = paths?.['/api/v1/auth/login']?.post?.requestBody as { content: object };
    expect(Object.keys(login.content)).toEqual(['application/json']);
    expect(JSON.stringify(components?.securitySchemes?.password)).toMatch(/x-www-form-urlencoded/);
  });

  it('states each failure, header and shared parameter once', () => {
    const { paths = {} } = buildDocument(operations, info, 'en');
    const items = Object.values(paths).flatMap((item) => Object.entries(item as object));
    for (const [method, { responses }] of items) {
      const failures = Object.entries(responses as object).filter(([status]) => status >= '400');
      for (const [, answer] of failures) expect(Object.keys(answer), method).toEqual(['$ref']);
    }
    expect(JSON.stringify(paths).length / operations.length).toBeLessThan(3_000);
  });
});
