import { type Answer, call, type Options } from './api';

/**
 * Sends a request's headers and holds back its body. Uses Content-Length, because chunked bodies are always
 * read on arrival.
 */
export function slowRequest(method: string, path: string, body: object, options: Options = {}) {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const { readable, writable } = new FixedLengthStream(bytes.length);
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': String(bytes.length),
    ...options.headers,
  };
  const answer = call(method, path, { ...options, raw: readable, headers });
  return {
    /** Lets the request proceed as far as it can without its body. */
    arrived: () => scheduler.wait(20),
    async release(): Promise<Answer> {
      const writer = writable.getWriter();
      await Promise.all([writer.write(bytes), writer.close()]);
      return answer;
    },
  };
}
