import { html } from 'hono/html';
import type { AppContext } from '../http/app-env';
import { inLanguage, type Text } from '../i18n/text';
import { pageLanguage, sendPageForPeople } from './layout';
import { COMMON_TEXTS, TOKEN_PAGES, type TokenPage } from './token-pages.texts';

type Say = (text: Text) => string;

const fieldOf = (field: TokenPage['fields'][number], say: Say) => html`
<label for="${field.name}">${say(field.label)}${field.hint ? html` <small>${say(field.hint)}</small>` : ''}</label>
<input id="${field.name}" name="${field.name}" type="${field.type}" autocomplete="${field.autocomplete}" aria-describedby="${field.name}-error"${field.required ? html` required` : ''}>
<p class="error" id="${field.name}-error" hidden></p>`;

const bodyOf = (page: TokenPage, say: Say) => html`<h1>${say(page.title)}</h1>
<p class="lead">${say(page.lead)}</p>
<form data-action="${page.action}" data-done="${say(page.done)}" data-incomplete="${say(COMMON_TEXTS.incomplete)}" data-failed="${say(COMMON_TEXTS.failed)}">
${page.fields.map((field) => fieldOf(field, say))}
<button disabled>${say(page.button)}</button>
</form>
<p role="status" tabindex="-1"></p>
<noscript><p class="error">${say(COMMON_TEXTS.needsScript)}</p></noscript>`;

/** Paths of the four pages that mails link to. */
export const TOKEN_PAGE_PATHS = TOKEN_PAGES.map(({ path }) => path);

/** Renders the page for this path. Opening it does not use the token. */
export function tokenPage(c: AppContext) {
  const page = TOKEN_PAGES.find(({ path }) => path === c.req.path.replace(/\/$/, ''));
  if (!page) return c.notFound();
  const language = pageLanguage(c);
  const say: Say = (text) => inLanguage(text, language);
  const { AGENCY_NAME, APP_NAME } = c.get('settings');
  const from = AGENCY_NAME ?? APP_NAME;
  const scripts = ['token-form.js'];
  return sendPageForPeople(c, {
    title: say(page.title),
    from,
    language,
    scripts,
    body: bodyOf(page, say),
  });
}
