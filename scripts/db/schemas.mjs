import { readdirSync } from 'node:fs';
import { root } from '../dev/local.mjs';

/** Schemas in src/db whose tables came with a migration of their own, by module name. */
export const featureSchemas = () =>
  readdirSync(`${root}src/db`)
    .filter((file) => /^schema\.(?!accounts)\w+\.ts$/.test(file))
    .map((file) => file.replace('.ts', ''))
    .sort();
