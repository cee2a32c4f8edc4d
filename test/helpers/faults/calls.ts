import { del, get, post, put } from '../api';
import {
  accountBody,
  modelBody,
  newBooking,
  newModel,
  newPerson,
  PASSWORD,
  stage,
  window,
} from '../data';
import { LINK_CALLS } from './link-calls';
import { PICTURE_CALLS } from './picture-calls';
import { type Cases, count, withKey } from './story';

/** Every kind of call. */
export const CALLS: Cases = {
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
  // A repeat finds it cancelled already, as a second click would.
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
  ...PICTURE_CALLS,
  ...LINK_CALLS,
};
