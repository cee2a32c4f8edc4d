// What every command has in common: options, --help, and failures in one line.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** Returns the comment at the top of a script, which describes the command. */
const helpOf = (script) =>
  /^(?:\/\/.*\n)+/
    .exec(readFileSync(script, 'utf8'))[0]
    .replace(/^\/\/ ?/gm, '')
    .trimEnd();

/**
 * Runs a command with its options and further arguments.
 * @param {Record<string, string | boolean>} defaults of the options; '' if there is none
 * @param {(options: Record<string, any>, args: string[]) => Promise<void>} work
 */
export async function command(defaults, work) {
  const entries = Object.entries({ help: false, ...defaults });
  const options = entries.map(([name, value]) => [name, { type: typeof value, default: value }]);
  try {
    const { values, positionals } = parseArgs({
      options: Object.fromEntries(options),
      allowPositionals: work.length > 1,
    });
    if (values.help) console.log(helpOf(process.argv[1]));
    else await work(values, positionals);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
