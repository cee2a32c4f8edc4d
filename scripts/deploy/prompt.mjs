// Terminal prompts.
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Runs work with `ask(question)` and `askHidden(question)`, which hides the input. */
export async function withPrompt(work) {
  let isHidden = false;
  const output = new Writable({
    write(chunk, _, done) {
      if (isHidden) return done();
      process.stdout.write(chunk, done);
    },
  });
  const reader = createInterface({ input: process.stdin, output, terminal: true });
  reader.once('SIGINT', () => {
    reader.close();
    process.stdout.write('\n');
    process.exit(130);
  });
  const askHidden = async (question) => {
    process.stdout.write(question);
    isHidden = true;
    try {
      return await reader.question('');
    } finally {
      isHidden = false;
      process.stdout.write('\n');
    }
  };
  try {
    return await work((question) => reader.question(question), askHidden);
  } finally {
    reader.close();
  }
}

/** Reads the first line of stdin, without the line break. */
export async function readLine() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8').split(/\r?\n/, 1)[0];
}
