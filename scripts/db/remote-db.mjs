// A deployed D1 as the scripts read it: through wrangler, which knows who is signed in.
import { jsonOf, wrangler } from '../deploy/wrangler.mjs';

/** As much of D1's own interface as a backup needs. A batch is one request, and so one transaction. */
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
