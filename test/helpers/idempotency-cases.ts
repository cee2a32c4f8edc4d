import { operations } from '../../src/app';
import { tokenOf } from '../../src/domains/auth/account-tokens';
import { loadSettings } from '../../src/env';
import { type Answer, bindings, type Options, post } from './api';
import { startAt } from './clock';
import { accountBody, modelBody, newBooking, newOption, PASSWORD, stage, window } from './data';
import { uniquePicture } from './images/pictures';
import { newPackage } from './packages';

type World = Awaited<ReturnType<typeof newWorld>>;

export async function newWorld() {
  const { admin, client, model_id } = await stage();
  const requested = (from: number) => newBooking(client, model_id, from, from + 2);
  return { admin, client, model_id, requested };
}

interface Case {
  path: (world: World) => Promise<string> | string;
  body?: (world: World) => unknown;
  /** A different request; undefined if the call has no body that could differ. */
  other?: (world: World) => unknown;
  /** The body is a file. */
  file?: true;
  by?: 'admin' | 'nobody';
}

const booking = (name: string) => async (world: World) =>
  `/api/v1/bookings/${(await world.requested(0)).booking_id}/${name}`;

const placed =
  (name: string) =>
  async ({ admin, client, model_id }: World) => {
    await newOption(admin, model_id, 0, 4);
    return `/api/v1/bookings/${(await newOption(admin, model_id, 0, 4, client)).booking_id}/${name}`;
  };

const confirmed = (name: string) => async (world: World) => {
  const { booking_id } = await world.requested(0);
  const { token } = world.admin;
  await post(`/api/v1/bookings/${booking_id}/confirm`, undefined, { token });
  await startAt(booking_id, Date.now() - 1);
  return `/api/v1/bookings/${booking_id}/${name}`;
};

const invitation = () => {
  const { email, full_name } = accountBody();
  return { email, full_name, role: 'client' };
};

/** Returns the body that accepts an invitation. */
async function acceptance({ admin }: World) {
  const { token } = admin;
  const { body } = await post('/api/v1/users/invitations', invitation(), { token });
  const { username } = accountBody();
  const secret = tokenOf('invitation', body.invitation_id, loadSettings(bindings));
  return { token: secret, username, password: PASSWORD };
}

const because = { other: () => ({ reason: '다른 이유' }), by: 'admin' as const };
const ofModel = ({ model_id }: World, from: number) => ({ model_id, ...window(from, from + 2) });

const webhook = (name: string): Case => ({
  path: async ({ admin }) => {
    const url = 'https://erp.example.com/hook';
    const { body } = await post('/api/v1/webhooks', { url }, { token: admin.token });
    return `/api/v1/webhooks/${body.webhook_id}/${name}`;
  },
  by: 'admin',
});

const ofPackage = (name: string): Case => ({
  path: async ({ admin, model_id }) =>
    `/api/v1/packages/${(await newPackage(admin, [model_id])).package_id}/${name}`,
  by: 'admin',
});

export const CASES: Record<string, Case> = {
  register: {
    path: () => '/api/v1/auth/register',
    body: () => accountBody(),
    other: () => accountBody(),
    by: 'nobody',
  },
  createUser: {
    path: () => '/api/v1/users',
    body: () => accountBody(),
    other: () => accountBody(),
    by: 'admin',
  },
  createModel: {
    path: () => '/api/v1/models',
    body: () => modelBody(),
    other: () => modelBody(),
    by: 'admin',
  },
  createBookOut: {
    path: ({ model_id }) => `/api/v1/models/${model_id}/book-outs`,
    body: () => window(0, 5),
    other: () => window(20, 25),
    by: 'admin',
  },
  createBooking: {
    path: () => '/api/v1/bookings',
    body: (world) => ofModel(world, 0),
    other: (world) => ofModel(world, 9),
  },
  createBookingBatch: {
    path: () => '/api/v1/bookings/batch',
    body: (world) => ({ items: [ofModel(world, 0), ofModel(world, 5)] }),
    other: (world) => ({ items: [ofModel(world, 5), ofModel(world, 0)] }),
  },
  optionBooking: { path: booking('option'), ...because },
  confirmBooking: { path: booking('confirm'), ...because },
  declineBooking: { path: booking('decline'), ...because },
  releaseBooking: { path: placed('release'), ...because },
  challengeBooking: { path: placed('challenge'), ...because },
  completeBooking: { path: confirmed('complete'), ...because },
  markNoShow: { path: confirmed('no-show'), ...because },
  uploadPicture: {
    path: ({ model_id }) => `/api/v1/models/${model_id}/pictures?kind=portfolio`,
    body: () => uniquePicture(),
    other: () => uniquePicture(),
    file: true,
    by: 'admin',
  },
  createWebhook: {
    path: () => '/api/v1/webhooks',
    body: () => ({ url: 'https://erp.example.com/hook' }),
    other: () => ({ url: 'https://erp.example.com/other' }),
    by: 'admin',
  },
  inviteUser: {
    path: () => '/api/v1/users/invitations',
    body: () => invitation(),
    other: () => invitation(),
    by: 'admin',
  },
  acceptInvitation: {
    path: () => '/api/v1/auth/invitations/accept',
    body: acceptance,
    other: () => ({ token: 'another', username: 'another', password: PASSWORD }),
    by: 'nobody',
  },
  createCalendar: {
    path: () => '/api/v1/calendars',
    body: () => ({ scope: 'mine' }),
    other: () => ({ scope: 'agency' }),
    by: 'admin',
  },
  createPackage: {
    path: () => '/api/v1/packages',
    body: ({ model_id }) => ({ title: '룩북 후보', items: [{ model_id }] }),
    other: ({ model_id }) => ({ title: '다른 후보', items: [{ model_id }] }),
    by: 'admin',
  },
  closePackage: ofPackage('close'),
  revokePackage: ofPackage('revoke'),
  relinkPackage: ofPackage('relink'),
  rotateWebhookSecret: webhook('rotate-secret'),
  testWebhook: webhook('test'),
  enableWebhook: webhook('enable'),
  disableWebhook: webhook('disable'),
};

export const idempotent = operations
  .filter((operation) => operation.idempotent)
  .map(({ id }) => id);

/** Returns the parts of a response that a replay must repeat. */
export const repeated = ({ status, text, headers }: Answer) => [
  status,
  text,
  headers.get('ETag'),
  headers.get('Location'),
];

export const replayed = ({ headers }: Answer) => headers.get('Idempotency-Replayed');

export const TABLES = ['users', 'models', 'book_outs', 'bookings', 'booking_events', 'audit_log'];

/** Returns the row counts of all tables. */
export async function sizes() {
  const counts = TABLES.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`);
  return bindings.DB.prepare(`SELECT ${counts.join(', ')}`).first();
}

/** Deletes all webhooks, because only ten may exist. */
const withoutWebhooks = () =>
  bindings.DB.prepare('UPDATE webhook_endpoints SET deleted_at = 1 WHERE deleted_at IS NULL').run();

export async function prepared(id: string) {
  const { path, body, other, file, by } = CASES[id] as Case;
  if (id.includes('Webhook')) await withoutWebhooks();
  const world = await newWorld();
  const token = by === 'nobody' ? undefined : world[by ?? 'client'].token;
  const [at, payload] = [await path(world), await body?.(world)];
  const key = crypto.randomUUID();
  const send = (value: unknown = payload, options: Options = {}, to = at) =>
    post(to, file ? undefined : value, {
      token,
      ...options,
      ...(file && { raw: value as BodyInit }),
      headers: {
        'Idempotency-Key': key,
        ...(file && { 'Content-Type': 'image/jpeg' }),
        ...options.headers,
      },
    });
  return { world, send, path: at, payload, changed: other?.(world), token, key };
}
