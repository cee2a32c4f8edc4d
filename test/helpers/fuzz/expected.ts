import type { Plan } from './requests';
import type { Operation } from './spec';
import type { Entity, World } from './world';

/** Operations that return 403 for some of a client's requests. All other 403s mean "admins only". */
const PARTLY_FORBIDDEN = [
  'createUser',
  'listBookings',
  'createBooking',
  'createBookingBatch',
  'createCalendar',
];

/** Faults that are detected before permissions are checked. */
const EARLY = ['too much', 'plain text', 'XML'];

const MAX_BODY = 64 * 1024;

const isAdminOnly = ({ id, statuses }: Operation) =>
  statuses.includes(403) && !PARTLY_FORBIDDEN.includes(id);

function isSeenBy(
  world: World,
  { step: { role } }: Plan,
  { kind, id, ownerId, view }: Entity,
): boolean {
  const me = world.accounts.get(role)?.id;
  if (kind === 'session_id') return ownerId === me;
  if (kind === 'user_id') return role === 'admin' || id === me;
  if (kind === 'calendar_id') return role === 'admin' || ownerId === me;
  if (kind === 'picture_id') return role === 'admin' || view.is_public === true;
  return kind !== 'booking_id' || role === 'admin' || ownerId === me;
}

const isUnavailable = (world: World, body: unknown): boolean => {
  const { model_id: id, items = [] } = (body ?? {}) as { model_id?: string; items?: unknown[] };
  const model = world.of('model_id').find((one) => one.id === id);
  return model?.view.is_available === false || items.some((one) => isUnavailable(world, one));
};

const isMissing = (body: unknown): boolean =>
  JSON.stringify(body ?? '').includes('"model_id":"none"');

const isErased = (world: World, id: string | undefined): boolean =>
  ![...world.accounts.values()].some((account) => account.id === id) &&
  !world.of('user_id').some((user) => user.id === id && !user.gone);

/** Bookings of an erased account accept no notes, location or new start. */
const isForNobody = (world: World, { entity, body }: Plan): boolean => {
  const fields = (body ?? {}) as Record<string, unknown>;
  const hasWords = ['notes', 'location', 'start_time'].some((name) => fields[name] != null);
  return hasWords && entity?.kind === 'booking_id' && isErased(world, entity.ownerId);
};

/** Returns whether a link is valid and contains the model. */
function isPickable(world: World, { pathname, entity }: Plan): boolean {
  const link = world.of('link').find(({ id }) => pathname.includes(id));
  const made = world.of('package_id').find(({ id }) => id === link?.view.package_id);
  const items = (made?.view.items ?? []) as { model_id: string }[];
  return !link?.gone && items.some(({ model_id }) => model_id === entity?.id);
}

/** Operations that use up a token, which may be used or void already. */
const SPENDS = ['resetPassword', 'verifyEmail', 'cancelEmailChange', 'acceptInvitation'];

/** Returns statuses with which business rules may reject a documented request. */
function refusals(world: World, plan: Plan): number[] {
  const { operation } = plan.step;
  const { body } = plan;
  const size = new TextEncoder().encode(JSON.stringify(body ?? '')).byteLength;
  return [
    ...[409, 429].filter((status) => operation.statuses.includes(status)),
    ...(isUnavailable(world, body) || isForNobody(world, plan) ? [422] : []),
    ...(isMissing(body) ? [404] : []),
    ...(SPENDS.includes(operation.id) ? [422] : []),
    ...(size > MAX_BODY ? [413] : []),
  ];
}

/** Returns the statuses that a request may get. */
export function expectedStatuses(world: World, plan: Plan): number[] {
  const { step, fault, entity } = plan;
  const { operation, role, condition } = step;
  if (fault?.statuses.includes(405)) return [405];
  const early = fault && EARLY.includes(fault.name) ? fault.statuses : [];
  if (operation.access === 'session' && !world.accounts.has(role)) return [401, ...early];
  if (isAdminOnly(operation) && role !== 'admin') return [403, ...early];
  if (fault) return fault.statuses;
  if (operation.params.length > 0) {
    if (!entity || entity.gone || !isSeenBy(world, plan, entity)) return [404];
    if (operation.id === 'pickFromPackage' && !isPickable(world, plan)) return [404];
    // It was deleted with its owner's role or account.
    if (entity.kind === 'calendar_id' && isErased(world, entity.ownerId)) return [200, 404];
    const parents = Object.values(entity.parents);
    const orphan = world.entities.some(({ id, gone }) => gone && parents.includes(id));
    if (orphan) return [200, 404];
  }
  const refused = refusals(world, plan);
  if (condition === 'stale' && 'If-Match' in operation.headers) return [412, ...refused];
  return [200, ...('If-None-Match' in operation.headers ? [304] : []), ...refused];
}
