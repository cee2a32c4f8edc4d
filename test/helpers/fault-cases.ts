import { type Answer, bindings, del, get, post, put } from './api';
import { newCalendar } from './calendars';
import {
  accountBody,
  modelBody,
  newBooking,
  newModel,
  newOption,
  newPerson,
  PASSWORD,
  stage,
  window,
} from './data';
import { download, uniquePicture, upload } from './images/pictures';
import { look, newPackage, PACKAGES, pick } from './packages';

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
export const CALLS: Record<string, { ends: number[]; tell: () => Promise<Story> }> = {
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
      const events =
        "SELECT count(*) AS n FROM booking_events WHERE booking_id = ? AND event = 'confirmed'";
      return {
        send: (env) => post(path, {}, { token: admin.token, headers, env }),
        left: () => count(events, booking_id),
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
      const events =
        "SELECT count(*) AS n FROM booking_events WHERE booking_id = ? AND event = 'cancelled'";
      return {
        send: (env) => del(`/api/v1/bookings/${booking_id}`, { token: client.token, env }),
        left: () => count(events, booking_id),
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
      const deletions =
        "SELECT count(*) AS n FROM audit_log WHERE target_id = ? AND action = 'picture.deleted'";
      return {
        send: (env) => del(`/api/v1/pictures/${body.picture_id}`, { token: admin.token, env }),
        left: () => count(deletions, body.picture_id),
      };
    },
  },
  'make a package, keyed': {
    ends: [200],
    tell: async () => {
      const { admin, model_id } = await stage();
      const [title, headers] = [crypto.randomUUID(), withKey()];
      const body = { title, items: [{ model_id }] };
      return {
        send: (env) => post(PACKAGES, body, { token: admin.token, headers, env }),
        left: () => count('SELECT count(*) AS n FROM packages WHERE title = ?', title),
      };
    },
  },
  'look at a package by its link': {
    ends: [200],
    tell: async () => {
      const { admin, model_id } = await stage();
      const { path } = await newPackage(admin, [model_id], window(0, 2));
      return { send: (env) => look(path, { env }) };
    },
  },
  'pick from a package': {
    ends: [200],
    tell: async () => {
      const { admin, model_id } = await stage();
      const { path, package_id } = await newPackage(admin, [model_id]);
      const picked =
        "SELECT count(*) AS n FROM package_items WHERE package_id = ? AND verdict = 'yes'";
      return {
        send: (env) => pick(path, model_id, { verdict: 'yes' }, { env }),
        left: () => count(picked, package_id),
      };
    },
  },
  'revoke a package': {
    ends: [200],
    tell: async () => {
      const { admin, model_id } = await stage();
      const { package_id } = await newPackage(admin, [model_id]);
      const path = `${PACKAGES}/${package_id}/revoke`;
      const revoked =
        "SELECT count(*) AS n FROM audit_log WHERE target_id = ? AND changes ->> 'revoked_at' IS NOT NULL";
      return {
        send: (env) => post(path, undefined, { token: admin.token, env }),
        left: () => count(revoked, package_id),
      };
    },
  },
  'make a calendar, keyed': {
    ends: [200],
    tell: async () => {
      const { token, id } = await newPerson();
      const [body, headers] = [{ scope: 'mine' }, withKey()];
      return {
        send: (env) => post('/api/v1/calendars', body, { token, headers, env }),
        left: () => count('SELECT count(*) AS n FROM calendars WHERE user_id = ?', id),
      };
    },
  },
  'read a model’s calendar': {
    ends: [200],
    tell: async () => {
      const { admin, client, model_id } = await stage();
      await newOption(admin, model_id, 0, 2, client);
      const { path } = await newCalendar(admin, { scope: 'model', model_id });
      return { send: (env) => get(path, { env }) };
    },
  },
};

function uploading(headers: () => Record<string, string>) {
  return {
    ends: [200],
    tell: async () => {
      const { admin, model_id } = await stage();
      const [photo, own] = [uniquePicture(), headers()];
      const ready = "SELECT count(*) AS n FROM pictures WHERE model_id = ? AND state = 'ready'";
      return {
        send: (env: Env) =>
          upload(admin, model_id, photo, '', { headers: own, env: { ...NO_IMAGES, ...env } }),
        left: () => count(ready, model_id),
      };
    },
  };
}
