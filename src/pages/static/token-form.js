// The token is in the fragment, which no server and no log sees. Only the button uses it.
const form = document.querySelector('form');
const status = document.querySelector('[role="status"]');
const button = form.querySelector('button');
const token = new URLSearchParams(location.hash.slice(1)).get('token');

const say = (kind, text) => {
  status.dataset.kind = kind;
  status.textContent = text;
};

function blame(field, text) {
  const input = form.elements.namedItem(field);
  if (!(input instanceof HTMLInputElement)) return false;
  const error = document.getElementById(`${field}-error`);
  input.setAttribute('aria-invalid', 'true');
  error.textContent = text;
  error.hidden = false;
  return true;
}

function forgive() {
  for (const input of form.querySelectorAll('input')) input.removeAttribute('aria-invalid');
  for (const error of form.querySelectorAll('.error')) error.hidden = true;
  say('', '');
}

function refused(problem) {
  const errors = Array.isArray(problem.errors) ? problem.errors : [];
  const others = errors.filter(({ field, message }) => !blame(field, message));
  form.querySelector('[aria-invalid]')?.focus();
  const text = others[0]?.message ?? (errors.length > 0 ? '' : problem.detail);
  say('bad', text ?? form.dataset.failed);
}

const valuesOf = () =>
  Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ''));

async function send() {
  const response = await fetch(form.dataset.action, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Accept-Language': document.documentElement.lang,
    },
    body: JSON.stringify({ ...valuesOf(), token }),
  });
  const answer = await response.json();
  if (!response.ok) return refused(answer);
  // The form is gone, so hide the text that refers to it.
  document.querySelector('.lead').hidden = true;
  form.hidden = true;
  history.replaceState(null, '', location.pathname + location.search);
  say('good', form.dataset.done);
  status.focus();
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  forgive();
  button.disabled = true;
  try {
    await send();
  } catch {
    say('bad', form.dataset.failed);
  } finally {
    button.disabled = false;
  }
});

if (token) button.disabled = false;
else say('bad', form.dataset.incomplete);
