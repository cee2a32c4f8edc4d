// Renders a run's table: medians of the rounds, and the median ratio of rounds that ran side by side.
import { median, show, table } from './table.mjs';

const WORDS = ['endpoint', 'server'];
const SPEED = ['requests/s', 'p50 ms', 'p99 ms', 'CPU ms / 1,000'];
const COUNTED = ['k instructions'];
const RATIO = ['CPU, API to floor', 'range'];
const COUNTED_RATIO = ['instructions, API to floor'];

const isThere = (value) => value !== undefined;

/** Returns a field's ratios, round by round and sorted; empty if it was not measured. */
function ratiosOf([api, floor], field) {
  const ratios = api.map((round, index) => round[field] / floor[index][field]);
  return ratios.filter(Number.isFinite).sort((a, b) => a - b);
}

function rowsOf({ endpoint, sides, found }, counts) {
  const cpu = ratiosOf(found, 'cpu');
  const instructions = median(ratiosOf(found, 'instructions'));
  const range = cpu.length > 0 ? `${show(cpu[0])} … ${show(cpu.at(-1))}` : '–';
  const verdict = [`**${show(median(cpu))}**`, range];
  if (counts) verdict.push(show(instructions));
  verdict.push(isThere(endpoint.target) ? `≤ ${endpoint.target}` : '');
  return sides.map((side, index) => {
    const of = (field, factor = 1) => {
      const value = median(found[index].map((round) => round[field]));
      return show(isThere(value) ? value * factor : value);
    };
    const row = [endpoint.name, side.name, of('rate'), of('p50'), of('p99'), of('cpu', 1000)];
    if (counts) row.push(of('instructions', 1 / 1000));
    return [...row, ...(index === 0 ? verdict : verdict.map(() => ''))];
  });
}

/** Renders the results of all endpoints. In each, the API comes first and the floor second. */
export function report(results) {
  const counts = results.every(({ found }) => found[0].every((one) => isThere(one.instructions)));
  const head = [...WORDS, ...SPEED, ...(counts ? COUNTED : [])];
  head.push(...RATIO, ...(counts ? COUNTED_RATIO : []), 'target');
  const rows = results.flatMap((result) => rowsOf(result, counts));
  return table(head, rows, WORDS.length);
}

/** Renders each endpoint's CPU time relative to another build, round by round. */
export const againstBaseline = (results) =>
  table(
    ['endpoint', 'CPU, API to baseline', 'range', 'target'],
    results.flatMap(({ endpoint, sides, found }) => {
      const index = sides.findIndex(({ name }) => name === 'baseline');
      if (index < 0) return [];
      const cpu = ratiosOf([found[0], found[index]], 'cpu');
      const target = isThere(endpoint.atMost) ? `≤ ${endpoint.atMost}` : '';
      const range = `${show(cpu[0])} … ${show(cpu.at(-1))}`;
      return [[endpoint.name, `**${show(median(cpu))}**`, range, target]];
    }),
    1,
  );

/** Renders only the ratios. */
export const ratios = (results) =>
  table(
    ['endpoint', RATIO[0]],
    results.map(({ endpoint, found }) => [endpoint.name, show(median(ratiosOf(found, 'cpu')))]),
    1,
  );
