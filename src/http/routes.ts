import { Hono } from 'hono';
import type * as z from 'zod';
import { retry } from '../db/retry';
import type { AppContext, AppEnv } from './app-env';
import { readBody } from './input/body';
import { inputReader } from './input/read-input';
import type { Access, Contract, Method, Operation, Tag } from './operation';
import { emptyEnvelope } from './respond';
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
  /** The body, if the contract takes a file. */
  file: Uint8Array;
}

type Handler<P extends string, Q extends z.ZodType, B extends z.ZodType> = (
  c: AppContext,
  input: Input<P, z.output<Q>, z.output<B>>,
) => Response | Promise<Response>;

/** Adds a route and its contract, which validates and documents its input. */
type AddRoute = <P extends string, Q extends z.ZodType, B extends z.ZodType>(
  path: P,
  contract: Contract<Q, B>,
  handler: Handler<P, Q, B>,
) => void;

/** A group of routes with the same access and section. Hono routes and contracts always stay in step. */
export interface Routes extends Record<Method, AddRoute> {
  access: Access;
  hono: Hono<AppEnv>;
  operations: Operation[];
}

/** Creates an empty group. Add routes with `get`, `post`, `put` and `delete`. */
export function createRoutes(access: Access, tag: Tag): Routes {
  const hono = new Hono<AppEnv>({ strict: false });
  const operations: Operation[] = [];
  const adder =
    (method: Method): AddRoute =>
    (path, contract, handler) => {
      const operation: Operation = {
        response: emptyEnvelope,
        ...(contract as Contract<z.ZodType, z.ZodType>),
        ...{ method, path, access, tag },
      };
      operations.push(operation);
      const inputOf = inputReader(operation);
      const hasParams = path.includes(':');
      const isRead = method === 'get' || contract.readOnly;
      hono.on(method.toUpperCase(), [path], async (c) => {
        if (contract.body || contract.file) await readBody(c, operation);
        return inSession(c, operation, async () => {
          const input = await inputOf(c);
          const given = { ...input, file: c.get('file'), params: hasParams ? c.req.param() : {} };
          const answer = async () => handler(c, given as never);
          return isRead ? retry(answer) : answer();
        });
      });
    };
  return {
    ...{ access, hono, operations },
    ...{ get: adder('get'), post: adder('post'), put: adder('put'), delete: adder('delete') },
  };
}
