import type { AppContext } from './app-env';

/** Set before a handler runs: what CORS says does not depend on the answer. */
const BEFORE_THE_ANSWER = /^(access-control-|vary$)/;

/** Takes back the headers that a handler set for an answer that must not go out. */
export function discardHeaders(c: AppContext, headers: Headers): void {
  for (const name of headers.keys()) {
    if (!BEFORE_THE_ANSWER.test(name)) c.header(name, undefined);
  }
}

/** Takes back an answer that must not go out, with everything that was set for it. */
export function discardAnswer(c: AppContext): void {
  const { headers } = c.res;
  c.res = undefined;
  c.finalized = false;
  discardHeaders(c, headers);
  for (const [name, value] of headers) {
    if (BEFORE_THE_ANSWER.test(name)) c.header(name, value);
  }
}
