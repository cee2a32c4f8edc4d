// A fake of Cloudflare's D1 API with the calls that wrangler makes.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { openLocal } from '../../../scripts/dev/local.mjs';

/**
 * The statements in a text, by the rules under which Cloudflare's own splitter has failed: it knows no comments, no
 * lower-case BEGIN, no END of a CASE, no trigger of several lines (workers-sdk #4713, #15314, #15178, #4998).
 */
function splitRemotely(text) {
  const statements = [];
  let [current, quote, isCompound] = ['', undefined, false];
  for (const [token] of text.matchAll(/\w+|\s|[^\w\s]/g)) {
    current += token;
    if (quote) {
      if (token === quote) quote = undefined;
    } else if (`'"\``.includes(token)) quote = token;
    else if (token === 'BEGIN') isCompound = true;
    else if (token === 'END') isCompound = false;
    else if (token === '\r' || (isCompound && token === '\n')) throw new Error('line break');
    else if (token === ';' && !isCompound) {
      statements.push(current);
      current = '';
    }
  }
  if (quote || isCompound) throw new Error(`unfinished: ${current.slice(0, 100)}`);
  return [...statements, current].filter((one) => /\S/.test(one.replace(/--.*$/gm, '')));
}

/** D1's import of a file, which SQLite itself takes apart. */
async function ingest(db, text) {
  const { unstable_splitSqlQuery: split } = await import('wrangler');
  const results = await db.batch(split(text).map((one) => db.prepare(one)));
  const meta = { duration: 1, rows_read: 0, rows_written: 0, size_after: 0 };
  const result = { num_queries: results.length, final_bookmark: 'x', meta };
  return { success: true, status: 'complete', messages: [], result };
}

/** Serves an empty database; wrangler finds it by the environment that comes with it. */
export async function withD1Api(work) {
  const local = await openLocal({ persist: false });
  const asked = [];
  const answer = async (request) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { pathname } = new URL(request.url, 'http://x');
    asked.push(`${request.method} ${pathname.split('/').at(-1)}`);
    const body = Buffer.concat(chunks);
    if (pathname === '/upload') {
      uploaded = body;
      return { etag: createHash('md5').update(body).digest('hex') };
    }
    const { sql, params = [], action } = JSON.parse(body);
    if (action === 'init')
      return { upload_url: `${env.CLOUDFLARE_API_BASE_URL}/upload`, filename: 'x' };
    if (action === 'ingest') return await ingest(local.env.DB, String(uploaded));
    const statements = splitRemotely(sql).map((one) => local.env.DB.prepare(one).bind(...params));
    return await local.env.DB.batch(statements);
  };
  let uploaded;
  const server = createServer(async (request, response) => {
    const body = await answer(request).then(
      (result) => ({ success: true, errors: [], messages: [], result }),
      ({ message }) => ({ success: false, errors: [{ code: 7500, message }], result: null }),
    );
    const { etag } = body.result ?? {};
    const headers = { 'Content-Type': 'application/json', ...(etag && { etag: `"${etag}"` }) };
    response.writeHead(body.success ? 200 : 400, headers);
    response.end(JSON.stringify(body));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const env = {
    CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${server.address().port}`,
    CLOUDFLARE_ACCOUNT_ID: '0'.repeat(32),
    CLOUDFLARE_API_TOKEN: 'of-nobody',
  };
  try {
    return await work({ env, db: local.env.DB, asked });
  } finally {
    server.close();
    await local.dispose();
  }
}
