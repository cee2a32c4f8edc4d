import type { models } from '../../db/schema';
import type { AppContext } from '../../http/app-env';
import type { Actor } from '../../http/context';
import { etagOf } from '../../http/etag';
import { sendResource } from '../../http/respond';
import { toIso } from '../../lib/time';
import { toCoverView } from '../pictures/pictures.urls';

export type ModelRow = typeof models.$inferSelect;

/** Renders the public view of a model. It is an allow-list, so a private field cannot leak. */
export const toModelView = (row: ModelRow) => ({
  model_id: row.id,
  name: row.name,
  description: row.description,
  price_per_hour: row.pricePerHour,
  is_available: row.isAvailable,
  stage_name: row.stageName,
  gender: row.gender,
  boards: row.boards,
  height_cm: row.heightCm,
  bust_cm: row.bustCm,
  waist_cm: row.waistCm,
  hips_cm: row.hipsCm,
  inseam_cm: row.inseamCm,
  shoe_mm: row.shoeMm,
  hair_color: row.hairColor,
  eye_color: row.eyeColor,
  nationality: row.nationality,
  languages: row.languages,
  based_in: row.basedIn,
  instagram: row.instagram,
  cover: toCoverView(row.cover),
  created_at: toIso(row.createdAt),
  updated_at: toIso(row.updatedAt),
});

/** Renders the admin view of a model. */
const toAdminModelView = (row: ModelRow) => ({
  ...toModelView(row),
  birth_date: row.birthDate,
  notes_internal: row.notesInternal,
  mother_agency: row.motherAgency,
  commission_pct: row.commissionPct,
});

/** Returns the view for this caller. */
export const modelViewFor = (actor: Actor | undefined) =>
  actor?.role === 'admin' ? toAdminModelView : toModelView;

/** Sends a model in the caller's view. The two views have different ETags. */
export function sendModel(c: AppContext, row: ModelRow, { created = false } = {}) {
  const actor = c.get('actor');
  const etag = etagOf(
    row.version,
    actor?.role === 'admin' ? 'admin' : '',
    row.coverVersion || null,
  );
  const location = created ? { location: `/api/v1/models/${row.id}` } : {};
  return sendResource(c, modelViewFor(actor)(row), { etag, ...location });
}
