import type { AnyProblem } from './generated/schemas.js';

/** An answer that is no success. */
export class ApiError extends Error {
  override readonly name: string = 'ApiError';
  readonly status: number;
  /** The API's own description; undefined where something between here and there answered. */
  readonly problem: AnyProblem | undefined;
  readonly headers: Headers;

  constructor(status: number, headers: Headers, problem: AnyProblem | undefined, message?: string) {
    super(message ?? problem?.error_message ?? `HTTP ${status}`);
    this.status = status;
    this.headers = headers;
    this.problem = problem;
  }

  /** What went wrong, in a word that never changes. */
  get code(): AnyProblem['error_code'] | undefined {
    return this.problem?.error_code;
  }

  /** The messages of a form, by field: the first where there are several. */
  get fields(): Record<string, string> {
    const errors = [...(this.problem?.errors ?? [])].reverse();
    return Object.fromEntries(errors.map(({ field, message }) => [field, message]));
  }
}

/** Characters of a strange answer that its error tells. */
const EXCERPT = 200;

/** An answer that is not the API's: a proxy's page, a login of the network, one that was cut off. */
export class UnexpectedResponseError extends ApiError {
  override readonly name = 'UnexpectedResponseError';
  /** The beginning of what came. */
  readonly text: string;

  constructor(status: number, headers: Headers, text: string) {
    const beginning = text.slice(0, EXCERPT);
    super(status, headers, undefined, `HTTP ${status}, not from the API: ${beginning}`);
    this.text = beginning;
  }
}

const isProblem = (body: unknown): body is AnyProblem =>
  typeof (body as { error_code?: unknown } | null)?.error_code === 'string';

/** The error that an answer stands for: the API's own has an `error_code`. */
export function toError({ status, headers }: Response, text: string): ApiError {
  try {
    const body: unknown = JSON.parse(text);
    if (isProblem(body)) return new ApiError(status, headers, body);
  } catch {
    // Not JSON, so not the API's.
  }
  return new UnexpectedResponseError(status, headers, text);
}

/** Whether the API itself refused the credentials; what stands before it may answer 401 for reasons of its own. */
export const isUnauthenticated = (error: unknown): boolean =>
  error instanceof ApiError && error.status === 401 && error.problem !== undefined;
