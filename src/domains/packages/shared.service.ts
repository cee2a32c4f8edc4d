import type * as z from 'zod';
import { raisedCode } from '../../db/errors';
import { secretsOf } from '../../env';
import { AppError } from '../../errors';
import type { ServiceContext } from '../../http/context';
import { versionsOf } from '../../http/etag';
import { busyAmong } from '../models/availability.service';
import * as models from '../models/models.service';
import { picturesOf } from '../pictures/pictures.service';
import { findPackage, type PackageRow } from './packages.repository';
import { isShown, itemsOf, type PackageItem, statusOf } from './packages.rules';
import { type Link, linkOf } from './packages.tokens';
import { markViewed, pick as writePick } from './picks.repository';
import type { PickBody } from './shared.schemas';

/** Returns the same error for every link that shows nothing, whatever the reason. */
const unknown = () => new AppError('PackageNotFoundException', { message: 'package.link_unknown' });

interface Shared {
  link: Link;
  row: PackageRow;
}

/** Verifies a token and returns its link. A forged token costs no query. @throws AppError 404 */
function signedLink(ctx: ServiceContext, token: string): Link {
  const link = linkOf(token, secretsOf(ctx.settings));
  if (!link) throw unknown();
  return link;
}

/** Returns a package with its link. @throws AppError 404 if the link shows nothing */
function shownBy(ctx: ServiceContext, link: Link, row: PackageRow | undefined): Shared {
  if (row?.linkVersion !== link.linkVersion || !isShown(row, ctx.now)) throw unknown();
  return { link, row };
}

const sharedBy = async (ctx: ServiceContext, link: Link) =>
  shownBy(ctx, link, await findPackage(ctx.db, link.packageId));

const NO_WINDOW = { start: 0, end: 0 };

/**
 * Returns the models that a link shows: the live ones with their pictures, in one round trip.
 * @param isFirst whether this is the first view
 */
async function shownOf(
  ctx: ServiceContext,
  { link, row }: Shared,
  { items, isFirst = false }: { items: PackageItem[]; isFirst?: boolean },
) {
  const ids = items.map(({ model_id }) => model_id);
  const isOpen = statusOf(row, ctx.now) === 'open';
  const chosen = isOpen ? items.flatMap(({ picture_ids }) => picture_ids ?? []) : [];
  const { startAt: start, endAt: end } = row;
  const window = start === null || end === null ? undefined : { start, end };
  const [live, pictures, busyOnes] = await ctx.db.batch([
    models.findLive(ctx, ids),
    picturesOf(ctx, ids, chosen),
    busyAmong(ctx, window ? ids : [], window ?? NO_WINDOW),
    ...(isFirst ? [markViewed(ctx.db, row.id, ctx.now)] : []),
  ]);
  const byId = new Map(live.map((model) => [model.id, model]));
  const busy = new Set(busyOnes.map(({ id }) => id));
  const shown = items.flatMap((item) => {
    const model = byId.get(item.model_id);
    if (!model) return [];
    const own = pictures.filter(({ modelId }) => modelId === model.id);
    const listed = item.picture_ids?.flatMap((id) => own.filter((picture) => picture.id === id));
    const isFree = window && !busy.has(model.id);
    return [{ item, model, isFree, pictures: listed ?? own.filter(({ isPublic }) => isPublic) }];
  });
  return { link, row, shown };
}

export type SharedPackage = Awaited<ReturnType<typeof shownOf>>;
export type SharedItem = SharedPackage['shown'][number];

/**
 * Returns a package for anyone who has its link. @param counts whether this counts as a view
 * @throws AppError 404
 */
export async function view(
  ctx: ServiceContext,
  token: string,
  counts: boolean,
): Promise<SharedPackage> {
  const shared = await sharedBy(ctx, signedLink(ctx, token));
  const isFirst = counts && shared.row.viewedAt === null;
  return shownOf(ctx, shared, { items: itemsOf(shared.row), isFirst });
}

/** Returns the error for a model that is not, or no longer, in the package. */
const modelGone = () => new AppError('ModelNotFoundException', { message: 'package.model_gone' });

/** Explains why triggers refused a pick, from the package's state. */
async function refused(ctx: ServiceContext, link: Link, error: unknown): Promise<never> {
  const code = raisedCode(error);
  if (code === 'PICKS_FULL') {
    const seconds = 3600 - (Math.floor(ctx.now / 1000) % 3600);
    throw new AppError('RateLimitException', { headers: { 'Retry-After': String(seconds) } });
  }
  if (code !== 'PACKAGE_CLOSED') throw error;
  const { row } = await sharedBy(ctx, link);
  throw new AppError('PackageClosedException', { conflict: { status: statusOf(row, ctx.now) } });
}

/**
 * Writes the recipient's verdict on a model. The latest one is valid.
 * @throws AppError 404, 409 once the package has ended, 412, 429 beyond 300 an hour
 */
export async function pick(
  ctx: ServiceContext,
  { token, modelId, ifMatch }: { token: string; modelId: string; ifMatch: string | undefined },
  { verdict, comment }: z.output<typeof PickBody>,
) {
  const link = signedLink(ctx, token);
  const versions = versionsOf(ifMatch);
  const { now } = ctx;
  const { isWritten, row } = await writePick(ctx.db, {
    ...{ link, modelId, versions, verdict, comment, now },
  }).catch((error) => refused(ctx, link, error));
  const shared = shownBy(ctx, link, row);
  const item = itemsOf(shared.row).find((one) => one.model_id === modelId && !one.is_deleted);
  if (!item) throw modelGone();
  if (!isWritten) throw new AppError('PreconditionFailedException');
  const shown = await shownOf(ctx, shared, { items: [item] });
  const [one] = shown.shown;
  if (!one) throw modelGone();
  return { ...shown, one };
}
