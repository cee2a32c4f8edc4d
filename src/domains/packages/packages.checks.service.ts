import type * as z from 'zod';
import type { ActorContext, ServiceContext } from '../../http/context';
import type { ValidPart } from '../../http/input/validate';
import { AppError, type FieldError } from '../../lib/errors';
import * as models from '../models/models.service';
import { foreignPictures } from '../pictures/pictures.service';
import * as users from '../users/users.service';
import { type PackageItem, timeErrors } from './packages.rules';
import type { PackageBody, PackageUpdateBody } from './packages.schemas';

type Items = z.output<typeof PackageUpdateBody>['items'];

interface Chosen {
  id: string;
  modelId: string;
  /** Of the item it stands at. */
  index: number;
}

/** The pictures that were chosen; those that stood there before may have gone meanwhile. */
function chosenIn(items: Items, before: readonly PackageItem[]): Chosen[] {
  const had = new Map(before.map((item) => [item.model_id, item.picture_ids]));
  return (items ?? []).flatMap(({ model_id, picture_ids }, index) =>
    (picture_ids ?? [])
      .filter((id) => !had.get(model_id)?.includes(id))
      .map((id) => ({ id, modelId: model_id, index })),
  );
}

/** Pictures that are not of the model they stand at. */
async function pictureErrors(ctx: ActorContext, chosen: readonly Chosen[]): Promise<FieldError[]> {
  const foreign = await foreignPictures(ctx, chosen);
  return [...new Set(foreign.map(({ index }) => index))].map((index) => ({
    field: `items.${index}.picture_ids`,
    code: 'picture_foreign',
    message: 'package.pictures_foreign',
  }));
}

/** @throws AppError 422 */
export function assertNone(errors: FieldError[]): void {
  if (errors.length > 0) throw new AppError('ValidationException', { errors });
}

interface Written {
  items: Items;
  userId: string | null | undefined;
}

/** @throws AppError 404 for the first of the models that is not there */
export async function assertLive(ctx: ActorContext, ids: readonly string[]): Promise<void> {
  const live = new Set((await models.findLive(ctx, ids)).map(({ id }) => id));
  const absent = ids.find((id) => !live.has(id));
  if (absent !== undefined) throw models.notFound(absent);
}

/**
 * Asks for the client and the pictures, side by side, where there are any. Models are looked up along
 * with pictures alone, as the write refuses those that are gone.
 * @param before its items so far, which stay whatever has become of their models and pictures
 * @throws AppError 404, 422
 */
export async function assertKnown(
  ctx: ActorContext,
  { items, userId }: Written,
  before: readonly PackageItem[] = [],
): Promise<void> {
  const chosen = chosenIn(items, before);
  const [errors] = await Promise.all([
    chosen.length > 0 ? pictureErrors(ctx, chosen) : [],
    chosen.length > 0 && assertLive(ctx, addedTo(items, before)),
    userId && users.get(ctx, userId),
  ]);
  assertNone(errors);
}

/** Models that were not in it before. */
export function addedTo(items: Items, before: readonly PackageItem[]): string[] {
  const had = new Set(before.map(({ model_id }) => model_id));
  return (items ?? []).map(({ model_id }) => model_id).filter((id) => !had.has(id));
}

/** What is wrong with the times of a new package whose other fields are wrong. */
export const creationProblems = (
  ctx: ServiceContext,
  input: ValidPart<z.output<typeof PackageBody>>,
) => timeErrors(windowIfWhole(input), ctx.now);

/** The times that can be judged by themselves: half a window may have a malformed other half. */
function windowIfWhole<Times extends object & Parameters<typeof timeErrors>[0]>(input: Times) {
  const isWhole = input.start_time !== undefined && input.end_time !== undefined;
  return isWhole ? input : { expires_at: input.expires_at };
}
