import { describe, expect, it } from 'vitest';
import { TOKEN_PAGE_PATHS } from '../../src/pages/token-pages';
import { bindings, call, get } from '../helpers/api';
import { recording } from '../helpers/faults/statements';

describe.each(TOKEN_PAGE_PATHS)('the page %s', (path) => {
  it('loads only its own files, and is never cached', async () => {
    const { status, headers, text } = await get(path);
    expect(status).toBe(200);
    expect(headers.get('Content-Security-Policy')).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self';/,
    );
    expect(headers.get('Content-Security-Policy')).not.toMatch(/unsafe|https?:|\*/);
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(headers.get('Cache-Control')).toBe('private, no-store');
    expect(headers.get('X-Robots-Tag')).toBe('noindex');
    expect(text).not.toMatch(/<style|style=|<script>| on\w+=/);
    const files = [...text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, file]) => String(file));
    expect(files.length).toBeGreaterThan(2);
    for (const file of files) expect((await get(file)).status).toBe(200);
  });

  it('is in Korean, or in English by header or URL', async () => {
    const english = { headers: { 'Accept-Language': 'en' } };
    const [korean, byHeader, byAddress] = [
      await get(path),
      await get(path, english),
      await get(`${path}?lang=en`),
    ];
    expect(korean.text).toContain('<html lang="ko">');
    expect(korean.headers.get('Content-Language')).toBe('ko');
    expect(byHeader.text).toBe(byAddress.text);
    expect(byAddress.headers.get('Content-Language')).toBe('en');
    const main = /<main>.*<\/main>/s.exec(byAddress.text)?.[0];
    expect(main).not.toMatch(/[가-힣]/);
  });

  it('uses the token only through its button, and queries no store', async () => {
    const { DB, statements } = recording(bindings.DB);
    const env = { DB };
    const { status, text } = await get(path, { env });
    expect(status).toBe(200);
    expect(text).toMatch(/<button disabled>/);
    expect((await call('HEAD', path, { env })).status).toBe(200);
    expect(statements).toEqual([]);
    expect(text).toMatch(/data-action="\/api\/v1\/auth\//);
  });
});
