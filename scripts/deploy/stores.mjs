// The Cloudflare stores that the bindings in wrangler.toml need. A new binding of one of these kinds needs no
// change here.
import { root } from '../dev/local.mjs';
import { jsonOf, tryWrangler, wrangler } from './wrangler.mjs';

/** Stores that wrangler.toml identifies by an id assigned by Cloudflare. */
const BY_ID = [
  {
    what: 'D1 database',
    table: 'd1_databases',
    key: 'database_id',
    nameOf: (binding) => binding.database_name,
    list: () => jsonOf(wrangler(['d1', 'list', '--json'])).map((db) => ({ ...db, id: db.uuid })),
    create: ({ name, near }) => ['d1', 'create', name, ...near],
  },
  {
    what: 'KV namespace',
    table: 'kv_namespaces',
    key: 'id',
    nameOf: ({ binding }, base) => `${base}-${binding.toLowerCase()}`,
    list: () =>
      jsonOf(wrangler(['kv', 'namespace', 'list'])).map(({ id, title }) => ({ id, name: title })),
    create: ({ name }) => ['kv', 'namespace', 'create', name],
  },
];

/** Stores that wrangler.toml identifies by name. */
const BY_NAME = [
  {
    what: 'R2 bucket',
    namesOf: ({ r2_buckets }) => r2_buckets.map(({ bucket_name }) => bucket_name),
    isThere: (name) => tryWrangler(['r2', 'bucket', 'info', name, '--json']).ok,
    create: ({ name, near }) => ['r2', 'bucket', 'create', name, ...near],
  },
  {
    what: 'Queue',
    namesOf: ({ queues: { producers = [], consumers = [] } }) =>
      [...producers, ...consumers]
        .flatMap((one) => [one.queue, one.dead_letter_queue ?? []])
        .flat(),
    isThere: (name) => tryWrangler(['queues', 'info', name]).ok,
    create: ({ name }) => ['queues', 'create', name],
  },
];

/** Returns all stores of an environment: `{ kind, name }`, plus `{ binding, id }` if they have an id. */
export async function storesOf(env) {
  const { unstable_readConfig: readConfig } = await import('wrangler');
  const config = readConfig({ config: `${root}wrangler.toml`, env }, { hideWarnings: true });
  const base = config.d1_databases[0].database_name;
  const withId = BY_ID.flatMap((kind) =>
    config[kind.table].map((one) => {
      const [id, binding] = [one[kind.key], one.binding];
      return { kind, name: kind.nameOf(one, base), binding, id };
    }),
  );
  const withName = BY_NAME.flatMap((kind) =>
    [...new Set(kind.namesOf(config))].map((name) => ({ kind, name })),
  );
  return [...withId, ...withName];
}
