// A local webhook receiver, written as a third party would.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

/**
 * Starts a receiver that answers 204 to a correctly signed delivery and adds its type to `types`, and 401 to
 * anything else. Set its `secret` once the webhook has been created.
 */
export async function startReceiver() {
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    try {
      receiver.types.push(new Webhook(receiver.secret).verify(body, request.headers).type);
      response.writeHead(204).end();
    } catch (error) {
      response.writeHead(401).end(error.message);
    }
  }).listen(0, '127.0.0.1');
  // A caller that fails need not stop it.
  server.unref();
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}/`;
  const stop = () => server.close() && server.closeAllConnections();
  const receiver = { url, secret: '', types: [], stop };
  return receiver;
}
