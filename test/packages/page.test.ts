import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { expect, it } from 'vitest';
import { createApp } from '../../src/app';
import { bindings, ORIGIN } from '../helpers/api';
import { counting } from '../helpers/counting';
import { stage } from '../helpers/data';
import { newPackage } from '../helpers/packages';

/** The page is not in the document, so this bypasses the document checks. */
async function open(path: string, language: string, env: Record<string, unknown> = {}) {
  const ctx = createExecutionContext();
  const request = new Request(`${ORIGIN}${path}`, { headers: { 'Accept-Language': language } });
  const response = await createApp().fetch(request, { ...bindings, ...env }, ctx);
  const text = await response.text();
  await waitOnExecutionContext(ctx);
  return { status: response.status, headers: response.headers, text };
}

it('the page of a link queries no store, loads its own files, and is not indexed', async () => {
  const { admin, model_id } = await stage();
  const { url } = await newPackage(admin, [model_id]);
  const { of } = counting();
  const cost = await of(async (env) => {
    const { status, headers, text } = await open(new URL(url).pathname, 'ko', env);
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe|https?:/);
    expect(headers.get('x-robots-tag')).toBe('noindex');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(text).toContain('<html lang="ko">');
    expect(text).toContain('src="/page-assets/package.js"');
    expect(text).not.toMatch(/<script(?![^>]*src=)|style="| on\w+="/);
    // The token appears in the URL only.
    expect(text).not.toContain(url.split('/').at(-1));
  });
  expect(cost.d1).toBe(0);
  expect((await open(new URL(url).pathname, 'en')).text).toContain('Pick your models');
  expect((await open(`${new URL(url).pathname}?lang=en`, 'ko')).text).toContain('<html lang="en">');
});
