import { bindings } from '../helpers/api';

/** The numbers of models at which `npm run growth` measures. */
export const SIZES = String(bindings.GROWTH).split(',').map(Number);
const STEP = 5000;

/** Yields steps of the numbers below `to`, each with the SQL of a table `n` of its numbers `i`. */
export function* steps(from: number, to: number) {
  for (let start = from; start < to; start += STEP) {
    const end = Math.min(start + STEP, to);
    const next = `SELECT i + 1 FROM n WHERE i < ${end - 1}`;
    const numbers = `WITH RECURSIVE n(i) AS (SELECT ${start} UNION ALL ${next})`;
    yield { start, end, numbers };
  }
}

/** Prints a table for a document: see scripts/dev/tables.mjs. */
export function printTable(name: string, head: string[], rows: (string | number)[][]) {
  const rule = head.map((_, index) => (index === 0 ? '---' : '---:'));
  const lines = [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  console.log(`<!-- ${name} -->\n\n${lines.join('\n')}\n\n<!-- /${name} -->`);
}
