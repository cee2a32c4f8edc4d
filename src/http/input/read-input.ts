import { zValidator } from '@hono/zod-validator';
import type { MiddlewareHandler } from 'hono';
import { LRUCache } from 'lru-cache';
import * as z from 'zod';
import { AppError, type FieldError } from '../../errors';
import type { AppContext } from '../app-env';
import type { Operation } from '../operation';
import { contextOf } from '../service-context';
import { isForm } from './body';
import { normalized, type Validation, validate } from './validate';

/** The validated input of a call. */
export interface CheckedInput {
  query: unknown;
  body: unknown;
}

const NOTHING: Validation = { value: undefined, errors: [] };
const NO_QUERY = z.strictObject({});

/** Returns the fields of a query or form under any names. A field given more than once becomes a list. */
function fieldsOf(encoded: string): Record<string, string | string[]> {
  const values = Map.groupBy(new URLSearchParams(encoded), ([name]) => name);
  const fields = [...values].map(([name, pairs]) => {
    const [first, ...more] = pairs.map(([, value]) => value);
    return [name, more.length > 0 ? [first, ...more] : first];
  });
  return Object.fromEntries(fields);
}

function queryOf(c: AppContext): string {
  const { url } = c.req;
  const start = url.indexOf('?');
  return start < 0 ? '' : url.slice(start + 1);
}

const MOST_QUERIES = 100;
const LONGEST_QUERY = 200;

/** Validates query strings. Results can be cached because they depend on nothing but the string. */
function queryReader(query: z.ZodType): (text: string) => Validation {
  const known = new LRUCache<string, Validation>({ max: MOST_QUERIES });
  return (text) => {
    const found = known.get(text) ?? validate(query, fieldsOf(text));
    if (text.length <= LONGEST_QUERY) known.set(text, found);
    return found;
  };
}

/** @throws AppError 400 for anything but UTF-8: a lenient decoder would silently change it. */
async function textOf(c: AppContext): Promise<string> {
  const bytes = await c.req.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw new AppError('MalformedRequestException', { message: 'request.not_utf8' });
  }
}

/** Returns the response fields that a PUT cannot change but may send back as they were read. */
function readOnlyFields({ method, body, response }: Operation): ReadonlySet<string> {
  if (method !== 'put' || !(body instanceof z.ZodObject)) return new Set();
  const answers = response instanceof z.ZodUnion ? response.options : [response];
  const names = answers.flatMap((one) =>
    one instanceof z.ZodObject ? Object.keys(one.shape) : [],
  );
  return new Set(names.filter((name) => !Object.hasOwn(body.shape, name)));
}

/** Reads a JSON body through Hono's validator and collects all errors instead of stopping at the first. */
function jsonReader(body: z.ZodType, readOnly: ReadonlySet<string>) {
  const validator = zValidator('json', body, undefined, {
    validationFunction: (schema, value) => ({
      success: true,
      data: validate(schema as z.ZodType, normalized(schema as z.ZodType, value, readOnly)),
    }),
  }) as MiddlewareHandler;
  /** @throws AppError 400 for what is not UTF-8 or not JSON. */
  return async (c: AppContext): Promise<Validation> => {
    await textOf(c);
    await validator(c, async () => {});
    return c.req.valid('json' as never) as Validation;
  };
}

/** Builds an operation's input reader, once, when the operation is declared. */
export function inputReader(contract: Operation): (c: AppContext) => Promise<CheckedInput> {
  const { query = NO_QUERY, body, form, file, check } = contract;
  const readOnly = readOnlyFields(contract);
  const examineQuery = queryReader(query);
  const json = body && jsonReader(body, readOnly);
  const examineBody = async (c: AppContext): Promise<Validation> => {
    if (!body || !json) return NOTHING;
    if (form && isForm(c)) return validate(form, fieldsOf(await textOf(c)));
    const isEmpty = (await c.req.arrayBuffer()).byteLength === 0;
    return isEmpty && contract.bodyOptional ? validate(body, {}) : json(c);
  };
  /**
   * Reads the query and the body.
   * @throws AppError 400, or a 422 that lists every problem, including those that the operation's `check`
   * finds in the valid part.
   */
  return async (c) => {
    const given = {
      query: examineQuery(queryOf(c)),
      body: body ? await examineBody(c) : NOTHING,
    };
    const errors: FieldError[] = [...given.query.errors, ...given.body.errors];
    if (errors.length > 0) {
      const more = (await check?.(contextOf(c), given.body.value ?? {}, c.req.param())) ?? [];
      throw new AppError('ValidationException', { errors: [...errors, ...more] });
    }
    if (body) c.req.addValidatedData('json', given.body.value as object);
    if (file) c.req.addValidatedData('query', given.query.value as object);
    return { query: given.query.value, body: given.body.value };
  };
}
