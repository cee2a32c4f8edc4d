import fc from 'fast-check';
import { arbitraryOf } from './arbitraries';
import type { Operation, Spec } from './spec';
import { ROLES, type Role } from './world';

const FAULTS = ['none', 'body', 'query', 'syntax', 'method', 'absent', 'header'] as const;

/** What is drawn of a request; what it names is known when its turn comes. */
export interface Step {
  operation: Operation;
  role: Role;
  fault: (typeof FAULTS)[number];
  condition: 'none' | 'current' | 'stale';
  query: unknown;
  json: unknown;
  form: unknown;
  pick: number;
  /** With an Idempotency-Key, where the operation takes one: then it is sent twice. */
  keyed: boolean;
}

const WEIGHTS: Record<Role, number> = { admin: 14, client: 6, other: 3, anonymous: 1, forged: 1 };

const roles = fc.oneof(
  ...ROLES.map((role) => ({ weight: WEIGHTS[role], arbitrary: fc.constant(role) })),
);

/** Faults that requests of an operation can have. */
export const faultsOf = ({ json, params, headers }: Operation) =>
  FAULTS.filter((fault) => {
    if (fault === 'body' || fault === 'syntax') return json !== undefined;
    if (fault === 'absent') return params.length > 0;
    return fault !== 'header' || 'Idempotency-Key' in headers;
  });

/** Steps of one operation. @throws Error when the document has what cannot be generated. */
export function stepOf(operation: Operation, spec: Spec): fc.Arbitrary<Step> {
  const maybe = (schema: Operation['json']) =>
    schema ? arbitraryOf(schema, spec) : fc.constant(undefined);
  const body = maybe(operation.json);
  return fc.record({
    operation: fc.constant(operation),
    role: roles,
    fault: fc.oneof(
      { weight: 3, arbitrary: fc.constant('none' as const) },
      { weight: 2, arbitrary: fc.constantFrom(...faultsOf(operation)) },
    ),
    condition: fc.constantFrom('none', 'none', 'current', 'current', 'stale'),
    query: arbitraryOf(operation.query, spec),
    json: operation.bodyRequired ? body : fc.option(body, { nil: undefined }),
    form: fc.option(maybe(operation.form), { nil: undefined }),
    pick: fc.nat(1_000_000),
    keyed: fc.boolean(),
  });
}
