import fc from 'fast-check';
import { arbitraryOf } from './arbitraries';
import type { Operation, Spec } from './spec';
import { ROLES, type Role } from './world';

const FAULTS = ['none', 'body', 'query', 'syntax', 'method', 'absent', 'header'] as const;

/** A generated request. Its entities are chosen when it is sent. */
export interface Step {
  operation: Operation;
  role: Role;
  fault: (typeof FAULTS)[number];
  condition: 'none' | 'current' | 'stale';
  query: unknown;
  json: unknown;
  form: unknown;
  pick: number;
  /** Sends an Idempotency-Key if the operation accepts one, and then sends the request twice. */
  keyed: boolean;
}

const WEIGHTS: Record<Role, number> = { admin: 14, client: 6, other: 3, anonymous: 1, forged: 1 };

const roles = fc.oneof(
  ...ROLES.map((role) => ({ weight: WEIGHTS[role], arbitrary: fc.constant(role) })),
);

/** Returns the faults that an operation's requests can have. */
export const faultsOf = ({ json, params, headers }: Operation) =>
  FAULTS.filter((fault) => {
    if (fault === 'body' || fault === 'syntax') return json !== undefined;
    if (fault === 'absent') return params.length > 0;
    return fault !== 'header' || 'Idempotency-Key' in headers;
  });

/**
 * Generates steps of one operation. @throws Error if the document contains something that cannot be
 * generated.
 */
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
