import { Hono, type MiddlewareHandler } from 'hono';
import * as z from 'zod';
import type { AppContext, AppEnv } from './app-env';
import { discardHeaders } from './discard';
import type { ErrorCode } from './errors';
import { LANGUAGES, type Language, type MessageKey } from './messages';
import { retry } from './retry';
import type { Tag } from './tags';
import { isEmptyBody, validate } from './validation';

/** [Korean, English]. */
export type Text = readonly [string, string];

/** A text in one of the languages. */
export const inLanguage = (text: Text, language: Language) =>
  text[LANGUAGES.indexOf(language)] ?? text[0];

/** Who may call: anybody, any signed-in user, admins. The place of a group in app.ts makes it true. */
export type Access = 'public' | 'session' | 'admin';

/** The contract of one operation: what it validates is what is documented and what the handler gets. */
export interface Operation<P extends string, Q extends z.ZodType, B extends z.ZodType> {
  id: string;
  method: 'get' | 'post' | 'put' | 'delete';
  /** Full path with `:name` parameters. */
  path: P;
  tag: Tag;
  summary: Text;
  description?: Text;
  query?: Q;
  body?: B;
  /** An empty body counts as `{}`. */
  bodyOptional?: boolean;
  /** A form (application/x-www-form-urlencoded) taken instead of the JSON body. */
  form?: z.ZodType<z.output<B>>;
  response: z.ZodType;
  /** Where the documented answer is not the schema's first example. */
  example?: object;
  /** What an answer's envelope says. */
  message?: MessageKey;
  /** Media type of the answer where it is not JSON. */
  contentType?: string;
  /** Public, but a token that is sent is looked at. */
  optionalSession?: boolean;
  /** Answers with Location: it creates. */
  creates?: boolean;
  /** Answers with an ETag; GET honours If-None-Match, the others If-Match. */
  etag?: boolean;
  /** Guesses at passwords and new accounts are counted apart from other writes. */
  limiter?: 'LOGIN_LIMITER';
  /** Takes an Idempotency-Key: its handler runs the verb by `once`. */
  idempotent?: boolean;
  /** Reads a replica that has seen at least the caller's X-D1-Bookmark. */
  atBookmark?: boolean;
  /** Errors beyond those that follow from access, body and query. */
  errors?: ErrorCode[];
}

type Contract = Operation<string, z.ZodType, z.ZodType>;
export type OperationInfo = Contract & { access: Access };

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
