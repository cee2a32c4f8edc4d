import { describe, expect, it } from 'vitest';
import security from '../../SECURITY.md?raw';
import { type Answer, bindings, del, get, post, put } from '../helpers/api';
import {
  accountBody,
  findings,
  modelBody,
  newBooking,
  newModel,
  newPerson,
  PASSWORD,
  stage,
  window,
} from '../helpers/data';
import { download, unlikeOthers, upload } from '../helpers/images/pictures';
import { OUTAGES, type Outage } from '../helpers/outages';

type Env = Record<string, unknown>;

/** One call as a client makes it: again and again on a 503. `left` counts what it has left behind. */
interface Story {
  send: (env: Env) => Promise<Answer>;
  left?: () => Promise<number>;
}

const count = async (sql: string, ...values: unknown[]) =>
  Number(
    await bindings.DB.prepare(sql)
      .bind(...values)
      .first('n'),
  );

/** Other sizes are made elsewhere, and take their time. */
const NO_IMAGES = { IMAGES: undefined };

const withKey = () => ({ 'Idempotency-Key': crypto.randomUUID() });

/** Every kind of call, each with data of its own. The answer that ends it well comes first. */
const CALLS: Record<string, { ends: number[]; tell: () => Promise<Story> }> = {
  'list models, anonymous': {
    ends: [200],
    tell: async () => ({ send: (env) => get('/api/v1/models', { env }) }),
  },
  'get a model, anonymous': {
    ends: [200],
    tell: async () => {
      const { model_id } = await newModel(await newPerson('admin'));
      return { send: (env) => get(`/api/v1/models/${model_id}`, { env }) };
    },
  },
  'list own bookings': {
    ends: [200],
    tell: async () => {
      const { token } = await newPerson();
      return { send: (env) => get('/api/v1/bookings', { token, env }) };
    },
  },
  'read with an ended session': {
    ends: [401],
    tell: async () => {
      const { token } = await newPerson();
      await post('/api/v1/auth/logout', undefined, { token });
      return { send: (env) => get('/api/v1/auth/me', { token, env }) };
    },
  },
  'sign in': {
    ends: [200],
    tell: async () => {
      const { username } = await newPerson();
      return {
        send: (env) => post('/api/v1/auth/login', { username, password: PASSWORD }, { env }),
      };
    },
  },
  'sign in with a wrong password': {
    ends: [401],
    tell: async () => {
      const { username } = await newPerson();
      return { send: (env) => post('/api/v1/auth/login', { username, password: 'x' }, { env }) };
    },
  },
  refresh: {
    ends: [200],
    tell: async () => {
      const { id, refreshToken } = await newPerson();
      return {
        send: (env) => post('/api/v1/auth/refresh', { refresh_token: refreshToken }, { env }),
        left: () => count('SELECT sum(counter) AS n FROM sessions WHERE user_id = ?', id),
      };
    },
  },
  'sign up, keyed': {
    ends: [200],
    tell: async () => {
      const [body, headers] = [accountBody(), withKey()];
      return {
        send: (env) => post('/api/v1/auth/register', body, { headers, env }),
        left: () => count('SELECT count(*) AS n FROM users WHERE email = ?', body.email),
      };
    },
  },
  'create a model, keyed': {
    ends: [200],
    tell: async () => {
      const { token } = await newPerson('admin');
      const [body, headers] = [modelBody(), withKey()];
      return {
        send: (env) => post('/api/v1/models', body, { token, headers, env }),
        left: () => count('SELECT count(*) AS n FROM models WHERE name = ?', body.name),
      };
    },
  },
  'book, keyed': {
    ends: [200],
    tell: async () => {
      const { client, model_id } = await stage();
      const [body, headers] = [{ model_id, ...window(0, 2) }, withKey()];
      return {
        send: (env) => post('/api/v1/bookings', body, { token: client.token, headers, env }),
        left: () => count('SELECT count(*) AS n FROM bookings WHERE model_id = ?', model_id),
      };
    },
  },
  'confirm, keyed': {
    ends: [200],
    tell: async () => {
      const { admin, client, model_id } = await stage();
      const { booking_id } = await newBooking(client, model_id, 0, 2);
      const [path, headers] = [`/api/v1/bookings/${booking_id}/confirm`, withKey()];
      const moves =
        "SELECT count(*) AS n FROM booking_events WHERE booking_id = ? AND event = 'confirmed'";
      return {
        send: (env) => post(path, {}, { token: admin.token, headers, env }),
        left: () => count(moves, booking_id),
      };
    },
  },
  'change a model': {
    ends: [200],
    tell: async () => {
      const { token } = await newPerson('admin');
      const { model_id } = await newModel({ token } as never);
      return {
        send: (env) => put(`/api/v1/models/${model_id}`, { stage_name: '하늘' }, { token, env }),
      };
    },
  },
  // Sent again after it was done, it is gone: the second click says so.
  cancel: {
    ends: [200, 409],
    tell: async () => {
      const { client, model_id } = await stage();
      const { booking_id } = await newBooking(client, model_id, 0, 2);
      const moves =
        "SELECT count(*) AS n FROM booking_events WHERE booking_id = ? AND event = 'cancelled'";
      return {
        send: (env) => del(`/api/v1/bookings/${booking_id}`, { token: client.token, env }),
        left: () => count(moves, booking_id),
      };
    },
  },
  'upload a picture': uploading(() => ({})),
  'upload a picture, keyed': uploading(withKey),
  'read a picture': {
    ends: [200],
    tell: async () => {
      const { admin, model_id } = await stage();
      const { body } = await upload(admin, model_id, undefined, '?is_public=true');
      const send = async (env: Env) => {
        const { status, headers, bytes } = await download(body.urls['320'], { env });
        return { status, headers, text: status === 200 ? '' : `${bytes}`, body: undefined };
      };
      return { send };
    },
  },
  // As with a booking: sent again after it was done, it is gone.
  'delete a picture': {
    ends: [200, 404],
    tell: async () => {
      const { admin, model_id } = await stage();
      const { body } = await upload(admin, model_id, undefined, '', { env: NO_IMAGES });
      const deeds =
        "SELECT count(*) AS n FROM audit_log WHERE target_id = ? AND action = 'picture.deleted'";
      return {
        send: (env) => del(`/api/v1/pictures/${body.picture_id}`, { token: admin.token, env }),
        left: () => count(deeds, body.picture_id),
      };
    },
  },
};

function uploading(headers: () => Record<string, string>) {
  return {
    ends: [200],
    tell: async () => {
      const { admin, model_id } = await stage();
      const [photo, own] = [unlikeOthers(), headers()];
      const ready = "SELECT count(*) AS n FROM pictures WHERE model_id = ? AND state = 'ready'";
      return {
        send: (env: Env) =>
          upload(admin, model_id, photo, '', { headers: own, env: { ...NO_IMAGES, ...env } }),
        left: () => count(ready, model_id),
      };
    },
  };
}

const LEAKS =
  /D1_|Unspecified|D1 DB|SQLITE|Network connection|object to be reset|KV (GET|PUT)|foreign/;

/** Tells a story in every way of the outage; the statuses a client sees, and what is left at the end. */
async function live({ ends, tell }: (typeof CALLS)[string], outage: Outage) {
  const seen = new Set<number>();
  let recovers = true;
  for (const env of outage.environments()) {
    const { send, left } = await tell();
    const answers: Answer[] = [];
    while (answers.length < outage.patience && (answers.at(-1)?.status ?? 503) === 503) {
      answers.push(await send(env));
    }
    for (const { status, headers, text } of answers) {
      seen.add(status);
      expect([...ends, 503]).toContain(status);
      expect(headers.get('Retry-After') === '5').toBe(status === 503);
      expect(text).not.toMatch(LEAKS);
    }
    if (answers.at(-1)?.status === 503) recovers = false;
    if (left) expect(await left()).toBe(recovers ? 1 : 0);
  }
  return { statuses: [...seen].sort(), recovers };
}

const cells = new Map<string, string>();

describe.each(OUTAGES)('while $name', (outage) => {
  it.each(Object.keys(CALLS))('%s', async (name) => {
    const call = CALLS[name] as (typeof CALLS)[string];
    const { statuses, recovers } = await live(call, outage);
    expect(recovers || outage.lasts).toBe(true);
    cells.set(`${outage.name}/${name}`, statuses.join(' · '));
  });
});

describe('the fault matrix', () => {
  const table = () => {
    const names = OUTAGES.map((outage) => outage.name);
    const row = (values: string[]) => `| ${values.join(' | ')} |`;
    const lines = Object.keys(CALLS).map((name) =>
      row([name, ...names.map((outage) => cells.get(`${outage}/${name}`) ?? '?')]),
    );
    return [row(['call', ...names]), row(['---', ...names.map(() => '---')]), ...lines].join('\n');
  };

  it('in SECURITY.md is that of this run', () => {
    if (bindings.PRINT_FAULT_MATRIX) console.log(`<matrix>\n${table()}\n</matrix>`);
    const plain = (text: string) => text.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---');
    if (!bindings.PRINT_FAULT_MATRIX) expect(plain(security)).toContain(plain(table()));
  });

  it('leaves a sound database behind', async () => expect(await findings()).toEqual([]));
});
