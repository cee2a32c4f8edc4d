import { createMiddleware } from 'hono/factory';
import { TrieRouter } from 'hono/router/trie-router';
import type { AppEnv } from '../http/app-env';
import type { OperationInfo } from '../http/operation';
import { AppError } from '../lib/errors';

/** Methods as the Allow header lists them; GET answers HEAD as well. */
function allowed(operations: OperationInfo[]): string {
  const methods = operations.map(({ method }) => method.toUpperCase());
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort().join(', ');
}

/** The operations of a path by pattern, and by the path itself: one that is spelled out is no parameter of another. */
function finderOf(operations: readonly OperationInfo[]) {
  const literals = Map.groupBy(operations, ({ path }) => path);
  const patterns = new TrieRouter<OperationInfo>();
  for (const operation of operations) patterns.add('ALL', operation.path, operation);
  return (path: string): OperationInfo[] => {
    const literal = literals.get(path);
    if (literal) return literal;
    // Hono has taken off one trailing slash; a second one is not forgiven.
    if (path.endsWith('/')) return [];
    return patterns.match('ALL', path)[0].map(([operation]) => operation);
  };
}

/**
 * Finds the operation of a request before the guard, so that a wrong path is a 404 and a wrong method
 * a 405 with Allow for every caller, and logs and metrics know the route's pattern.
 */
export function knownRoutes(operations: readonly OperationInfo[]) {
  const find = finderOf(operations);
  return createMiddleware<AppEnv>((c, next) => {
    const matches = find(c.req.path);
    if (matches.length === 0) throw new AppError('RouteNotFoundException');
    const { method } = c.req;
    if (method === 'OPTIONS') {
      return Promise.resolve(c.body(null, 204, { Allow: allowed(matches) }));
    }
    const name = method === 'HEAD' ? 'get' : method.toLowerCase();
    const operation = matches.find((match) => match.method === name);
    if (!operation) {
      throw new AppError('MethodNotAllowedException', { headers: { Allow: allowed(matches) } });
    }
    c.set('operation', operation);
    return next();
  });
}
