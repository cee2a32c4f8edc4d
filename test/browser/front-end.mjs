// A front end's own server: an empty page, the packed client, and an endpoint that discards uploads.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, normalize } from 'node:path';
import { root } from '../../scripts/dev/local.mjs';

function pageOrScript(path) {
  if (path === '/') return ['text/html', '<!doctype html><link rel="icon" href="data:,">'];
  const file = join(root, 'dist/client', normalize(path));
  return ['text/javascript', readFileSync(file)];
}

function answer(request, response) {
  let bytes = 0;
  request.on('data', (chunk) => {
    bytes += chunk.length;
  });
  // Slow as a network: data beyond the buffers takes a while.
  if (request.method !== 'GET') {
    request.pause();
    setTimeout(() => request.resume(), 500);
  }
  request.on('end', () => {
    if (request.method !== 'GET') {
      response.setHeader('X-Type', request.headers['content-type'] ?? '');
      response.end(JSON.stringify({ bytes }));
      return;
    }
    const [type, text] = pageOrScript(request.url);
    response.setHeader('Content-Type', type);
    response.end(text);
  });
}

/** Runs work with a front end's origin and then removes it. */
export async function withFrontEnd(work) {
  const server = createServer(answer);
  await new Promise((resolve) => server.listen(0, 'localhost', resolve));
  try {
    return await work(`http://localhost:${server.address().port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
