// Writes single values in wrangler.toml as text, so that comments and layout stay.
import { readFileSync, writeFileSync } from 'node:fs';
import { root } from '../dev/local.mjs';

const ENVIRONMENTS = ['staging', 'production'];

const HEAD = /^\s*\[{1,2}\s*([\w.-]+)\s*\]/;
const assignment = (key) => new RegExp(`^(\\s*${key}\\s*=\\s*)(["'])(.*?)\\2`, 'm');

const file = `${root}wrangler.toml`;

/** Writes a new value to wrangler.toml. */
export const writeDown = (place, value) =>
  writeFileSync(file, writeValue(readFileSync(file, 'utf8'), place, value));

/**
 * Returns the text with a new value and nothing else changed.
 * @param place the key, its table, and its binding if the table has several blocks
 */
export function writeValue(text, { table, binding, key }, value) {
  const blocks = text.split(/^(?=[^\S\n]*\[)/m);
  const isOurs = (block) => !binding || assignment('binding').exec(block)?.[3] === binding;
  const index = blocks.findIndex(
    (block) => HEAD.exec(block)?.[1] === table && isOurs(block) && assignment(key).test(block),
  );
  if (index < 0) throw new Error(`wrangler.toml has no ${key} in [${table}] ${binding ?? ''}`);
  blocks[index] = blocks[index].replace(
    assignment(key),
    (_, before, quote) => before + quote + value + quote,
  );
  return blocks.join('');
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
export function environmentOf(env) {
  if (ENVIRONMENTS.includes(env)) return env;
  throw new Error(`Which environment? --env ${ENVIRONMENTS.join(' or --env ')}`);
}
