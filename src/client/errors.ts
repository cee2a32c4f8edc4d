import type { AnyProblem } from './generated/schemas.js';

/** An unsuccessful response. */
export class ApiError extends Error {
  override readonly name: string = 'ApiError';
  readonly status: number;
  /** The API's own problem document; undefined if something in between answered, such as a proxy. */
  readonly problem: AnyProblem | undefined;
  readonly headers: Headers;

  constructor(status: number, headers: Headers, problem: AnyProblem | undefined, message?: string) {
    super(message ?? problem?.error_message ?? `HTTP ${status}`);
    this.status = status;
    this.headers = headers;
    this.problem = problem;
  }

  /** The stable error code. */
  get code(): AnyProblem['error_code'] | undefined {
    return this.problem?.error_code;
  }

  /** Messages for a form, by field. If a field has several, the first one. */
  get fields(): Record<string, string> {
    const errors = [...(this.problem?.errors ?? [])].reverse();
    return Object.fromEntries(errors.map(({ field, message }) => [field, message]));
  }
}

/** Characters of an unexpected response that its error includes. */
const EXCERPT = 200;

/** A response that is not the API's: a proxy's error page, a network login page, or a truncated response. */
export class UnexpectedResponseError extends ApiError {
  override readonly name = 'UnexpectedResponseError';
  /** The beginning of the response. */
  readonly text: string;

  constructor(status: number, headers: Headers, text: string) {
    const beginning = text.slice(0, EXCERPT);
    super(status, headers, undefined, `HTTP ${status}, not from the API: ${beginning}`);
    this.text = beginning;
  }
}

const isProblem = (body: unknown): body is AnyProblem =>
  typeof (body as { error_code?: unknown } | null)?.error_code === 'string';

/** Converts a response to an error. The API's own errors have an `error_code`. */
export function toError({ status, headers }: Response, text: string): ApiError {
  try {
    const body: unknown = JSON.parse(text);
    if (isProblem(body)) return new ApiError(status, headers, body);
  } catch {
    // Not JSON, so not from the API.
  }
  return new UnexpectedResponseError(status, headers, text);
}

/** Returns whether the API itself rejected the credentials. A proxy may return 401 for its own reasons. */
export const isUnauthenticated = (error: unknown): boolean =>
  error instanceof ApiError && error.status === 401 && error.problem !== undefined;
