import assert from 'node:assert/strict';
import test from 'node:test';
import { CANDIDATES, demoFindings } from '../../scripts/db/demo-accounts.mjs';
import { hash } from '../../scripts/db/local-db.mjs';

test('db:check names the accounts that a demo password opens, and no others', () => {
  const candidates = [
    { username: 'admin', password_hash: hash('Admin123!') },
    { username: 'director', password_hash: hash('Plum-Rain7!') },
    { username: 'Client', password_hash: hash('Client123!') },
    { username: 'gone', password_hash: '' },
  ];
  assert.deepEqual(demoFindings(candidates), [
    { finding: 'demo_password', detail: 'admin' },
    { finding: 'demo_password', detail: 'Client' },
  ]);
});

test('it asks for every admin, and for the demo data’s own by username and e-mail', () => {
  assert.match(CANDIDATES, /role = 'admin'/);
  assert.match(CANDIDATES, /username_key IN \('admin', 'client'/);
  assert.match(CANDIDATES, /email_key IN \('admin@example.com'/);
});
