import type { Problem } from './generated/schemas.js';

/** An answer that is no success. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** The API's own description; undefined where something between here and there answered. */
  readonly problem: Problem | undefined;
  readonly headers: Headers;

  constructor(status: number, headers: Headers, problem: Problem | undefined) {
    super(problem?.error_message ?? `HTTP ${status}`);
    this.status = status;
    this.headers = headers;
    this.problem = problem;
  }

  /** What went wrong, in a word that never changes. */
  get code(): Problem['error_code'] | undefined {
    return this.problem?.error_code;
  }

  /** The messages of a form, by field. */
  get fields(): Record<string, string> {
    const errors = this.problem?.errors ?? [];
    return Object.fromEntries(errors.map(({ field, message }) => [field, message]));
  }
}

/** The error that an answer stands for. */
export async function toApiError(response: Response): Promise<ApiError> {
  const isProblem = response.headers.get('Content-Type')?.startsWith('application/problem+json');
  const problem = isProblem ? await response.json().catch(() => undefined) : undefined;
  return new ApiError(response.status, response.headers, problem as Problem | undefined);
}
