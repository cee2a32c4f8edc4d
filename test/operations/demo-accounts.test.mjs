import assert from 'node:assert/strict';
import test from 'node:test';
import { CANDIDATES, demoFindings } from '../../scripts/db/demo-accounts.mjs';
import { importSource } from '../../scripts/dev/source.mjs';

test('db:check names the accounts with a demo password, and no others', async () => {
  const { hashPassword } = await importSource('domains/auth/passwords.ts');
  const hash = (password) => hashPassword(password, 15);
  const candidates = [
    { username: 'admin', password_hash: await hash('Admin123!') },
    { username: 'director', password_hash: await hash('Plum-Rain7!') },
    { username: 'Client', password_hash: await hash('Client123!') },
    { username: 'gone', password_hash: '' },
  ];
  assert.deepEqual(await demoFindings(candidates), [
    { finding: 'demo_password', detail: 'admin' },
    { finding: 'demo_password', detail: 'Client' },
  ]);
});

test('it checks every admin, and the demo accounts by username and email', () => {
  assert.match(CANDIDATES, /role = 'admin'/);
  assert.match(CANDIDATES, /username_key IN \('admin', 'client'/);
  assert.match(CANDIDATES, /email_key IN \('admin@example.com'/);
});
