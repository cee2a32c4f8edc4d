/** The environment of every consumer: a server with demo data, and a window that is free there. */
export interface Stage {
  baseUrl: string;
  start_time: string;
  end_time: string;
}

/** Fails with the expected and the actual value. */
export function expectSame(what: string, actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`${what}: ${String(actual)}, not ${String(expected)}`);
}

export const CREDENTIALS = { username: 'client', password: 'Client123!' };
