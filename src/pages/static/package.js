// Shows a package and sends verdicts. The token is the last segment of the page's URL.
const list = document.querySelector('.models');
const status = document.querySelector('main > [role="status"]');
const texts = JSON.parse(list.dataset.texts);
const language = document.documentElement.lang;
const root = location.pathname.replace(/\/p\/[^/]*\/?$/, '');
const link = `${root}/api/v1/shared/packages/${location.pathname.split('/').filter(Boolean).at(-1)}`;
const headers = { 'Accept-Language': language, 'Content-Type': 'application/json' };

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter(Boolean));
  return made;
};

const say = (where, kind, text) => {
  where.dataset.kind = kind;
  where.textContent = text;
};

/** Calls the API. @throws Error with a readable message and the response's status */
async function call(path, init = {}) {
  const response = await fetch(path, { headers, cache: 'no-store', ...init }).catch(
    () => undefined,
  );
  const answer = await response?.json().catch(() => undefined);
  if (response?.ok && answer) return answer;
  throw Object.assign(new Error(answer?.detail ?? texts.failed), { status: response?.status });
}

function picturesOf({ pictures, model }) {
  const images = pictures.map(({ urls, alt, width, height }) =>
    element('img', {
      ...{ src: root + urls['800'], width, height, loading: 'lazy' },
      srcset: ['320', '800', '1600'].map((size) => `${root}${urls[size]} ${size}w`).join(', '),
      ...{ sizes: '(max-width: 40rem) 90vw, 20rem', alt: alt ?? model.name },
    }),
  );
  if (images.length === 0) return undefined;
  // Focusable, so it can also be scrolled with the keyboard.
  const strip = element('div', { className: 'pictures', tabIndex: 0 }, ...images);
  strip.setAttribute('role', 'group');
  strip.setAttribute('aria-label', texts.pictures.replace('{name}', model.name));
  return strip;
}

function factsOf({ model, is_free: isFree }) {
  const { height_cm: height, bust_cm: bust, waist_cm: waist, hips_cm: hips } = model;
  const facts = [
    height && `${height} cm`,
    bust && waist && hips && `${bust}–${waist}–${hips}`,
    model.price_per_hour &&
      texts.won.replace('{price}', model.price_per_hour.toLocaleString('en-US')),
    isFree === true && texts.free,
    isFree === false && texts.busy,
  ];
  // Keep each fact on one line.
  return facts
    .filter(Boolean)
    .map((fact) => fact.replaceAll(' ', '\u00a0'))
    .join(' · ');
}

/** Runs calls in sequence, so that the latest answer is the one that stays. */
function oneByOne(work) {
  let last = Promise.resolve();
  return () => {
    last = last.then(work);
  };
}

/** Renders a model's verdicts as one radio group, with a reset button and a comment. */
function formOf(item, { isOpen, headingId }) {
  const { model } = item;
  const told = element('p');
  told.setAttribute('role', 'status');
  const comment = element('textarea', { maxLength: 500, rows: 2, value: item.comment ?? '' });
  const choices = ['yes', 'maybe', 'no'].map((value) => {
    const input = element('input', { type: 'radio', name: model.model_id, value });
    input.checked = item.verdict === value;
    return element('label', { className: 'choice' }, input, texts[value]);
  });
  const back = element('button', { type: 'button', className: 'plain', textContent: texts.back });
  const form = element(
    'fieldset',
    { disabled: !isOpen },
    ...choices,
    back,
    element('label', {}, texts.comment, comment),
    told,
  );
  form.setAttribute('aria-labelledby', headingId);
  const chosen = () => form.querySelector('input:checked');
  const showBack = () => {
    back.hidden = !isOpen || !chosen();
  };
  const save = oneByOne(async () => {
    const answer = { verdict: chosen()?.value ?? null, comment: comment.value.trim() || null };
    try {
      const init = { method: 'PUT', body: JSON.stringify(answer) };
      await call(`${link}/items/${model.model_id}`, init);
      say(told, 'good', texts.saved);
    } catch (error) {
      say(told, 'bad', error.message);
      // The package has ended in the meantime, so nothing more can be saved.
      if ([404, 409].includes(error.status)) form.disabled = true;
    }
  });
  form.addEventListener('change', () => {
    showBack();
    save();
  });
  back.addEventListener('click', () => {
    const was = chosen();
    was.checked = false;
    was.focus();
    showBack();
    save();
  });
  showBack();
  return form;
}

function itemOf(item, index, isOpen) {
  const { model, note } = item;
  const headingId = `model-${index}`;
  return element(
    'li',
    {},
    element('h2', { id: headingId, textContent: model.name }),
    picturesOf(item),
    element('p', { className: 'facts', textContent: factsOf(item) }),
    note && element('p', { className: 'note', textContent: note }),
    formOf(item, { isOpen, headingId }),
  );
}

/** Renders the deadline or the end of the package, and the contact. */
function frameOf({ status: state, expires_at: expires, agency }) {
  const time = new Date(expires).toLocaleString(language, {
    ...{ dateStyle: 'long', timeStyle: 'short' },
  });
  if (state === 'open') {
    document.querySelector('.until').textContent = texts.until.replace('{time}', time);
  } else say(status, 'bad', state === 'expired' ? texts.expired : texts.closed);
  if (!agency.email) return;
  const address = element('a', { href: `mailto:${agency.email}`, textContent: agency.email });
  document.querySelector('.contact').append(`${texts.contact} `, address);
}

try {
  const shown = await call(link);
  document.title = shown.title;
  document.querySelector('h1').textContent = shown.title;
  document.querySelector('.lead').textContent = shown.message ?? '';
  frameOf(shown);
  list.append(...shown.items.map((item, index) => itemOf(item, index, shown.status === 'open')));
} catch (error) {
  if (error.status === 404) document.querySelector('h1').textContent = texts.gone;
  say(status, 'bad', error.message);
}
