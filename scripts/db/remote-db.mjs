// Access to a deployed D1 database for the scripts, through wrangler and its sign-in.
import { jsonOf, wrangler } from '../deploy/wrangler.mjs';

/**
 * Implements as much of D1's interface as a backup needs. A batch is one request and therefore one
 * transaction.
 */
export function remoteDb(env) {
  const ask = (statements) => {
    const sql = statements.map((one) => one.sql).join(';\n');
    const target = ['d1', 'execute', 'DB', '--remote', '--env', env, '--yes', '--json'];
    return jsonOf(wrangler([...target, '--command', sql]));
  };
  return {
    prepare: (sql) => ({ sql, all: async () => ask([{ sql }])[0] }),
    batch: async (statements) => ask(statements),
  };
}
