// The Cloudflare stores that the bindings in wrangler.toml need. A new binding of one of these kinds needs no
// change here. Those with a `key` are identified by an id that Cloudflare assigns, the others by their name.
import { configOf } from '../dev/local.mjs';
import { jsonFrom, tryWrangler } from './wrangler.mjs';

const KINDS = [
  {
    what: 'D1 database',
    table: 'd1_databases',
    key: 'database_id',
    storesIn: ({ d1_databases: all }) =>
      all.map(({ binding, database_name: name, database_id: id }) => ({ binding, name, id })),
    list: () => jsonFrom(['d1', 'list', '--json']).map(({ uuid: id, name }) => ({ id, name })),
    create: ({ name, near }) => ['d1', 'create', name, ...near],
  },
  {
    what: 'KV namespace',
    table: 'kv_namespaces',
    key: 'id',
    storesIn: ({ kv_namespaces: all, d1_databases: [{ database_name: base }] }) =>
      all.map(({ binding, id }) => ({ binding, name: `${base}-${binding.toLowerCase()}`, id })),
    list: () => jsonFrom(['kv', 'namespace', 'list']).map(({ id, title }) => ({ id, name: title })),
    create: ({ name }) => ['kv', 'namespace', 'create', name],
  },
  {
    what: 'R2 bucket',
    storesIn: ({ r2_buckets: all }) => all.map(({ bucket_name: name }) => ({ name })),
    isThere: (name) => tryWrangler(['r2', 'bucket', 'info', name, '--json']).ok,
    create: ({ name, near }) => ['r2', 'bucket', 'create', name, ...near],
  },
  {
    what: 'Queue',
    storesIn({ queues: { producers = [], consumers = [] } }) {
      const queues = [...producers, ...consumers].flatMap((one) => [
        one.queue,
        one.dead_letter_queue,
      ]);
      return [...new Set(queues)].filter(Boolean).map((name) => ({ name }));
    },
    isThere: (name) => tryWrangler(['queues', 'info', name]).ok,
    create: ({ name }) => ['queues', 'create', name],
  },
];

/** Returns all stores of an environment: `{ kind, name }`, plus `{ binding, id }` if they have an id. */
export async function storesOf(env) {
  const config = await configOf(env);
  return KINDS.flatMap((kind) => kind.storesIn(config).map((store) => ({ kind, ...store })));
}
