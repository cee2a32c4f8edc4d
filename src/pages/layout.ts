import { html } from 'hono/html';
import type { AppContext } from '../http/app-env';
import { LANGUAGES, type Language } from '../i18n/messages';

const ASSETS = '/page-assets';
const NAMES: Record<Language, string> = { ko: '한국어', en: 'English' };

/** A page for people: text in the requested language, and scripts from src/pages/static. */
export interface Page {
  title: string;
  /** The sender's name: the agency's, or the API's own. */
  from: string;
  language: Language;
  /** File names in src/pages/static. */
  scripts: readonly string[];
  /** Built with `html` of hono/html, which escapes inserted values. */
  body: ReturnType<typeof html>;
  /** File names of styles beyond those of every page. */
  styles?: readonly string[];
  /** Origins of the page's pictures, besides its own. */
  imageSources?: readonly string[];
}

/** Lets a page load its own files and call its own origin, and nothing else. */
const policy = (imageSources: readonly string[]) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src ${["'self'", ...imageSources].join(' ')}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const languageLink = (one: Language, current: Language) =>
  html`<a lang="${one}" hreflang="${one}" href="?lang=${one}"${one === current ? html` aria-current="true"` : ''}>${NAMES[one]}</a>`;

/** Returns the language from `?lang=`, or else from Accept-Language. */
export function pageLanguage(c: AppContext): Language {
  const asked = c.req.query('lang');
  const language = LANGUAGES.find((one) => one === asked) ?? c.get('language');
  c.set('language', language);
  return language;
}

/** Sends a page that is never cached, never indexed, and sends no referrer. */
export function sendPageForPeople(c: AppContext, page: Page) {
  c.header('Content-Security-Policy', policy(page.imageSources ?? []));
  c.header('Referrer-Policy', 'no-referrer');
  c.header('X-Robots-Tag', 'noindex');
  return c.html(html`<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title}</title>
${['pages.css', ...(page.styles ?? [])].map((name) => html`<link rel="stylesheet" href="${ASSETS}/${name}">`)}
</head>
<body>
<nav class="bar"><span>${page.from}</span><span>${LANGUAGES.map((one) => languageLink(one, page.language))}</span></nav>
<main>
${page.body}
</main>
${['languages.js', ...page.scripts].map((name) => html`<script type="module" src="${ASSETS}/${name}"></script>`)}
</body>
</html>
`);
}
