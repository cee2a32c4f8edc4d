import { METRICS, type Options, get as plainGet } from './api';
import { parseExposition } from './exposition';

/** As `get`, with the metrics store. */
export const get = (path: string, options: Options = {}) =>
  plainGet(path, { ...options, env: { METRICS, ...options.env } });

export const read = async (env: Record<string, unknown> = {}) =>
  parseExposition((await get('/metrics', { env })).text);

/** Returns how much a series grew during the work. */
export async function growthOf(series: string, work: () => Promise<unknown>) {
  const before = (await read()).get(series) ?? 0;
  await work();
  return ((await read()).get(series) ?? 0) - before;
}

export const requests = (method: string, endpoint: string, status: number) =>
  `http_requests_total{method="${method}",endpoint="${endpoint}",status="${status}"}`;
