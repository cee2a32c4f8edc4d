import { Webhook } from 'standardwebhooks';
import { openDatabase } from '../../src/db/client';
import { dispatch } from '../../src/dispatch';
import { loadSettings } from '../../src/env';
import type { WorkContext } from '../../src/outbox/work';
import { bindings } from './api';

/** A call that a receiver got. */
export interface Received {
  url: string;
  headers: Record<string, string>;
  body: string;
  redirect: string | undefined;
}

type Answer = (call: Received) => Response | Promise<Response>;

/** Creates receivers with configurable responses and a dispatcher that calls them. */
export function receivers(answer: Answer = () => new Response(null, { status: 204 })) {
  const calls: Received[] = [];
  const clock = { ms: 0 };
  const fetchStub = async (input: RequestInfo | URL, init?: RequestInit) => {
    const headers = Object.fromEntries(new Headers(init?.headers));
    const call = {
      url: String(input),
      headers,
      body: String(init?.body),
      redirect: init?.redirect,
    };
    calls.push(call);
    return answer(call);
  };
  const context = (env: Record<string, unknown> = {}): WorkContext => {
    const all = { ...bindings, ...env } as typeof bindings;
    return {
      db: openDatabase(all.DB, 'first-primary'),
      settings: loadSettings(all),
      now: () => Date.now() + clock.ms,
      fetch: fetchStub as typeof fetch,
    };
  };
  return {
    calls,
    fetchStub: fetchStub as typeof fetch,
    /** Returns the calls to one endpoint's URL. */
    at: (url: string) => calls.filter((call) => call.url === url),
    /** Advances the dispatcher's clock. */
    later: (ms: number) => {
      clock.ms += ms;
    },
    run: (env: Record<string, unknown> = {}) =>
      dispatch({ ...bindings, ...env }, 'webhooks', context(env)),
  };
}

export const typesOf = (calls: Received[]) => calls.map(({ body }) => JSON.parse(body).type).sort();

/** Verifies a call with the Standard Webhooks library. @throws if the signature is invalid */
export const verify = (secret: string, { headers, body }: Received) =>
  new Webhook(secret).verify(body, headers);

export const down = () => new Response('secret answer', { status: 500 });
