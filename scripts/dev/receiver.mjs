// A local webhook receiver, written as a third party would.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

/** Answers 204 to a correctly signed delivery and calls `onEvent` with it; answers 401 to anything else. */
const answerer =
  ({ secrets, onEvent }) =>
  async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    try {
      onEvent(new Webhook(secrets.current).verify(Buffer.concat(chunks), request.headers));
      response.writeHead(204).end();
    } catch (error) {
      response.writeHead(401).end(error.message);
    }
  };

/**
 * Starts a receiver. Call `trust(secret)` once the webhook has been created.
 * @param {(event: { id: string, type: string, data: object }) => void} onEvent
 */
export async function startReceiver(onEvent) {
  const secrets = { current: '' };
  const server = createServer(answerer({ secrets, onEvent })).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    trust(secret) {
      secrets.current = secret;
    },
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
