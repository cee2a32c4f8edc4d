import { randomBytes } from 'node:crypto';
import type * as z from 'zod';
import { DAY } from '../../db/constants';
import { raisedCode } from '../../db/errors';
import { type Settings, secretsOf } from '../../env';
import { AppError, invalidField } from '../../errors';
import type { ActorContext } from '../../http/context';
import { versionsOf } from '../../http/etag';
import { open, seal } from '../../lib/seal';
import * as repository from './webhooks.repository';
import {
  type ReplayBody,
  targetPolicy,
  targetProblem,
  type WebhookBody,
  type WebhookUpdateBody,
} from './webhooks.schemas';

const MOST_ENDPOINTS = 10;

const notFound = (id: string) => new AppError('WebhookNotFoundException', { params: { id } });

export interface Target {
  id: string;
  ifMatch?: string | undefined;
}

const writeTarget = ({ actor, now, idempotency }: ActorContext, { id, ifMatch }: Target) => ({
  id,
  versions: versionsOf(ifMatch),
  actorId: actor.userId,
  now,
  idempotency,
});

/** @throws AppError 422 for a URL that webhooks must not call. */
function assertTarget(ctx: ActorContext, url: string, requestHost: string): void {
  const problem = targetProblem(url, targetPolicy(ctx.settings, requestHost));
  if (problem) throw invalidField('url', problem.replace('webhook.', ''), problem);
}

/** The prefix of secrets in the Standard Webhooks specification. */
export const SECRET_PREFIX = 'whsec_';
const SECRET_BYTES = 32;
const SECRET_PURPOSE = 'webhook-secret';

/** Returns a new secret in that format. */
export const newSecret = () => `${SECRET_PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;

export const sealSecret = (secret: string, { SECRET_KEY }: Pick<Settings, 'SECRET_KEY'>) =>
  seal(secret, SECRET_KEY, SECRET_PURPOSE);

/** Returns the secret in a sealed one; undefined if the key that sealed it is gone. */
export const openSecret = (sealed: string, settings: Settings) =>
  open(sealed, secretsOf(settings), SECRET_PURPOSE);

/** Registers an endpoint. @throws AppError 409 beyond ten, 422 for a target that is not allowed. */
export async function create(
  ctx: ActorContext,
  input: z.output<typeof WebhookBody>,
  requestHost: string,
) {
  assertTarget(ctx, input.url, requestHost);
  const endpoint = {
    id: crypto.randomUUID(),
    url: input.url,
    events: input.events ?? [],
    description: input.description ?? null,
    secretSealed: sealSecret(newSecret(), ctx.settings),
    createdAt: ctx.now,
    updatedAt: ctx.now,
    updatedBy: ctx.actor.userId,
  };
  try {
    const row = await repository.insertEndpoint(ctx.db, endpoint, ctx.idempotency);
    if (!row) throw new Error('insert returned no row');
    return row;
  } catch (error) {
    if (raisedCode(error) !== 'WEBHOOKS_FULL') throw error;
    throw new AppError('QuotaExceededException', { conflict: { limit: MOST_ENDPOINTS } });
  }
}

/** Returns the plain secret of an endpoint. Show it only when it is new. */
export const secretOf = ({ settings }: ActorContext, row: repository.EndpointRow) =>
  openSecret(row.secretSealed, settings) ?? '';

/** Lists all endpoints, oldest first. */
export const list = (ctx: ActorContext) => repository.listEndpoints(ctx.db);

/** Returns an endpoint. @throws AppError 404. */
export async function get(ctx: ActorContext, id: string) {
  const row = await repository.findEndpoint(ctx.db, id);
  if (!row) throw notFound(id);
  return row;
}

/** Runs a conditional write. @throws AppError 404, 412. */
async function changed<Row>(ctx: ActorContext, id: string, write: Promise<Row | undefined>) {
  const row = await write;
  if (row) return row;
  await get(ctx, id);
  throw new AppError('PreconditionFailedException');
}

/** Changes the given fields. @throws AppError 404, 412, 422. */
export async function update(
  ctx: ActorContext,
  target: Target,
  input: z.output<typeof WebhookUpdateBody>,
  requestHost: string,
) {
  if (input.url !== undefined) assertTarget(ctx, input.url, requestHost);
  const changes = Object.fromEntries(
    Object.entries(input).filter(([, value]) => value !== undefined),
  );
  return changed(
    ctx,
    target.id,
    repository.updateIfVersion(ctx.db, writeTarget(ctx, target), changes),
  );
}

/** Deletes an endpoint. Nothing more is delivered to it. @throws AppError 404, 412. */
export async function remove(ctx: ActorContext, target: Target): Promise<void> {
  const write = repository.updateIfVersion(ctx.db, writeTarget(ctx, target), {
    deletedAt: ctx.now,
  });
  await changed(ctx, target.id, write);
}

/** Gives an endpoint a new secret. For 24 hours, deliveries are signed with both. @throws AppError 404. */
export const rotate = (ctx: ActorContext, target: Target) => {
  const sealed = sealSecret(newSecret(), ctx.settings);
  const write = repository.rotateSecret(ctx.db, writeTarget(ctx, target), sealed, ctx.now + DAY);
  return changed(ctx, target.id, write);
};

/** Enables an endpoint. It receives events from now on. @throws AppError 404. */
export const enable = (ctx: ActorContext, target: Target) =>
  changed(
    ctx,
    target.id,
    repository.updateIfVersion(ctx.db, writeTarget(ctx, target), {
      disabledAt: null,
      disabledReason: null,
      failingSince: null,
    }),
  );

/** Disables an endpoint. Nothing is queued for it. @throws AppError 404. */
export const disable = (ctx: ActorContext, target: Target) =>
  changed(
    ctx,
    target.id,
    repository.updateIfVersion(ctx.db, writeTarget(ctx, target), {
      disabledAt: ctx.now,
      disabledReason: 'admin',
    }),
  );

/** Queues a ping for this endpoint only, even if it is disabled. @throws AppError 404. */
export async function ping({ db, actor, now, idempotency }: ActorContext, id: string) {
  const eventId = `evt_${crypto.randomUUID().replaceAll('-', '')}`;
  const row = await repository.insertPing(db, id, {
    eventId,
    actorId: actor.userId,
    now,
    idempotency,
  });
  if (!row) throw notFound(id);
  return row;
}

/** Queues events again. @throws AppError 404, 422 unless exactly one way of selecting them is given. */
export async function replay(ctx: ActorContext, id: string, input: z.output<typeof ReplayBody>) {
  const { since, event_ids: eventIds } = input;
  if ((since === undefined) === (eventIds === undefined)) {
    throw invalidField('since', 'replay_one_of', 'webhook.replay_one_of');
  }
  await get(ctx, id);
  const which = since !== undefined ? { since } : { eventIds: eventIds ?? [] };
  return repository.requeue(ctx.db, id, which, ctx.now);
}
