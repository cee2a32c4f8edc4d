// Opens pages that record every unwanted event.

/** Opens a page that records errors, policy violations and requests to other origins. */
export async function open(browser, url, path, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 }, ...options });
  const problems = [];
  const keep = (kind, text) => problems.push(`${path}: ${kind}: ${text}`);
  page.on('pageerror', (error) => keep('exception', error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) keep('console', message.text());
  });
  page.on('request', (request) => {
    const to = new URL(request.url());
    if (to.origin !== url && !['data:', 'blob:'].includes(to.protocol)) keep('leaves', to.href);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) keep('answer', `${response.status()} ${response.url()}`);
  });
  await page.exposeFunction('reportViolation', (text) => keep('policy', text));
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', (event) =>
      window.reportViolation(`${event.effectiveDirective} ${event.blockedURI}`),
    ),
  );
  await page.goto(url + path, { waitUntil: 'networkidle' });
  return { page, problems };
}
