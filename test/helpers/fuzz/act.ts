import { expect } from 'vitest';
import type { Answer } from '../api';
import { checkAnswer, fingerprint } from './checks';
import { type Plan, planOf } from './requests';
import { operationsAt } from './spec';
import type { Step } from './steps';
import { newPasswordOf, prepareToken, SPENDING } from './tokens';
import { type Entity, readerOf, type World } from './world';

/** A DELETE that is a transition: the booking stays, cancelled. */
const CANCELS = 'cancelBooking';

/** Returns how to read a plan's resource, if possible. */
function reading(world: World, { step, pathname, entity, method }: Plan) {
  const reader = method === 'GET' ? undefined : readerOf(world.spec, step.operation);
  const own = reader?.path.endsWith('/me');
  if (!reader || (own ? !world.accounts.has(step.role) : !entity)) return undefined;
  const path = pathname.split('/').slice(0, reader.path.split('/').length).join('/');
  return { role: own ? step.role : ('admin' as const), path };
}

/** Records the ids, states, cursors and tokens in a successful response. */
function learn(world: World, plan: Plan, answer: Answer): void {
  const { step, entity, query } = plan;
  const { operation, role } = step;
  const { body } = answer;
  const account = world.accounts.get(role);
  world.remember(answer);
  if (entity && body?.[entity.kind] === entity.id) Object.assign(entity.view, body);
  if (entity && body?.data?.[entity.kind] === entity.id) entity.view = body.data;
  if (operation.id === 'createBookingBatch') {
    for (const item of body.items) world.adopt('booking_id', item.booking_id, item);
  }
  if (operation.id === 'inviteUser') world.adoptInvitation(answer);
  if (operation.id === 'acceptInvitation') world.spendInvitation();
  if (body?.package_id && body.url) world.adoptLink(body);
  if (operation.id === 'listSessions') world.adoptSessions(role, answer);
  if (body?.next_cursor) {
    const key = `${role} ${operation.id} ${entity?.id ?? ''}`;
    world.cursors.set(key, { query, cursor: body.next_cursor });
  }
  if (operation.id === 'changePassword' && account) {
    account.password = (plan.body as { new_password: string }).new_password;
  }
  if (operation.id === 'refresh') {
    Object.assign(world.accountOf(role), {
      token: body.access_token,
      refreshToken: body.refresh_token,
    });
  }
}

/** Checks that a deleted resource can be neither read nor deleted again. */
async function checkGone(world: World, plan: Plan, entity: Entity): Promise<void> {
  entity.gone = true;
  for (const kind of ['link', 'token'])
    for (const one of world.of(kind)) if (one.view[entity.kind] === entity.id) one.gone = true;
  const { role } = plan.step;
  if (entity.kind === 'session_id') await world.signIn(role);
  const path = reading(world, plan);
  if (path) expect((await world.send('admin', 'GET', path.path)).status).toBe(404);
  expect((await world.send(role, 'DELETE', plan.pathname)).status).toBe(404);
}

/** A field that is shown once only. */
const SHOWN_ONCE = 'secret';

/** Returns a response as it can be read later. */
const lasting = ({ text, body }: Answer) =>
  body?.[SHOWN_ONCE] === undefined ? text : JSON.stringify({ ...body, [SHOWN_ONCE]: undefined });

/** Checks that a readable Location returns to its creator what the creating call returned. */
async function checkLocation(world: World, { step }: Plan, created: Answer): Promise<void> {
  const location = created.headers.get('Location');
  if (!location) return;
  if (!operationsAt(world.spec, location).some(({ method }) => method === 'GET')) return;
  const read = await world.send(created.body.username ? 'admin' : step.role, 'GET', location);
  expect(read.text, 'what Location leads to').toBe(lasting(created));
}

/** Replaces callers whose sessions or accounts a successful request has ended. */
async function recover(world: World, { step, entity, body }: Plan): Promise<void> {
  const { operation, role } = step;
  const closes = operation.method === 'DELETE' && operation.path.endsWith('/me');
  if (operation.id === 'logout' || closes) {
    expect((await world.send(role, 'GET', '/api/v1/auth/me')).status).toBe(401);
  }
  const closed = closes && world.of('user_id').find(({ id }) => id === world.accountOf(role).id);
  if (closed) closed.gone = true;
  if (closes) await world.enroll(role);
  else if (operation.id === 'logout') await world.signIn(role);
  if (SPENDING[operation.id]) {
    await world.signIn(role, newPasswordOf(operation.id, body));
    // Anyone with the link may have used it.
    world.forgetSessions(world.accounts.has(role) ? role : 'client');
  }
  if (['logout', 'endSession', 'changePassword'].includes(operation.id)) world.forgetSessions(role);
  const hit = entity?.kind === 'user_id' ? world.roleOf(entity.id) : undefined;
  if (hit && operation.method !== 'GET') await world.enroll(hit);
}

/** Statuses whose responses are stored under their key. */
const KEPT = [200, 404, 409];

/** Checks that the same request with the same key gets the same response and has no effect. */
async function checkReplay(world: World, plan: Plan, first: Answer): Promise<void> {
  const isKeyed = plan.options.headers?.['Idempotency-Key'] !== undefined && !plan.fault;
  if (!isKeyed || !KEPT.includes(first.status)) return;
  const stock = await fingerprint();
  const again = await world.send(plan.step.role, plan.method, plan.path, plan.options);
  expect([again.status, again.text]).toEqual([first.status, first.text]);
  expect(again.headers.get('Idempotency-Replayed')).toBe('true');
  expect(await fingerprint(), 'a repeat writes nothing').toEqual(stock);
}

/** Sends a step's request, checks the response and its effects, and records what it returns. */
export async function act(world: World, step: Step): Promise<Answer> {
  await prepareToken(world, step);
  const plan = planOf(step, world);
  const { operation, role, condition } = step;
  const subject = plan.fault?.statuses.includes(405) ? undefined : reading(world, plan);
  const read = async () => subject && (await world.send(subject.role, 'GET', subject.path));
  const before = await read();
  const headers = { ...plan.options.headers };
  if (condition !== 'none' && plan.method === operation.method) {
    const current = before?.headers.get('ETag') ?? world.etags.get(`${role} ${plan.path}`);
    const tag = condition === 'stale' ? '"0"' : current;
    if (tag && 'If-Match' in operation.headers) headers['If-Match'] = tag;
    if (tag && 'If-None-Match' in operation.headers) headers['If-None-Match'] = tag;
  }
  plan.options = { ...plan.options, headers };
  const stock = await fingerprint();
  const answer = await world.send(role, plan.method, plan.path, plan.options);
  checkAnswer(world, plan, answer, before);
  await checkReplay(world, plan, answer);
  if (answer.status >= 400 || plan.method === 'GET') {
    expect(await fingerprint(), 'what is left behind').toEqual(stock);
    const after = before?.status === 200 ? await read() : before;
    expect([after?.text, after?.headers.get('ETag')], 'unchanged').toEqual([
      before?.text,
      before?.headers.get('ETag'),
    ]);
    if (answer.status >= 400) return answer;
  }
  const tag = answer.headers.get('ETag');
  if (plan.method === 'GET' && tag) world.etags.set(`${role} ${plan.path}`, tag);
  learn(world, plan, answer);
  await checkLocation(world, plan, answer);
  const { entity } = plan;
  const deletes = plan.method === 'DELETE' && operation.id !== CANCELS;
  if (entity && deletes) await checkGone(world, plan, entity);
  // A picture is read at its Location, not at its model's path.
  else if (subject && !deletes && !operation.file && answer.body.updated_at) {
    const after = await world.send(role, 'GET', subject.path);
    const read = [after.text, after.headers.get('ETag')];
    expect(read, 'what is read after it').toEqual([lasting(answer), tag]);
  }
  await recover(world, plan);
  return answer;
}
