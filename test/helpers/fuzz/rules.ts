import { PASSWORD } from '../data';
import { TODAY } from './arbitraries';
import type { Operation } from './spec';
import type { Entity, Role, World } from './world';

const HOUR = 3_600_000;
const ZONES = ['Asia/Seoul', 'America/New_York', 'Europe/Paris', 'UTC', 'Asia/Kolkata'];

/** Operations that set a new password. */
const SIGN_UPS = ['register', 'createUser', 'acceptInvitation'];

type Fields = Record<string, unknown>;

export interface Scene {
  world: World;
  operation: Operation;
  role: Role;
  /** Chooses among the world's entities. */
  pick: number;
  /** The entity in the path. */
  entity: Entity | undefined;
}

const unique = () => crypto.randomUUID().replaceAll('-', '').slice(0, 12);

/** Returns a live entity of a kind, if there is one. */
export function chosen(world: World, kind: string, pick: number, fits = (_: Entity) => true) {
  const live = world.of(kind).filter((one) => !one.gone && fits(one));
  return live[pick % (live.length || 1)];
}

const laterBy = (time: string, hours: number) =>
  new Date(Date.parse(time) + hours * HOUR).toISOString();

/** Returns both times or neither, an hour to 14 days apart. */
function window({ start_time: start, end_time: end, ...fields }: Fields): Fields {
  const time = start ?? end;
  if (time === undefined) return fields;
  if (time === null) return { ...fields, start_time: null, end_time: null };
  const apart = Math.abs(Date.parse(String(end ?? time)) - Date.parse(String(time))) / HOUR;
  return { ...fields, start_time: time, end_time: laterBy(String(time), 1 + (apart % (13 * 24))) };
}

/** A replay selects events by time or by id, never both. */
function replay({ since, event_ids, ...fields }: Fields, { operation }: Scene): Fields {
  if (operation.id !== 'replayWebhook') return { ...fields, since, event_ids };
  if (event_ids !== undefined) return { ...fields, event_ids };
  return { ...fields, since: since ?? new Date(TODAY).toISOString() };
}

/** Only scope `model` has a model, and only admins may use scopes other than `mine`. */
function calendar(body: Fields, { operation, role, world, pick }: Scene): Fields {
  if (operation.id !== 'createCalendar') return body;
  const { model_id: _, scope, ...fields } = body;
  if (role !== 'admin') return { ...fields, scope: 'mine' };
  if (scope !== 'model') return { ...fields, scope };
  return { ...fields, scope, model_id: chosen(world, 'model_id', pick)?.id ?? 'none' };
}

/** A new address requires the password. */
function profile(body: Fields, { operation, role, world }: Scene): Fields {
  if (operation.id !== 'updateMe' || body.email === undefined) return body;
  return { ...body, current_password: world.accountOf(role).password };
}

/** Each model once, with pictures of its own. */
function shortlist(drawn: Fields[], { world, pick }: Scene): Fields[] {
  const live = world.of('model_id').filter(({ gone }) => !gone);
  return drawn.slice(0, live.length).map(({ note, picture_ids }, n) => {
    const id = live[(pick + n) % live.length]?.id;
    const own = world.of('picture_id').filter(({ gone, view }) => !gone && view.model_id === id);
    const pictures = picture_ids ? { picture_ids: own.map((one) => one.id) } : {};
    return { model_id: id, ...(note !== undefined && { note }), ...pictures };
  });
}

/** Rules that a field's schema cannot express, by field name. */
const FIELDS: Record<string, (value: unknown, scene: Scene) => unknown> = {
  username: (_, { operation, world, role }) =>
    operation.id === 'login' ? world.accountOf(role).username : `u${unique()}`,
  email: (value) => String(value).replace(/^.*?(.{1,40})@/, (_, local) => `${unique()}${local}@`),
  password: (value, { operation, world, role }) =>
    SIGN_UPS.includes(operation.id) ? strong(value) : world.accountOf(role).password,
  new_password: strong,
  current_password: (_, { world, role }) => world.accountOf(role).password,
  refresh_token: (_, { world, role }) => world.accountOf(role).refreshToken,
  age: (value) => (Number(value) < 18 ? 30 : value),
  birth_date: (value) => (String(value) > '2005' ? '1990-04-17' : value),
  timezone: (value) => ZONES[String(value).length % ZONES.length],
  boards: (value) => value && [...new Set(value as string[])],
  model_id: (_, { world, pick }) =>
    (
      chosen(world, 'model_id', pick, ({ view }) => view.is_available === true) ??
      chosen(world, 'model_id', pick)
    )?.id ?? 'none',
  user_id: (_, { world, role, pick }) =>
    role === 'admin' ? chosen(world, 'user_id', pick)?.id : world.accountOf(role).id,
  picture_ids: (_, { world, entity, pick }) => {
    const own = world
      .of('picture_id')
      .filter(({ gone, view }) => !gone && view.model_id === entity?.id);
    const ids = own.map(({ id }) => id);
    // A different order every time, and sometimes a set other than the current one.
    return [...ids.slice(pick % (ids.length + 1)), ...ids.slice(0, pick % (ids.length + 1))].slice(
      pick % 7 ? 0 : 1,
    );
  },
  token: (_, { world }) => world.token,
  url: () => `https://${unique()}.example.com/hook`,
  events: (value) => value && [...new Set(value as string[])],
  role: adminsOnly,
  is_active: adminsOnly,
};

function strong(value: unknown): string {
  return PASSWORD + [...String(value)].slice(0, 50).join('');
}

function adminsOnly(value: unknown, { role, operation }: Scene): unknown {
  return role === 'admin' || operation.id === 'inviteUser' ? value : undefined;
}

const APART = 15 * 24;

/** Few bookings without overlaps, because a client may have only one live booking of a model at a time. */
const apart = (items: Fields[]) =>
  items.slice(0, 3).map((item, n) => ({
    ...item,
    ...(typeof item.start_time === 'string' && {
      start_time: laterBy(item.start_time, n * APART),
      end_time: laterBy(String(item.end_time), n * APART),
    }),
  }));

function fitShortlist({ items, ...body }: Fields, scene: Scene): unknown {
  return { ...(fitBody(body, scene) as Fields), items: shortlist(items as Fields[], scene) };
}

/** Returns a valid body that also satisfies the business rules. */
export function fitBody(body: unknown, scene: Scene): unknown {
  if (Array.isArray(body)) return body.map((one) => fitBody(one, scene));
  if (body === null || typeof body !== 'object') return body;
  if (scene.operation.id.endsWith('Package') && 'items' in body)
    return fitShortlist(body as Fields, scene);
  const ruled = calendar(replay(window(profile(body as Fields, scene)), scene), scene);
  const fields = Object.entries(ruled).map(([name, value]) => {
    const rule = value === undefined ? undefined : FIELDS[name];
    if (rule) return [name, rule(value, scene)];
    if (!Array.isArray(value)) return [name, value];
    const items = fitBody(value, scene) as Fields[];
    return [name, name === 'items' ? apart(items) : items];
  });
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

const ordered = (query: Fields, low: string, high: string) => {
  const [a, b] = [query[low], query[high]];
  if (typeof a !== 'number' || typeof b !== 'number' || a <= b) return;
  [query[low], query[high]] = [b, a];
};

/** One to ten words. */
const fewWords = (text: string) =>
  `${[...text.split(/\s+/u).slice(0, 9).join(' ')].slice(0, 99).join('')}a`;

/** Returns a valid query that also satisfies the rules between parameters. */
export function fitQuery(drawn: Fields, scene: Scene): Fields {
  const { world, role, operation, pick } = scene;
  const query = { ...drawn };
  ordered(query, 'min_price', 'max_price');
  ordered(query, 'min_height', 'max_height');
  const from = query.free_from ?? query.free_to;
  if (from !== undefined)
    Object.assign(query, { free_from: from, free_to: laterBy(String(from), 9) });
  if (operation.query.required?.includes('from')) {
    const start = new Date(Date.UTC(2026, 0, 1 + (pick % 400))).toISOString();
    const length = 24 * (1 + (pick % 92));
    const end = laterBy(start, length);
    Object.assign(
      query,
      pick % 2 ? { from: start, to: end } : { from: start.slice(0, 10), to: end.slice(0, 10) },
    );
  }
  if (query.ids !== undefined) query.ids = `${chosen(world, 'model_id', pick)?.id},none`;
  if (typeof query.q === 'string') query.q = fewWords(query.q);
  if (query.model_id !== undefined) query.model_id = chosen(world, 'model_id', pick)?.id ?? 'none';
  if (query.user_id !== undefined) query.user_id = world.accountOf(role).id;
  if (query.cursor === undefined) return query;
  const { cursor: _, ...others } = query;
  const known = world.cursors.get(`${role} ${operation.id} ${scene.entity?.id ?? ''}`);
  if (!known) return others;
  const first = 'skip' in (operation.query.properties ?? {}) ? { skip: 0 } : {};
  return { ...known.query, ...first, cursor: known.cursor };
}
