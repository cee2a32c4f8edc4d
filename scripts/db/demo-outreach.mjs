// Demo rows for packages, calendars, invitations and webhooks.
import { createHash, randomBytes } from 'node:crypto';
import { demoTokens } from '../dev/demo-links.mjs';
import { importSource } from '../dev/source.mjs';
import { demoIds } from './demo-data.mjs';

const DAY = 86_400_000;

// [title, message, client name, models, { other fields }]
// biome-ignore format: one package a line
const packageRows = [
  ['봄 룩북 후보', '키 170cm 이상으로 골랐습니다. 답을 남겨 주세요.', '문서담 (온새결 기획)', [9, 2, 0, 8]],
  ['스킨케어 광고 후보', null, '배수겸 (모란결 뷰티)', [9, 3]],
  ['수트 쇼 후보', null, '신도은 (누리솜)', [9, 18]],
  ['겨울 코트 피팅 후보', null, null, [9, 5]],
];

/**
 * The first package is for the account `client`, shows prices, and covers the day on which one of its models
 * is booked.
 */
function packages({ models, people, bookings, pictures, now }) {
  const [{ id: admin }, client] = people;
  const { start_at, end_at } = bookings.find(
    ({ booking, path }) => booking.model_id === models[0].id && path.includes('confirmed'),
  ).booking;
  const more = { user_id: client.id, show_prices: 1, start_at, end_at };
  const stamp = { created_by: admin, created_at: now, updated_at: now };
  return packageRows.flatMap(([title, message, client_name, picked], index) => {
    const row = { id: demoIds.packages[index], title, message, client_name };
    const items = picked.map((model, at) => ({
      package_id: row.id,
      model_id: models[model].id,
      position: at + 1,
      // Only the very first item also shows private pictures.
      picture_ids: index + at > 0 ? null : JSON.stringify(picturesOf(pictures, models[model])),
    }));
    return [
      ['packages', { ...row, ...(index === 0 && more), expires_at: now + 14 * DAY, ...stamp }],
      ...items.map((item) => ['package_items', item]),
    ];
  });
}

const picturesOf = (pictures, model) =>
  pictures.filter(({ row }) => row.model_id === model.id).map(({ row }) => row.id);

/**
 * The first calendar belongs to the account `client`; the server prints its URL at startup. Nobody has the
 * URL of the other.
 */
async function calendars({ people: [admin, client], now, secret }) {
  const { calendarHash } = await demoTokens(secret);
  const random = createHash('sha256').update(randomBytes(32)).digest('base64url');
  const rows = [
    { user_id: client.id, scope: 'mine', token_hash: calendarHash },
    { user_id: admin.id, scope: 'agency', token_hash: random },
  ];
  return rows.map((row, index) => [
    'calendars',
    { id: demoIds.calendars[index], ...row, language: 'ko', created_at: now },
  ]);
}

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

/** Disabled, so that nothing is sent before someone enables it. Sealed in the same way as by the API. */
async function webhooks(admin, now, SECRET_KEY) {
  const { newSecret, sealSecret } = await importSource('domains/webhooks/webhooks.signing.ts');
  return demoIds.webhooks.map((id) => {
    const secret_sealed = sealSecret(newSecret(), { SECRET_KEY });
    const target = { url: 'https://erp.example.com/hooks/bookings', events: '[]', secret_sealed };
    const state = { disabled_at: now, disabled_reason: 'admin', updated_by: admin };
    return ['webhook_endpoints', { id, ...target, ...state, created_at: now, updated_at: now }];
  });
}

/**
 * Returns the rows as pairs of table and row.
 * @param demo the rows that they belong to, and the SECRET_KEY of the API that will serve them
 */
export const demoOutreach = async (demo) => [
  ...packages(demo),
  ...(await calendars(demo)),
  ...invitations(demo.people[0].id, demo.now),
  ...(await webhooks(demo.people[0].id, demo.now, demo.secret)),
];
