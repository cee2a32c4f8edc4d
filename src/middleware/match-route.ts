import type { Hono } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { AppContext, AppEnv } from '../http/app-env';
import type { Operation } from '../http/operation';
import { AppError } from '../lib/errors';

/** The pattern of middleware. */
const ANY = '/*';

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];

/** Methods as the Allow header lists them; GET answers HEAD as well. */
const allowed = (methods: string[]) =>
  [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort().join(', ');

/** What stands behind a pattern's last parameter, as in `:token.ics`: Hono takes any ending. */
const endingOf = (pattern: string) => /:\w+(\.\w+)$/.exec(pattern)?.[1] ?? '';

/**
 * Finds the operation that Hono has matched, before anything is asked of the caller, so that a wrong path
 * is a 404 and a wrong method a 405 with Allow for everybody, and logs and metrics know the route's
 * pattern. An OPTIONS request that is no preflight gets its answer here.
 */
export function routeMatcher(operations: readonly Operation[], app: Hono<AppEnv>) {
  const byRoute = new Map(
    operations.map((one) => [`${one.method.toUpperCase()} ${one.path}`, one]),
  );
  const literals = new Set(operations.map(({ path }) => path));
  // A path that is spelled out is no parameter of another one.
  const find = (method: string, path: string, pattern: string) =>
    (pattern === path || !literals.has(path)) && path.endsWith(endingOf(pattern))
      ? byRoute.get(`${method} ${pattern}`)
      : undefined;
  const isRoute = (method: string, path: string) =>
    app.router.match(method, path)[0].some(([[, route]]) => find(method, path, route.path));
  /** @throws AppError 404, or 405 with Allow. */
  return (c: AppContext): Operation | Response => {
    const method = c.req.method === 'HEAD' ? 'GET' : c.req.method;
    for (const { path } of matchedRoutes(c)) {
      const operation = path === ANY ? undefined : find(method, c.req.path, path);
      if (operation) return operation;
    }
    const methods = METHODS.filter((one) => isRoute(one, c.req.path));
    if (methods.length === 0) throw new AppError('RouteNotFoundException');
    const headers = { Allow: allowed(methods) };
    if (method === 'OPTIONS') return c.body(null, 204, headers);
    throw new AppError('MethodNotAllowedException', { headers });
  };
}
