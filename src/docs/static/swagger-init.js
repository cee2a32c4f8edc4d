const asksForDark = window.matchMedia('(prefers-color-scheme: dark)');
const setMode = () => document.documentElement.classList.toggle('dark-mode', asksForDark.matches);
setMode();
asksForDark.addEventListener('change', setMode);

window.SwaggerUIBundle({
  dom_id: '#swagger-ui',
  // The document is in the language of the page.
  url: `/openapi.json?lang=${document.documentElement.lang}`,
  layout: 'BaseLayout',
  deepLinking: true,
  displayRequestDuration: true,
  docExpansion: 'list',
  filter: true,
  persistAuthorization: false,
  tryItOutEnabled: true,
  validatorUrl: null,
});

// The dialog focuses its last input, which scrolls the sign-in form out of view.
document.addEventListener('click', ({ target }) => {
  if (!target.closest('.auth-wrapper > .authorize')) return;
  setTimeout(() => document.getElementById('oauth_username')?.focus(), 0);
});
