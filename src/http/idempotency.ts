import { createHash, createHmac } from 'node:crypto';
import { isKeyTaken, toDomainError } from '../db/errors';
import {
  decodeRows,
  findRecord,
  type IdempotencyRecord,
  type IdempotentRequest,
  storeRefusal,
} from '../db/idempotency-records';
import { retry } from '../db/retry';
import { type Settings, secretsOf } from '../env';
import {
  AppError,
  type ErrorDetails,
  invalidField,
  type OriginalResponse,
  statusOf,
} from '../errors';
import type { AppContext } from './app-env';
import type { ServiceContext } from './context';

/**
 * Implements Idempotency-Key as in draft-ietf-httpapi-idempotency-key-header. The transaction of the write
 * also stores the result (`commit`), so a key is never taken without its result. A repeat either does the
 * work or finds the result. Records live 24 hours.
 */
const HEADER = 'Idempotency-Key';

/** Refusals that depend on the data are stored. All others may be retried. */
const STORED_STATUSES = [404, 409];

const isStorable = (error: unknown): error is AppError =>
  error instanceof AppError && STORED_STATUSES.includes(statusOf(error));

const KEY = /^[\x20-\x7e]{1,255}$/;

/** Returns what identifies the request; undefined without a valid key or if the operation takes none. */
function idempotentRequestOf(c: AppContext, caller: string): IdempotentRequest | undefined {
  const operation = c.get('operation');
  const key = c.req.header(HEADER);
  if (key === undefined || !operation?.idempotent || !KEY.test(key)) return undefined;
  return { caller, route: operation.id, key, now: c.get('now') };
}

/** Serializes a value independently of the order of its fields. */
const canonical = (value: unknown) =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** Returns what distinguishes one request from another: the body, or a file's digest and its query. */
function bodyOf(c: AppContext): unknown {
  const file = c.get('file');
  if (!file) return c.req.valid('json' as never);
  const digest = createHash('sha256').update(file).digest('base64url');
  return [digest, c.req.valid('query' as never)];
}

/**
 * Returns keyed hashes of the request, with the current secret's first. The body may hold a password, which a
 * plain hash would reveal.
 */
function fingerprintsOf(c: AppContext, settings: Settings): [string, ...string[]] {
  const body = canonical(bodyOf(c));
  const text = `${c.req.method} ${c.req.path.replace(/\/$/, '')}\n${body}`;
  const [current, ...previous] = secretsOf(settings).map((secret) =>
    createHmac('sha256', secret).update(`idempotency\n${text}`).digest('base64url'),
  );
  return [current ?? '', ...previous];
}

interface Refusal extends OriginalResponse {
  code: AppError['code'];
  details: ErrorDetails;
}

/** Returns the stored result. @throws AppError the stored refusal, or 422 if the request differs. */
function replay<Result>(c: AppContext, record: IdempotencyRecord, fingerprints: string[]): Result {
  if (!fingerprints.includes(record.fingerprint))
    throw new AppError('IdempotencyConflictException');
  c.header('Idempotency-Replayed', 'true');
  if (record.result !== null) return decodeRows(record.result) as Result;
  const { code, details, ...original } = JSON.parse(record.refusal ?? '') as Refusal;
  throw new AppError(code, { ...details, original });
}

/** Returns whether the store failed rather than the request. */
const isFault = (error: unknown) =>
  !(error instanceof AppError) && toDomainError(error).code === 'ServiceUnavailableException';

/** Returns whether the guard refused the caller's session. */
const isSessionEnded = (error: unknown) => toDomainError(error).code === 'AuthenticationException';

const stillRunning = () =>
  new AppError('IdempotencyConflictException', {
    status: 409,
    message: 'idempotency.running',
    headers: { 'Retry-After': '1' },
  });

/** Serializes a refusal for the record, with the parts of the response that the code does not determine. */
const refusalAnswer = (c: AppContext, { code, details }: AppError) => {
  const timestamp = new Date(c.get('now')).toISOString();
  const original = { timestamp, requestId: c.get('requestId'), language: c.get('language') };
  return JSON.stringify({ code, details, ...original } satisfies Refusal);
};

/**
 * Runs a write once per key, however often and concurrently the request arrives. Without a key, it just runs
 * the write. Everything the verb writes must go through `commit` with the context's `idempotency`.
 * @returns the rows of the result, from this run or the first one.
 * @throws AppError 422 if the key was used for another request, 409 if the outcome of the first request is
 * not known yet, or whatever the verb throws.
 */
export async function runIdempotentBatch<Ctx extends ServiceContext, Row>(
  c: AppContext,
  ctx: Ctx,
  verb: (ctx: Ctx) => Promise<Row[]>,
): Promise<Row[]> {
  const request = idempotentRequestOf(c, ctx.actor?.userId ?? `@${ctx.address}`);
  if (!request) {
    if (c.req.header(HEADER) === undefined) return verb(ctx);
    throw invalidField(HEADER, 'invalid_format', 'idempotency.key_format');
  }
  const { db, settings } = ctx;
  const fingerprints = fingerprintsOf(c, settings);
  const find = async () => (await findRecord(db, request))[0];
  const subjectId = ctx.actor?.userId ?? null;
  const idempotency = { ...request, fingerprint: fingerprints[0], subjectId };
  try {
    return await retry(() => verb({ ...ctx, idempotency }));
  } catch (error) {
    // A fault leaves the outcome of the write unknown. The next request with the key will find it.
    if (isFault(error) || isSessionEnded(error)) throw error;
    if (isStorable(error)) {
      const refusal = refusalAnswer(c, error);
      const stored = await retry(() => storeRefusal(db, idempotency, refusal));
      if (!stored || stored.refusal === refusal) throw error;
      return replay(c, stored, fingerprints);
    }
    // Another request with this key may have come first, or this one whose response was lost.
    const earlier = await retry(find);
    if (earlier) return replay(c, earlier, fingerprints);
    throw isKeyTaken(error) ? stillRunning() : error;
  }
}

/** Does the same as `runIdempotentBatch` for a write that returns one row. */
export async function runIdempotent<Ctx extends ServiceContext, Row>(
  c: AppContext,
  ctx: Ctx,
  verb: (ctx: Ctx) => Promise<Row>,
): Promise<Row> {
  const [row] = await runIdempotentBatch(c, ctx, async (keyed) => [await verb(keyed)]);
  return row as Row;
}
