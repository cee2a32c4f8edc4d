import { bindings } from '../api';
import { bucketWith } from '../images/bucket';
import { intercepted } from './statements';

const PASSING = 'D1_ERROR: Network connection lost.';
const LASTING = 'D1_ERROR: D1 DB is overloaded. Requests queued for too long.';

/** D1's error messages, from its debugging guide. */
const D1_FAULTS = [
  PASSING,
  LASTING,
  'D1_ERROR: Internal error in D1 DB storage caused object to be reset.',
  'D1_ERROR: D1 DB reset because its code was updated.',
  "D1_ERROR: D1 DB's isolate exceeded its memory limit and was reset.",
];

const R2_FAULT = 'put: Unspecified error (0)';

const SLOW_MS = 60;
const isWrite = ({ sql }: { sql: string }) => /^\s*(insert|update|delete)/i.test(sql);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Fails every third call, starting after `offset`: some before they run, some after. */
function everyThird(message: string, offset: number, lost: boolean) {
  let calls = offset;
  return intercepted(bindings.DB, async (statements, run) => {
    const counts = !lost || statements.some(isWrite);
    if (counts) calls++;
    const fails = counts && calls % 3 === 0;
    if (fails && !lost) throw new Error(message);
    const result = await run();
    if (fails) throw new Error(message);
    return result;
  });
}

function failingKv(methods: string[], message: string) {
  return new Proxy(bindings.CACHE, {
    get(target, name: keyof KVNamespace) {
      if (methods.includes(name)) return async () => Promise.reject(new Error(message));
      return (target[name] as (...args: unknown[]) => unknown).bind(target);
    },
  });
}

/** A KV whose every value is present but corrupt. */
function damagedKv() {
  const epoch = { id: crypto.randomUUID(), bookmark: null };
  const foreign = JSON.stringify({ items: [{ notes_internal: 'foreign' }] });
  return {
    get: async (key: string) => (key.endsWith(':epoch') ? epoch : '{"half":'),
    getWithMetadata: async (key: string) => ({ value: foreign, metadata: { etag: '"x"', key } }),
    put: async () => {},
  } as unknown as KVNamespace;
}

export interface Outage {
  name: string;
  /** How often a client retries. */
  patience: number;
  /** Lasts longer than the client retries. */
  lasts?: true;
  /** Bindings with this outage, one for each variant. */
  environments: () => Record<string, unknown>[];
}

const overFaults = (toDb: (message: string, offset: number) => D1Database) => () =>
  [PASSING, LASTING].flatMap((message) =>
    [0, 1, 2].map((offset) => ({ DB: toDb(message, offset) })),
  );

/** Every outage that the API must survive. */
export const OUTAGES: Outage[] = [
  {
    name: 'every third D1 call fails',
    patience: 8,
    environments: overFaults((m, o) => everyThird(m, o, false)),
  },
  {
    name: 'D1 commits, the answer is lost',
    patience: 8,
    environments: overFaults((m, o) => everyThird(m, o, true)),
  },
  {
    name: 'D1 down',
    patience: 2,
    lasts: true,
    environments: () =>
      D1_FAULTS.map((message) => ({
        DB: intercepted(bindings.DB, () => Promise.reject(new Error(message))),
      })),
  },
  {
    name: 'D1 slow',
    patience: 1,
    environments: () => [
      { DB: intercepted(bindings.DB, async (_, run) => pause(SLOW_MS).then(run)) },
    ],
  },
  {
    name: 'KV down',
    patience: 1,
    environments: () => [
      { CACHE: failingKv(['get', 'getWithMetadata', 'put', 'delete'], 'KV GET failed: 500') },
    ],
  },
  {
    name: 'KV 429',
    patience: 1,
    environments: () => [{ CACHE: failingKv(['put'], 'KV PUT failed: 429 Too Many Requests') }],
  },
  { name: 'KV damaged', patience: 1, environments: () => [{ CACHE: damagedKv() }] },
  {
    name: 'R2 down',
    patience: 2,
    lasts: true,
    environments: () => [{ PICTURES: bucketWith(() => Promise.reject(new Error(R2_FAULT))) }],
  },
  {
    name: 'R2 slow',
    patience: 1,
    environments: () => [{ PICTURES: bucketWith((_, run) => pause(SLOW_MS).then(run)) }],
  },
  {
    name: 'R2 keeps, the answer is lost',
    patience: 2,
    environments: () => [{ PICTURES: loseOnce() }],
  },
];

/** An R2 whose first put succeeds but reports failure. */
function loseOnce() {
  let lost = false;
  return bucketWith(async (method, run) => {
    const done = await run();
    if (method !== 'put' || lost) return done;
    lost = true;
    throw new Error(R2_FAULT);
  });
}
