import { Hono } from 'hono';
import type * as z from 'zod';
import { retry } from '../db/retry';
import type { AppContext, AppEnv } from './app-env';
import { readBody } from './input/body';
import { inputReader } from './input/read-input';
import type { Access, Contract, Operation, OperationInfo } from './operation';
import { inSession } from './session';

type ParamName<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamName<`/${Rest}`>
  : P extends `${string}:${infer Name}`
    ? Name
    : never;

export interface Input<P extends string, Q, B> {
  params: Record<ParamName<P>, string>;
  query: Q;
  body: B;
  /** The body, where the contract takes a file. */
  file: Uint8Array;
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
      const info: OperationInfo = { ...contract, access };
      operations.push(info);
      const isRead = contract.method === 'get' || contract.readOnly;
      hono.on(contract.method.toUpperCase(), [contract.path], async (c) => {
        if (contract.body || contract.file) await readBody(c, contract);
        return inSession(c, info, async () => {
          const input = await inputOf(c);
          const given = { ...input, file: c.get('file'), params: c.req.param() };
          const answer = async () => handler(c, given as never);
          return isRead ? retry(answer) : answer();
        });
      });
    },
  };
}
