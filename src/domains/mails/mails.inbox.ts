import { html } from 'hono/html';
import { openDatabase } from '../../db/client';
import { AppError } from '../../errors';
import type { AppContext } from '../../http/app-env';
import { toIso } from '../../lib/time';
import { runDue, type WorkContext } from '../../outbox/work';
import { pageLanguage, sendPageForPeople } from '../../pages/layout';
import * as mails from './mails.service';

const HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** @throws AppError 404 except on a developer's machine. */
function assertLocal(c: AppContext): void {
  const isLocal = HOSTS.includes(new URL(c.req.url).hostname);
  const { APP_ENV } = c.get('settings');
  if (isLocal && (APP_ENV === 'development' || APP_ENV === 'test')) return;
  throw new AppError('RouteNotFoundException');
}

async function readMails(c: AppContext) {
  const ctx: WorkContext = {
    db: openDatabase(c.env.DB, 'first-primary'),
    settings: c.get('settings'),
    now: Date.now,
    fetch: (...args) => fetch(...args),
    email: c.env.EMAIL,
  };
  await runDue(ctx, mails.mailWork);
  const { origin } = new URL(c.req.url);
  const rows = await mails.listLatest(ctx);
  return Promise.all(
    rows.map(async (row) => {
      const isOver = row.state === 'dropped' || row.state === 'failed';
      const made = isOver
        ? { dropped: row.lastError ?? row.state }
        : await mails.compose(ctx, row, origin);
      const said = 'dropped' in made ? { note: made.dropped } : { to: made.to, ...made.letter };
      const { id, template, state, attempts, createdAt, lastError: last_error } = row;
      return { id, template, state, attempts, last_error, created_at: toIso(createdAt), ...said };
    }),
  );
}

/**
 * Shows the mails that would have been sent, composed from the current state, as a page or as JSON for
 * clients that accept it.
 */
export async function inbox(c: AppContext) {
  assertLocal(c);
  const items = await readMails(c);
  if (!c.req.header('Accept')?.includes('text/html')) return c.json({ items });
  const body = html`<h1>Mails</h1>
${items.map(
  (one) => html`<article>
<h2>${'subject' in one ? one.subject : `(${one.note})`}</h2>
<p class="hint">${one.created_at} · ${one.template} · ${one.state}${'to' in one ? ` · ${one.to}` : ''}</p>
${'text' in one ? html`<pre>${one.text}</pre>${linkIn(one.text)}` : ''}
</article>`,
)}`;
  return sendPageForPeople(c, {
    title: 'Mails',
    from: c.get('settings').APP_NAME,
    language: pageLanguage(c),
    scripts: [],
    body,
  });
}

/** Returns the link in a mail as clickable HTML. */
function linkIn(text: string) {
  const link = /https?:\S+#token=\S+/.exec(text)?.[0];
  return link ? html`<p><a href="${link}">${link.split('#')[0] ?? ''}</a></p>` : '';
}
