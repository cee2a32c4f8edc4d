import { Hono } from 'hono';
import type * as z from 'zod';
import { retry } from '../lib/retry';
import type { AppContext, AppEnv } from './app-env';
import { discardHeaders } from './discard';
import { inputReader } from './input';
import type { Access, Contract, Operation, OperationInfo } from './operation';

type ParamName<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamName<`/${Rest}`>
  : P extends `${string}:${infer Name}`
    ? Name
    : never;

export interface Input<P extends string, Q, B> {
  params: Record<ParamName<P>, string>;
  query: Q;
  body: B;
}

/** A group of operations with the same access: Hono routes and their contracts, always in step. */
export interface Routes {
  access: Access;
  hono: Hono<AppEnv>;
  operations: OperationInfo[];
  add<P extends string, Q extends z.ZodType, B extends z.ZodType>(
    operation: Operation<P, Q, B>,
    handler: (
      c: AppContext,
      input: Input<P, z.output<Q>, z.output<B>>,
    ) => Response | Promise<Response>,
  ): void;
}

/**
 * Answers a read. One that was begun with an assumed role is done again if the role was another one;
 * on admin routes the guard refuses what was read for somebody else.
 */
async function read(c: AppContext, access: Access, answer: () => Promise<Response>) {
  const [pending, assumed] = [c.get('pending'), c.get('actor')?.role];
  if (!pending || access === 'admin') return retry(answer);
  const [first] = await Promise.allSettled([retry(answer)]);
  const forget = () => first.status === 'fulfilled' && discardHeaders(c, first.value.headers);
  try {
    const actor = await pending.settle();
    c.set('actor', actor);
    if (actor.role !== assumed) {
      forget();
      return await retry(answer);
    }
  } catch (error) {
    forget();
    throw error;
  }
  if (first.status === 'rejected') throw first.reason;
  return first.value;
}

/** An empty group; `add` registers the route, its validators and its documentation in one go. */
export function createRoutes(access: Access): Routes {
  const hono = new Hono<AppEnv>({ strict: false });
  const operations: OperationInfo[] = [];
  return {
    access,
    hono,
    operations,
    add(operation, handler) {
      const contract = operation as unknown as Contract;
      const inputOf = inputReader(contract);
      operations.push({ ...contract, access });
      hono.on(contract.method.toUpperCase(), [contract.path], async (c) => {
        const input = await inputOf(c);
        const answer = async () => handler(c, { ...input, params: c.req.param() } as never);
        return contract.method === 'get' ? read(c, access, answer) : answer();
      });
    },
  };
}
