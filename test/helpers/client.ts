import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { createApp } from '../../src/app';
import { type ClientOptions, createClient, type Tokens } from '../../src/client';
import { bindings, ORIGIN } from './api';
import { newModel, newPerson, PASSWORD } from './data';

const app = createApp();

async function real(request: Request): Promise<Response> {
  const ctx = createExecutionContext();
  const response = await app.fetch(request, bindings, ctx);
  await waitOnExecutionContext(ctx);
  return response;
}

export type Send = (request: Request) => Promise<Response>;

/** Creates a client whose requests are recorded and pass through `around`. */
export function newClient(options: ClientOptions & { around?: (send: Send) => Send } = {}) {
  const sent: Request[] = [];
  const { around = (send: Send) => send, ...others } = options;
  const send = around(real);
  const fetch: Send = (request) => {
    sent.push(request.clone());
    return send(request);
  };
  return { api: createClient(`${ORIGIN}/`, { ...others, fetch }), sent };
}

export const pathsOf = (sent: Request[]) =>
  sent.map(({ method, url }) => `${method} ${new URL(url).pathname}`);

/** Makes the first requests to a path end differently. */
export const failing =
  (path: string, ...ends: ((request: Request) => Promise<Response>)[]) =>
  (send: Send): Send =>
  (request) =>
    (new URL(request.url).pathname === path && ends.shift()?.(request)) || send(request);

export const problem =
  (status: number, headers: Record<string, string> = {}) =>
  async () =>
    new Response('{}', { status, headers });
export const lost = async () => {
  throw new TypeError('Network connection lost');
};
/** The request arrives, but its response is lost. */
export const responseLost = async (request: Request) => {
  await real(request);
  return lost();
};

export async function signedIn(options: Parameters<typeof newClient>[0] = {}) {
  const person = await newPerson();
  const made = newClient(options);
  await made.api.login({ body: { username: person.username, password: PASSWORD } });
  made.sent.length = 0;
  return { ...made, person };
}

/** Returns a model's id. */
export const someModel = async () => (await newModel(await newPerson('admin'))).model_id as string;

/** Returns a pair whose access token is no longer valid. */
export const stale = (pair: Tokens | undefined): Tokens => ({
  access_token: 'e30.e30.e30',
  refresh_token: pair?.refresh_token ?? '',
});

/** Returns a genuine error response of the API. */
export const refused = async () =>
  Response.json({ error_code: 'AuthenticationException', status: 401 }, { status: 401 });

/** Returns a page that is not from the API. */
export const page =
  (status: number, text = '<html><title>Sign in to the network</title></html>') =>
  async () =>
    new Response(text, { status, headers: { 'Content-Type': 'text/html' } });
