import type { models } from '../../db/schema';
import type { AppContext } from '../../http/app-env';
import type { Actor } from '../../http/context';
import { etagOf } from '../../http/etag';
import { sendResource } from '../../http/respond';
import { toIso } from '../../lib/time';
import { toCoverView } from '../pictures/pictures.addresses';

export type ModelRow = typeof models.$inferSelect;

/** A model as everybody sees it: an allow-list, so that a private field cannot slip through. */
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

/** A model as admins see it. */
const toAdminModelView = (row: ModelRow) => ({
  ...toModelView(row),
  birth_date: row.birthDate,
  notes_internal: row.notesInternal,
  mother_agency: row.motherAgency,
  commission_pct: row.commissionPct,
});

/** The view that this caller may have. */
export const modelViewFor = (actor: Actor | undefined) =>
  actor?.role === 'admin' ? toAdminModelView : toModelView;

/** Answers with a model as this caller may see it; the two views have different ETags. */
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
