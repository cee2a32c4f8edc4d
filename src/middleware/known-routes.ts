import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../lib/app-env';
import { AppError } from '../lib/errors';
import type { OperationInfo } from '../lib/operation';
import { LiteralRouter } from '../lib/router';

/** Methods as the Allow header lists them; GET answers HEAD as well. */
function allowed(operations: OperationInfo[]): string {
  const methods = operations.map(({ method }) => method.toUpperCase());
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort().join(', ');
}

/**
 * Finds the operation of a request before the guard, so that a wrong path is a 404 and a wrong method
 * a 405 with Allow for every caller, and logs and metrics know the route's pattern.
 */
export function knownRoutes(operations: OperationInfo[]) {
  const router = new LiteralRouter<OperationInfo>();
  for (const operation of operations) router.add('ALL', operation.path, operation);
  return createMiddleware<AppEnv>(async (c, next) => {
    const { path } = c.req;
    // Hono has taken off one trailing slash; a second one is not forgiven.
    const found = path.endsWith('/') && path !== '/' ? [] : router.match('ALL', path)[0];
    const candidates = found.map(([operation]) => operation);
    // A path that is spelled out is not a parameter of another one.
    const literal = candidates.filter((operation) => operation.path === path.replace(/\/$/, ''));
    const matches = literal.length > 0 ? literal : candidates;
    if (matches.length === 0) throw new AppError('RouteNotFoundException');
    if (c.req.method === 'OPTIONS') return c.body(null, 204, { Allow: allowed(matches) });
    const method = c.req.method === 'HEAD' ? 'get' : c.req.method.toLowerCase();
    const operation = matches.find((match) => match.method === method);
    if (!operation) {
      throw new AppError('MethodNotAllowedException', { headers: { Allow: allowed(matches) } });
    }
    c.set('operation', operation);
    await next();
  });
}
