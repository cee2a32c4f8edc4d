// Reads and writes ids in wrangler.toml as text, so that comments and layout are preserved.
import { parseArgs } from 'node:util';

const ENVIRONMENTS = ['staging', 'production'];

const HEAD = /^\s*\[{1,2}\s*([\w.-]+)\s*\]{1,2}\s*(?:#.*)?$/;
const assignment = (key) => new RegExp(`^(\\s*${key}\\s*=\\s*)(["'])(.*?)\\2([\\s\\S]*)$`);

/** Finds the line of a key in a `[table]`, or in the `[[table]]` block with this binding. */
function findLine(lines, { table, binding, key }) {
  const heads = lines.flatMap((line, index) => (HEAD.test(line) ? [index] : []));
  const isOurs = (line) => assignment('binding').exec(line)?.[3] === binding;
  for (const [nth, head] of heads.entries()) {
    if (HEAD.exec(lines[head])[1] !== table) continue;
    const block = lines.slice(head, heads[nth + 1] ?? lines.length);
    if (binding && !block.some(isOurs)) continue;
    const offset = block.findIndex((line) => assignment(key).test(line));
    if (offset >= 0) return head + offset;
  }
  const where = binding ? `a [[${table}]] with binding = "${binding}"` : `[${table}]`;
  throw new Error(`wrangler.toml has no ${key} in ${where}.`);
}

/** Returns the value at a place: a table, a binding if the table has several blocks, and a key. */
export function readValue(text, place) {
  const lines = text.split('\n');
  return assignment(place.key).exec(lines[findLine(lines, place)])[3];
}

/** Returns the text with a new value at the place and nothing else changed. */
export function writeValue(text, place, value) {
  const lines = text.split('\n');
  const index = findLine(lines, place);
  lines[index] = lines[index].replace(assignment(place.key), (_, before, quote, __, after) =>
    [before, quote, value, quote, after].join(''),
  );
  return lines.join('\n');
}

/** Returns the place of a store's id. */
export const placeOf = (env, { table, key }, binding) => ({
  table: `env.${env}.${table}`,
  binding,
  key,
});

/** Returns the place of the API's public URL. */
export const addressOf = (env) => ({ table: `env.${env}.vars`, key: 'PUBLIC_URL' });

/** Returns whether an id is a placeholder. */
export const isPlaceholder = (id) => /^[0-]*$/.test(id);

/**
 * Returns the environment from the command line. The top level of wrangler.toml is for development and is
 * never deployed.
 */
export function environmentOf({ env }) {
  if (ENVIRONMENTS.includes(env)) return env;
  throw new Error(`Which environment? --env ${ENVIRONMENTS.join(' or --env ')}`);
}

/** Returns the command line's options with a valid environment. */
export function optionsOf(options) {
  const { values } = parseArgs({ options: { env: { type: 'string' }, ...options } });
  return { ...values, env: environmentOf(values) };
}
