// The last line of a green `npm test`.
import { styleText } from 'node:util';

console.log(`\n${styleText('green', '✔ All checks have passed.')}`);
