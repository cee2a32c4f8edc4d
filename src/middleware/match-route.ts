import type { Hono } from 'hono';
import { matchedRoutes } from 'hono/route';
import { AppError } from '../errors';
import type { AppContext, AppEnv } from '../http/app-env';
import type { Operation } from '../http/operation';

/** The pattern of global middleware. */
const ANY = '/*';

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];

/** Returns methods for the Allow header. GET implies HEAD. */
const allowed = (methods: string[]) =>
  [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort().join(', ');

/** Returns the suffix after a pattern's last parameter, as in `:token.ics`. Hono accepts any suffix. */
const endingOf = (pattern: string) => /:\w+(\.\w+)$/.exec(pattern)?.[1] ?? '';

/**
 * Finds the operation that Hono matched before anything about the caller is checked. So everyone gets 404 for
 * a wrong path and 405 with Allow for a wrong method, and logs and metrics know the route's pattern. An
 * OPTIONS request that is not a preflight is answered here.
 */
export function routeMatcher(operations: readonly Operation[], app: Hono<AppEnv>) {
  const byRoute = new Map(
    operations.map((one) => [`${one.method.toUpperCase()} ${one.path}`, one]),
  );
  const literals = new Set(operations.map(({ path }) => path));
  // A literal path never matches as another path's parameter.
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
