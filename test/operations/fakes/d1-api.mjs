// A fake of Cloudflare's API for D1 and R2, with the calls that wrangler makes.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { openLocal } from '../../../scripts/dev/local.mjs';

/**
 * Splits a text into statements with the limits at which Cloudflare's own splitter has failed: no comments, no
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

/** Implements D1's import of a file. SQLite itself splits the statements. */
async function ingest(db, text) {
  const { unstable_splitSqlQuery: split } = await import('wrangler');
  const results = await db.batch(split(text).map((one) => db.prepare(one)));
  const meta = { duration: 1, rows_read: 0, rows_written: 0, size_after: 0 };
  const result = { num_queries: results.length, final_bookmark: 'x', meta };
  return { success: true, status: 'complete', messages: [], result };
}

const NO_OBJECT = { code: 10007, message: 'The specified key does not exist.' };

/** Returns an R2 object's bytes, or the result of writing or deleting it. */
async function answerOfObject(bucket, method, key, body, type) {
  if (method === 'PUT') {
    await bucket.put(key, new Uint8Array(body), { httpMetadata: { contentType: type } });
    return [200, JSON.stringify({ success: true, errors: [], messages: [], result: {} })];
  }
  const object = await bucket.get(key);
  if (object) return [200, Buffer.from(await object.arrayBuffer())];
  return [404, JSON.stringify({ success: false, errors: [NO_OBJECT], messages: [], result: null })];
}

/** Serves an empty database and bucket. wrangler finds the server through the environment passed to work. */
export async function withD1Api(work) {
  const local = await openLocal({ persist: false });
  const asked = [];
  const answer = async (pathname, body) => {
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
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const sent = Buffer.concat(chunks);
    const { pathname } = new URL(request.url, 'http://x');
    asked.push(`${request.method} ${pathname.split('/').at(-1)}`);
    const [, key] = /\/r2\/buckets\/[^/]+\/objects\/(.+)$/.exec(pathname) ?? [];
    if (key) {
      const { PICTURES } = local.env;
      const type = request.headers['content-type'];
      const object = decodeURIComponent(key);
      const [status, bytes] = await answerOfObject(PICTURES, request.method, object, sent, type);
      return response.writeHead(status).end(bytes);
    }
    const body = await answer(pathname, sent).then(
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
    return await work({ env, db: local.env.DB, bucket: local.env.PICTURES, asked });
  } finally {
    server.close();
    await local.dispose();
  }
}
