import type * as z from 'zod';
import { AppError, type FieldError } from '../../errors';
import type { ActorContext, ServiceContext } from '../../http/context';
import type { ValidPart } from '../../http/input/validate';
import * as models from '../models/models.service';
import { picturesOfOtherModels } from '../pictures/pictures.service';
import * as users from '../users/users.service';
import type { PackageBody, PackageUpdateBody } from './packages.bodies.schemas';
import { type PackageItem, timeErrors } from './packages.rules';

type Items = z.output<typeof PackageUpdateBody>['items'];

interface Chosen {
  id: string;
  modelId: string;
  /** The index of the item that lists it. */
  index: number;
}

/**
 * Returns newly chosen pictures. Pictures that the item already had may have been deleted since, so they are
 * not checked.
 */
function chosenIn(items: Items, before: readonly PackageItem[]): Chosen[] {
  const had = new Map(before.map((item) => [item.model_id, item.picture_ids]));
  return (items ?? []).flatMap(({ model_id, picture_ids }, index) =>
    (picture_ids ?? [])
      .filter((id) => !had.get(model_id)?.includes(id))
      .map((id) => ({ id, modelId: model_id, index })),
  );
}

/** Reports pictures that do not belong to their item's model. */
async function pictureErrors(ctx: ActorContext, chosen: readonly Chosen[]): Promise<FieldError[]> {
  const foreign = await picturesOfOtherModels(ctx, chosen);
  return [...new Set(foreign.map(({ index }) => index))].map((index) => ({
    field: `items.${index}.picture_ids`,
    code: 'picture_foreign',
    message: 'package.pictures_foreign',
  }));
}

/** @throws AppError 422 */
export function assertNoErrors(errors: FieldError[]): void {
  if (errors.length > 0) throw new AppError('ValidationException', { errors });
}

interface Written {
  items: Items;
  userId: string | null | undefined;
}

/** @throws AppError 404 for the first model that does not exist */
export async function assertModelsExist(ctx: ActorContext, ids: readonly string[]): Promise<void> {
  const live = new Set((await models.findLive(ctx, ids)).map(({ id }) => id));
  const absent = ids.find((id) => !live.has(id));
  if (absent !== undefined) throw models.notFound(absent);
}

/**
 * Checks that the client and the pictures exist, concurrently. Models are looked up only together with
 * pictures, because the write itself refuses deleted models.
 * @param before the package's current items, which stay even if their models or pictures are gone
 * @throws AppError 404, 422
 */
export async function assertReferencesExist(
  ctx: ActorContext,
  { items, userId }: Written,
  before: readonly PackageItem[] = [],
): Promise<void> {
  const chosen = chosenIn(items, before);
  const [errors] = await Promise.all([
    chosen.length > 0 ? pictureErrors(ctx, chosen) : [],
    chosen.length > 0 && assertModelsExist(ctx, addedModels(items, before)),
    userId && users.get(ctx, userId),
  ]);
  assertNoErrors(errors);
}

/** Returns the models that were not in the package before. */
export function addedModels(items: Items, before: readonly PackageItem[]): string[] {
  const had = new Set(before.map(({ model_id }) => model_id));
  return (items ?? []).map(({ model_id }) => model_id).filter((id) => !had.has(id));
}

/** Returns the problems with a new package's times when other fields are invalid. */
export const creationProblems = (
  ctx: ServiceContext,
  input: ValidPart<z.output<typeof PackageBody>>,
) => timeErrors(windowIfWhole(input), ctx.now);

/** Returns the times only if both are well-formed, because half a window cannot be checked. */
function windowIfWhole<Times extends object & Parameters<typeof timeErrors>[0]>(input: Times) {
  const isWhole = input.start_time !== undefined && input.end_time !== undefined;
  return isWhole ? input : { expires_at: input.expires_at };
}
