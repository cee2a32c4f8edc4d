import type { Schema } from '@cfworker/json-schema';
import type { Options } from '../api';
import { schemaProblems } from '../document';
import { uniquePicture } from '../images/pictures';
import { bodyMutant, type Texts, textMutant } from './mutations';
import { chosen, fitBody, fitQuery, type Scene } from './rules';
import { type JsonSchema, operationsAt, type Spec } from './spec';
import type { Step } from './steps';
import type { Entity, World } from './world';

const JSON_TYPE = { 'Content-Type': 'application/json' };
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Bodies that are not JSON of a reasonable size, with the expected status. */
const SYNTAX: [name: string, status: number, options: Options][] = [
  ['half an object', 400, { raw: '{"a":', headers: JSON_TYPE }],
  ['no UTF-8', 400, { raw: new Uint8Array([0x22, 0xc3, 0x28, 0x22]), headers: JSON_TYPE }],
  ['plain text', 415, { raw: '{}', headers: { 'Content-Type': 'text/plain' } }],
  ['XML', 415, { raw: '<a/>', headers: { 'Content-Type': 'application/xml' } }],
  ['too much', 413, { raw: `"${'x'.repeat(64 * 1024)}"`, headers: JSON_TYPE }],
];

/** A step ready to send. */
export interface Plan {
  step: Step;
  method: string;
  pathname: string;
  path: string;
  options: Options;
  query: Record<string, unknown>;
  body: unknown;
  /** The entity in the path; undefined if it does not exist. */
  entity: Entity | undefined;
  /** The one thing that violates the document, with the expected statuses. */
  fault: { name: string; statuses: number[] } | undefined;
}

/** Fills a path's parameters with entities of the world. */
function fillPath(world: World, { operation, pick, fault }: Step) {
  const kind = operation.params.at(-1);
  if (!kind) return { pathname: operation.path, entity: undefined };
  const named = world.of(kind);
  if (named.length === 0 && kind !== 'session_id' && kind !== 'book_out_id') {
    throw new Error(`nothing makes a {${kind}} for ${operation.path}`);
  }
  // Usually an existing entity, sometimes a former one.
  const entity =
    fault === 'absent'
      ? undefined
      : pick % 8 === 0
        ? named[pick % (named.length || 1)]
        : chosen(world, kind, pick >> 3);
  const ids = { ...entity?.parents, [kind]: entity?.id };
  const absent = pick % 2 ? 'none' : '%EC%97%86%EC%9D%8C';
  const pathname = operation.path.replaceAll(
    /\{(\w+)\}/g,
    (_, name) => ids[name] ?? (name === kind ? undefined : chosen(world, name, pick)?.id) ?? absent,
  );
  return { pathname, entity };
}

const toTexts = (values: object): Texts =>
  Object.entries(values).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, String(one)]),
  );

/** @throws Error if a generated value is invalid, which is a bug of the fuzzer, not of the API. */
function assertValid(schema: JsonSchema, value: unknown): void {
  const problems = schemaProblems(schema as Schema, value);
  if (problems.length > 0) throw new Error(`generated ${JSON.stringify(value)}: ${problems}`);
}

function queryOf(step: Step, query: Record<string, unknown>, spec: Spec) {
  const texts = toTexts(query);
  if (step.fault !== 'query') return { texts, fault: undefined };
  const mutant = textMutant(step.operation.query, texts, step.pick, spec);
  return { texts: mutant.texts, fault: { name: `?${mutant.name}`, statuses: [422] } };
}

const LONG_KEY = { name: 'a key of 256 characters', statuses: [422] };

function bodyOf(step: Step, scene: Scene, spec: Spec): Pick<Plan, 'fault' | 'body' | 'options'> {
  const { json, form, file } = step.operation;
  const { fault, pick } = step;
  if (fault === 'syntax') {
    const [name, status, options] = SYNTAX[pick % SYNTAX.length] as (typeof SYNTAX)[number];
    return { fault: { name, statuses: [status] }, body: undefined, options };
  }
  if (file) {
    const options = { raw: uniquePicture(), headers: { 'Content-Type': 'image/jpeg' } };
    return { fault: undefined, body: undefined, options };
  }
  if (form && step.form !== undefined) {
    const body = fitBody(step.form, scene) as object;
    assertValid(form, body);
    const mutant = fault === 'body' && textMutant(form, toTexts(body), pick, spec);
    const raw = new URLSearchParams(mutant ? mutant.texts : toTexts(body));
    const statuses = [422];
    return { fault: mutant ? { name: mutant.name, statuses } : undefined, body, options: { raw } };
  }
  if (!json || (step.json === undefined && fault !== 'body')) {
    return { fault: undefined, body: undefined, options: {} };
  }
  const body = fitBody(step.json ?? {}, scene);
  assertValid(json, body);
  if (fault !== 'body') return { fault: undefined, body, options: { body } };
  const { name, value } = bodyMutant(json, body, pick, spec);
  return { fault: { name, statuses: [422] }, body: value, options: { body: value } };
}

/** Plans a step's request with the world's current entities. */
export function planOf(step: Step, world: World): Plan {
  const { operation, role, fault, pick } = step;
  const { spec } = world;
  const { pathname, entity } = fillPath(world, step);
  const scene = { world, operation, role, pick, entity };
  const query = fitQuery(step.query as Record<string, unknown>, scene);
  assertValid(operation.query, query);
  const { texts, fault: wrongQuery } = queryOf(step, query, spec);
  const made = bodyOf(step, scene, spec);
  const search = new URLSearchParams(texts).toString();
  const plan: Plan = {
    ...made,
    step,
    pathname,
    path: search ? `${pathname}?${search}` : pathname,
    query,
    entity,
    method: operation.method,
    fault: wrongQuery ?? made.fault ?? (fault === 'header' ? LONG_KEY : undefined),
  };
  if ('Idempotency-Key' in operation.headers && (fault === 'header' || step.keyed)) {
    const key = fault === 'header' ? 'x'.repeat(256) : crypto.randomUUID();
    plan.options = {
      ...plan.options,
      headers: { ...plan.options.headers, 'Idempotency-Key': key },
    };
  }
  if (fault !== 'method') return plan;
  const documented = operationsAt(spec, pathname).map(({ method }) => method);
  const others = METHODS.filter((method) => !documented.includes(method));
  const method = others[pick % others.length] as string;
  return { ...plan, method, options: {}, fault: { name: method, statuses: [405] } };
}
