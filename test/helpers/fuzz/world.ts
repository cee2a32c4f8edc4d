import { expect } from 'vitest';
import { type Answer, bindings, call, type Options } from '../api';
import { startAt } from '../clock';
import { accountBody, modelBody, PASSWORD } from '../data';
import { uniquePicture } from '../images/pictures';
import { TODAY } from './arbitraries';
import type { Operation, Spec } from './spec';

export const ROLES = ['admin', 'client', 'other', 'anonymous', 'forged'] as const;
export type Role = (typeof ROLES)[number];

/** A caller's account, as far as the world knows it. */
export interface Account {
  id: string;
  username: string;
  password: string;
  token: string;
  refreshToken: string;
}

/** An entity created in this world, by the path parameter that names it. */
export interface Entity {
  kind: string;
  id: string;
  ownerId: string | undefined;
  /** The other path parameters that it requires. */
  parents: Record<string, string>;
  gone: boolean;
  /** Its latest representation. */
  view: Record<string, unknown>;
}

let worlds = 0;

/** The state of one sequence of requests: its callers, what they created, and the log. */
export class World {
  readonly log: string[] = [];
  readonly accounts = new Map<Role, Account>();
  readonly entities: Entity[] = [];
  /** The latest cursor of a list by caller and path, with the query it belongs to. */
  readonly cursors = new Map<string, { query: Record<string, unknown>; cursor: string }>();
  /** ETags of what was read, by caller and path. */
  readonly etags = new Map<string, string>();
  /** Its own address, so that limits by address do not add up across worlds. */
  private readonly address = `10.${(++worlds >> 16) & 255}.${(worlds >> 8) & 255}.${worlds & 255}`;

  /** The mail token for the next request that uses one. */
  token = 'none';

  constructor(readonly spec: Spec) {}

  /** Sends a request and logs it. */
  async send(role: Role, method: string, path: string, options: Options = {}): Promise<Answer> {
    const token = role === 'forged' ? 'no.such.token' : this.accounts.get(role)?.token;
    const headers = { 'CF-Connecting-IP': this.address, ...options.headers };
    const said = options.raw ?? (options.body === undefined ? '' : JSON.stringify(options.body));
    const conditions = JSON.stringify(options.headers ?? {});
    const line = `${role.padEnd(9)} ${method} ${path} ${conditions} ${String(said).slice(0, 800)}`;
    this.log.push(line);
    const answer = await call(method, path, { ...options, token, headers });
    const code = answer.body?.error_code ?? '';
    this.log[this.log.length - 1] = `${line}\n          → ${answer.status} ${code}`;
    return answer;
  }

  /** Returns the account behind a caller, for credentials in a body. */
  accountOf(role: Role): Account {
    const account = this.accounts.get(role) ?? this.accounts.get('client');
    if (!account) throw new Error('the world has no callers yet');
    return account;
  }

  roleOf = (userId: string) => [...this.accounts].find(([, account]) => account.id === userId)?.[0];

  of = (kind: string) => this.entities.filter((one) => one.kind === kind);

  private async expectOk(role: Role, path: string, body?: unknown) {
    const answer = await this.send(role, 'POST', path, { body });
    expect(answer.status).toBe(200);
    return answer;
  }

  /** Signs a caller in again after its session has ended or may have. */
  async signIn(role: Role, newPassword?: string): Promise<void> {
    const account = this.accountOf(role);
    if (newPassword !== undefined) account.password = newPassword;
    const { username, password } = account;
    const { body } = await this.expectOk('anonymous', '/api/v1/auth/login', { username, password });
    account.token = body.access_token;
    account.refreshToken = body.refresh_token;
  }

  /** Gives a caller its first account or a replacement. */
  async enroll(role: Role): Promise<void> {
    this.forgetSessions(role);
    this.forgetWorksOf(role);
    for (const key of this.cursors.keys()) if (key.startsWith(role)) this.cursors.delete(key);
    const account = accountBody();
    const answer = await this.expectOk('anonymous', '/api/v1/auth/register', account);
    const id = answer.body.user_id;
    if (role === 'admin') {
      await bindings.DB.prepare("UPDATE users SET role = 'admin' WHERE id = ?").bind(id).run();
    }
    const { username } = account;
    this.accounts.set(role, { id, username, password: PASSWORD, token: '', refreshToken: '' });
    await this.signIn(role);
    // The admin must remain, so its id is never used.
    if (role !== 'admin') this.remember(answer);
  }

  /** Adds what a creating response returns to the pool. */
  remember({ headers, body }: Answer): void {
    const location = headers.get('Location');
    const path = location && this.spec.operations.find(({ path }) => matches(path, location))?.path;
    if (!path) return;
    const ids = paramsIn(path, location);
    const [kind = '', id = ''] = Object.entries(ids).at(-1) ?? [];
    const parents: Record<string, string> =
      kind === 'picture_id' ? { model_id: body.model_id } : ids;
    const { [kind]: _, ...others } = parents;
    this.adopt(kind, id, body, others);
  }

  adopt(kind: string, id: string, view: Entity['view'], parents: Entity['parents'] = {}): void {
    const known = this.entities.find((one) => one.kind === kind && one.id === id);
    if (known) known.view = view;
    else {
      const ownerId = view.user_id as string | undefined;
      this.entities.push({ kind, id, ownerId, parents, gone: false, view });
    }
  }

  /** Replaces a package's link, which is dead once it is revoked. */
  adoptLink({ package_id, url, status }: Record<string, string>): void {
    const isOf = ({ view }: Entity) => view.package_id === package_id;
    for (const link of this.of('link').filter(isOf)) link.gone = true;
    const token = String(url).slice(-48);
    this.adopt('link', token, { package_id });
    const link = this.of('link').find(({ id }) => id === token);
    if (link) link.gone = status === 'revoked';
  }

  /** Removes the invitation of the latest token. */
  spendInvitation(): void {
    const [id] = this.token.split('.');
    for (const one of this.of('invitation_id')) if (one.id === id) one.gone = true;
  }

  adoptInvitation({ body }: Answer): void {
    this.adopt('invitation_id', body.invitation_id, body);
  }

  adoptSessions(role: Role, { body }: Answer): void {
    const { id } = this.accountOf(role);
    for (const { session_id } of body.items) {
      this.adopt('session_id', session_id, { user_id: id });
    }
  }

  /** Forgets a caller's sessions, because it is not always known which are still live. */
  forgetSessions(role: Role): void {
    const id = this.accounts.get(role)?.id;
    const kept = this.entities.filter((one) => one.kind !== 'session_id' || one.ownerId !== id);
    this.entities.splice(0, Infinity, ...kept);
  }

  /** Forgets a caller's invitations and calendar URLs, which depend on the caller's role and account. */
  private forgetWorksOf(role: Role): void {
    const id = this.accounts.get(role)?.id;
    const isLost = ({ kind, ownerId }: Entity) =>
      (kind === 'invitation_id' && role === 'admin') || (kind === 'token' && ownerId === id);
    for (const one of this.entities.filter(isLost)) one.gone = true;
  }

  /** Creates people, models, book-outs, and bookings in the states from which transitions start. */
  async stage(): Promise<void> {
    for (const role of ['admin', 'client', 'other'] as const) await this.enroll(role);
    this.remember(await this.expectOk('anonymous', '/api/v1/auth/register', accountBody()));
    const model = await this.expectOk('admin', '/api/v1/models', modelBody());
    this.remember(model);
    this.remember(await this.expectOk('admin', '/api/v1/models', modelBody()));
    const { model_id } = model.body;
    for (const isPublic of [true, true, false]) {
      const path = `/api/v1/models/${model_id}/pictures?is_public=${isPublic}`;
      const headers = { 'Content-Type': 'image/jpeg' };
      this.remember(await this.send('admin', 'POST', path, { raw: uniquePicture(), headers }));
    }
    const window = (day: number) => ({
      start_time: new Date(TODAY + day * 86_400_000).toISOString(),
      end_time: new Date(TODAY + (day + 1) * 86_400_000).toISOString(),
    });
    const outs = `/api/v1/models/${model_id}/book-outs`;
    this.remember(await this.expectOk('admin', outs, window(60)));
    // The limits are ten and a hundred, and other worlds have used some.
    await bindings.DB.prepare('UPDATE invitations SET revoked_at = 1, email_key = NULL').run();
    await bindings.DB.prepare('UPDATE webhook_endpoints SET deleted_at = 1').run();
    this.remember(
      await this.expectOk('admin', '/api/v1/webhooks', { url: 'https://erp.example.com/hooks' }),
    );
    const shortlist = { title: '룩북', items: [{ model_id }] };
    const made = await this.expectOk('admin', '/api/v1/packages', shortlist);
    this.remember(made);
    this.adoptLink(made.body);
    for (let n = 0; n < 2; n++) {
      const person = { email: accountBody().email, full_name: '하늘', role: 'client' };
      this.adoptInvitation(await this.expectOk('admin', '/api/v1/users/invitations', person));
    }
    const calendar = await this.expectOk('client', '/api/v1/calendars', { scope: 'mine' });
    this.adopt('calendar_id', calendar.body.calendar_id, calendar.body);
    const { url, user_id, calendar_id } = calendar.body;
    this.adopt('token', String(url).slice(-52, -4), { user_id, calendar_id });
    const book = async (role: Role, day: number, move?: string) => {
      const answer = await this.expectOk(role, '/api/v1/bookings', { model_id, ...window(day) });
      this.remember(answer);
      const path = `/api/v1/bookings/${answer.body.booking_id}/${move}`;
      if (move) await this.expectOk('admin', path);
    };
    for (const day of [50, 51]) await book('client', day);
    for (const role of ['client', 'other', 'admin'] as const) await book(role, 52, 'option');
    for (const day of [54, 56, 58]) await book('client', day, 'confirm');
    // One of them has started.
    await startAt(this.of('booking_id').at(-1)?.id ?? '', Date.now() - 1);
    for (const role of ['admin', 'client'] as const) {
      this.adoptSessions(role, await this.send(role, 'GET', '/api/v1/auth/sessions'));
    }
  }
}

const matches = (template: string, path: string) =>
  new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);

/** Returns a path's parameters by its template. */
function paramsIn(template: string, path: string): Record<string, string> {
  const parts = path.split('/');
  const named = template.split('/').flatMap((part, n) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    return name ? [[name, parts[n] ?? '']] : [];
  });
  return Object.fromEntries(named);
}

/** Returns the operation that reads what another one changes: the nearest GET towards the root. */
export function readerOf({ operations }: Spec, { path }: Operation): Operation | undefined {
  const parts = path.split('/');
  const candidates = [path, parts.slice(0, -1).join('/')];
  return operations.find(
    ({ method, path: own }) =>
      method === 'GET' && candidates.includes(own) && /\}$|\/me$/.test(own),
  );
}
