// Terminal prompts.
import { createInterface } from 'node:readline/promises';

/** Asks a question. A hidden answer is not shown while it is typed. */
export async function ask(question, isHidden = false) {
  if (!process.stdin.isTTY) throw new Error('There is no terminal to ask in.');
  const output = isHidden ? undefined : process.stdout;
  const reader = createInterface({ input: process.stdin, output, terminal: true });
  reader.once('SIGINT', () => process.exit(130));
  if (isHidden) process.stdout.write(question);
  const answer = await reader.question(question);
  reader.close();
  if (isHidden) process.stdout.write('\n');
  return answer;
}
