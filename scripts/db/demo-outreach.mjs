// Demo data of what reaches out of the agency: packages, calendars, invitations, webhooks. Rows only.
import { createHash, randomBytes } from 'node:crypto';
import { importSource } from '../dev/source.mjs';
import { demoIds } from './demo-data.mjs';

const DAY = 86_400_000;

const packageRows = [
  ['봄 룩북 후보', '키 170cm 이상으로 골랐습니다. 답을 남겨 주세요.', '문서담 (온새결 기획)'],
  ['스킨케어 광고 후보', null, '배수겸 (모란결 뷰티)'],
  ['수트 쇼 후보', null, '신도은 (누리솜)'],
  ['겨울 코트 피팅 후보', null, null],
];

function packages(models, admin, now) {
  const stamp = { created_by: admin, created_at: now, updated_at: now };
  return packageRows.flatMap(([title, message, client_name], index) => {
    const row = { id: demoIds.packages[index], title, message, client_name };
    const items = [9, 2 + index].map((model, at) => ({
      package_id: row.id,
      model_id: models[model].id,
      position: at + 1,
    }));
    return [
      ['packages', { ...row, expires_at: now + 14 * DAY, ...stamp }],
      ...items.map((item) => ['package_items', item]),
    ];
  });
}

/** Nobody has their addresses: a new calendar tells its own. */
const calendars = (admin, now) =>
  demoIds.calendars.map((id) => {
    const token_hash = createHash('sha256').update(randomBytes(32)).digest('hex');
    const owner = { user_id: admin, scope: 'agency', language: 'ko' };
    return ['calendars', { id, ...owner, token_hash, created_at: now }];
  });

const invitationRows = [
  ['gyeol@example.com', '하루온', 'client'],
  ['byeolha@example.com', '서이담', 'admin'],
];

const invitations = (admin, now) =>
  invitationRows.map(([email, full_name, role], index) => {
    const person = { email, email_key: email, full_name, role, invited_by: admin };
    const id = demoIds.invitations[index];
    return ['invitations', { id, ...person, expires_at: now + 14 * DAY, created_at: now }];
  });

/** Disabled, so that nothing leaves before somebody wants it; sealed as the API seals. */
async function webhooks(admin, now, SECRET_KEY) {
  const { newSecret, sealSecret } = await importSource('domains/webhooks/webhooks.signing.ts');
  return demoIds.webhooks.map((id) => {
    const secret_sealed = sealSecret(newSecret(), { SECRET_KEY });
    const target = { url: 'https://erp.example.com/hooks/bookings', events: '[]', secret_sealed };
    const state = { disabled_at: now, disabled_reason: 'admin', updated_by: admin };
    return ['webhook_endpoints', { id, ...target, ...state, created_at: now, updated_at: now }];
  });
}

/** The rows as pairs of table and row. @param secret the SECRET_KEY of the API that will serve them */
export const demoOutreach = async ({ models, admin, now, secret }) => [
  ...packages(models, admin, now),
  ...calendars(admin, now),
  ...invitations(admin, now),
  ...(await webhooks(admin, now, secret)),
];
