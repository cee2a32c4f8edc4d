import { Hono, type MiddlewareHandler } from 'hono';
import * as z from 'zod';
import { retry } from '../lib/retry';
import type { AppContext, AppEnv } from './app-env';
import { discardHeaders } from './discard';
import type { Access, Contract, Operation, OperationInfo } from './operation';
import { isEmptyBody, validate } from './validation';

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

const isForm = (c: AppContext) =>
  /^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? '');

const refuseQuery = validate('query', z.strictObject({}));

/** Unknown parameters are refused where there are no known ones, too. */
const noQuery: MiddlewareHandler<AppEnv> = (c, next) =>
  c.req.url.includes('?') ? refuseQuery(c, next) : next();

/** Validates the body as form or JSON, whichever the contract allows and the caller sent. */
function bodyValidators({ body, form, bodyOptional = false }: Contract): MiddlewareHandler[] {
  if (!body) return [];
  const json = validate('json', body);
  const urlencoded = form && validate('form', form);
  const middleware: MiddlewareHandler<AppEnv> = async (c, next) => {
    if (urlencoded && isForm(c)) return urlencoded(c, next);
    if (!(await isEmptyBody(c, bodyOptional))) return json(c, next);
    c.req.addValidatedData('json', body.parse({}) as object);
    return next();
  };
  return [middleware];
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
      const { query, body, form } = contract;
      operations.push({ ...contract, access });
      const validators = [query ? validate('query', query) : noQuery];
      validators.push(...bodyValidators(contract));
      hono.on(contract.method.toUpperCase(), [contract.path], ...validators, (c) => {
        const valid = (target: string) => c.req.valid(target as never) as never;
        const answer = async () =>
          handler(c, {
            params: c.req.param() as never,
            query: query && valid('query'),
            body: body && valid(form && isForm(c) ? 'form' : 'json'),
          } as never);
        return contract.method === 'get' ? read(c, access, answer) : answer();
      });
    },
  };
}
