import { get, post } from '../api';
import { newCalendar } from '../calendars';
import { newOption, newPerson, stage, window } from '../data';
import { look, newPackage, PACKAGES, pick } from '../packages';

import { type Cases, count, withKey } from './story';

/** Packages and calendars. */
export const LINK_CALLS: Cases = {
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
