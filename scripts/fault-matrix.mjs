// npm run fault-matrix: runs every call during every outage and writes the results into SECURITY.md.
import { runTests, writeTables } from './dev/tables.mjs';

const output = runTests('test/faults/faults.test.ts', { PRINT_FAULT_MATRIX: 'yes' });
writeTables('SECURITY.md', output);
