// Shows a package and takes the verdicts. The token is the last part of the page's own address.
const list = document.querySelector('.models');
const status = document.querySelector('main > [role="status"]');
const texts = JSON.parse(list.dataset.texts);
const root = location.pathname.replace(/\/p\/[^/]*\/?$/, '');
const link = `${root}/api/v1/shared/packages/${location.pathname.split('/').filter(Boolean).at(-1)}`;
const headers = {
  'Accept-Language': document.documentElement.lang,
  'Content-Type': 'application/json',
};

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const say = (where, kind, text) => {
  where.dataset.kind = kind;
  where.textContent = text;
};

/** Calls the API. @throws Error with a sentence for people */
async function call(path, init = {}) {
  const response = await fetch(path, { headers, cache: 'no-store', ...init }).catch(
    () => undefined,
  );
  const answer = await response?.json().catch(() => undefined);
  if (!response?.ok || !answer) throw new Error(answer?.detail ?? texts.failed);
  return answer;
}

const picturesOf = ({ pictures, model }) =>
  pictures.map(({ urls, alt, width, height }) =>
    element('img', {
      ...{ src: root + urls['800'], width, height, loading: 'lazy' },
      srcset: ['320', '800', '1600'].map((size) => `${root}${urls[size]} ${size}w`).join(', '),
      ...{ sizes: '(max-width: 40rem) 90vw, 20rem', alt: alt ?? model.name },
    }),
  );

function factsOf({ model, is_free: isFree, note }) {
  const facts = [
    model.height_cm && `${model.height_cm} cm`,
    model.price_per_hour &&
      texts.won.replace('{price}', model.price_per_hour.toLocaleString('en-US')),
    isFree === true && texts.free,
    isFree === false && texts.busy,
    note,
  ];
  return facts.filter(Boolean).join(' · ');
}

/** The three verdicts of a model as one group of radio buttons, and a comment. */
function formOf(item, isOpen) {
  const { model } = item;
  const told = element('p', { role: 'status' });
  told.setAttribute('role', 'status');
  const comment = element('textarea', { maxLength: 500, rows: 2, value: item.comment ?? '' });
  const choices = ['yes', 'maybe', 'no'].map((value) => {
    const input = element('input', { type: 'radio', name: model.model_id, value });
    input.checked = item.verdict === value;
    return element('label', { className: 'choice' }, input, ` ${texts[value]}`);
  });
  const form = element(
    'fieldset',
    { disabled: !isOpen },
    element('legend', { textContent: model.name }),
    ...choices,
    element('label', {}, texts.comment, comment),
    told,
  );
  form.addEventListener('change', async () => {
    const verdict = form.querySelector('input:checked')?.value ?? null;
    const body = JSON.stringify({ verdict, comment: comment.value.trim() || null });
    try {
      await call(`${link}/items/${model.model_id}`, { method: 'PUT', body });
      say(told, 'good', texts.saved);
    } catch (error) {
      say(told, 'bad', error.message);
    }
  });
  return form;
}

try {
  const shown = await call(link);
  document.title = shown.title;
  document.querySelector('h1').textContent = shown.title;
  document.querySelector('.lead').textContent = shown.message ?? '';
  const isOpen = shown.status === 'open';
  if (!isOpen) say(status, 'bad', texts.closed);
  for (const item of shown.items) {
    const strip = element('div', { className: 'pictures', tabIndex: 0 }, ...picturesOf(item));
    strip.setAttribute('aria-label', item.model.name);
    strip.setAttribute('role', 'group');
    const facts = element('p', { textContent: factsOf(item) });
    list.append(element('li', {}, strip, facts, formOf(item, isOpen)));
  }
} catch (error) {
  say(status, 'bad', error.message);
}
