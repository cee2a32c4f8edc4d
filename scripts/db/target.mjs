// The stores that a command works on: those of this machine, or with --remote those of a deployed environment,
// through wrangler and its sign-in.
import { join } from 'node:path';
import { environmentOf } from '../deploy/config.mjs';
import { jsonFrom, wrangler } from '../deploy/wrangler.mjs';
import { configOf, withLocal } from '../dev/local.mjs';
import { localPictures, remotePictures } from './picture-stores.mjs';

/** The options that choose the stores. */
export const TARGET = { remote: false, env: '' };

/**
 * Implements as much of D1's interface as a backup needs. A batch is one request and therefore one
 * transaction. `execute` runs a file of any size.
 */
function remoteDb(env) {
  const target = ['d1', 'execute', 'DB', '--remote', '--env', env, '--yes'];
  const ask = (statements) =>
    jsonFrom([...target, '--json', '--command', statements.map(({ sql }) => sql).join(';\n')]);
  return {
    prepare: (sql) => ({ sql, all: async () => ask([{ sql }])[0] }),
    batch: async (statements) => ask(statements),
    execute: (file, options) => wrangler([...target, '--file', file], options),
  };
}

/**
 * Opens the stores for `work`. A local target also has its `bucket`, which wrangler cannot list elsewhere.
 * @param {{ remote: boolean, env: string, data?: string }} options `data` is the folder of `npm start`
 */
export async function withTarget({ remote, env, data }, work) {
  if (remote) {
    const { vars: settings, r2_buckets } = await configOf(environmentOf(env));
    const pictures = remotePictures(r2_buckets[0].bucket_name, env);
    return await work({ name: `database of ${env}`, settings, db: remoteDb(env), pictures });
  }
  const open = ({ DB: db, PICTURES: bucket, ...settings }) =>
    work({ name: 'local database', settings, db, bucket, pictures: localPictures(bucket) });
  return await withLocal(open, data ? { persist: { path: join(data, 'v3') } } : {});
}
