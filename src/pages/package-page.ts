import { html } from 'hono/html';
import type { AppContext } from '../http/app-env';
import { inLanguage, type Text } from '../i18n/text';
import { pageLanguage, sendPageForPeople } from './layout';
import { COMMON_TEXTS } from './token-pages.texts';

const TEXTS = {
  title: ['모델 고르기', 'Pick your models'],
  gone: ['링크를 열 수 없습니다', 'This link cannot be opened'],
  until: ['{time}까지 답할 수 있습니다.', 'You can answer until {time}.'],
  expired: ['기한이 지나 더 이상 답할 수 없습니다.', 'The deadline for answers has passed.'],
  closed: ['마감되어 더 이상 답할 수 없습니다.', 'This selection is closed.'],
  contact: ['문의:', 'Questions?'],
  pictures: ['{name}의 사진', 'Pictures of {name}'],
  yes: ['네', 'Yes'],
  maybe: ['보류', 'Maybe'],
  no: ['아니요', 'No'],
  back: ['답 지우기', 'Clear the answer'],
  comment: ['의견', 'Comment'],
  saved: ['저장했습니다', 'Saved'],
  failed: COMMON_TEXTS.failed,
  free: ['일정 가능', 'Free on these dates'],
  busy: ['일정 불가', 'Not free on these dates'],
  won: ['{price}원 / 시간', '{price} won per hour'],
} as const satisfies Record<string, Text>;

/**
 * Renders the page of a package link, which the agency sends to its client. It loads all data from the API,
 * so the page itself costs no query and reveals nothing about the link.
 */
export function packagePage(c: AppContext) {
  const language = pageLanguage(c);
  const say = (text: Text) => inLanguage(text, language);
  const texts = Object.fromEntries(Object.entries(TEXTS).map(([key, text]) => [key, say(text)]));
  return sendPageForPeople(c, {
    title: say(TEXTS.title),
    from: c.get('settings').AGENCY_NAME ?? c.get('settings').APP_NAME,
    language,
    scripts: ['package.js'],
    styles: ['package.css'],
    body: html`<h1>${say(TEXTS.title)}</h1>
<p class="lead"></p>
<p class="until hint"></p>
<p role="status" tabindex="-1"></p>
<ul class="models" data-texts="${JSON.stringify(texts)}"></ul>
<p class="contact"></p>
<noscript><p class="error">${say(COMMON_TEXTS.needsScript)}</p></noscript>`,
  });
}
