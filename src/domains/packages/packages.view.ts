import type { AppContext } from '../../http/app-env';
import type { ActorContext } from '../../http/context';
import { etagOf } from '../../http/etag';
import { sendResource } from '../../http/respond';
import { toIso } from '../../lib/time';
import type { PackageRow } from './packages.repository';
import { itemsOf, type PackageItem, statusOf } from './packages.rules';
import { tokenOf } from './packages.tokens';

/** Renders an item, without the model's own fields. */
const toItemView = (item: PackageItem, index: number) => ({
  model_id: item.model_id,
  model_name: item.model_name,
  position: index + 1,
  note: item.note,
  picture_ids: item.picture_ids,
  verdict: item.verdict,
  comment: item.comment,
  decided_at: toIso(item.decided_at),
  version: item.version,
});

type Viewer = Pick<ActorContext, 'publicUrl' | 'settings' | 'now'>;

/** Returns the URL to send to the client; null if the API's URL is not configured. */
function urlOf({ id, linkVersion }: PackageRow, { publicUrl, settings }: Viewer): string | null {
  if (publicUrl === undefined) return null;
  return `${publicUrl}/p/${tokenOf({ packageId: id, linkVersion }, settings.SECRET_KEY)}`;
}

/** Renders the admin view of a package. */
export const packageViewFor = (viewer: Viewer) => (row: PackageRow) => ({
  package_id: row.id,
  title: row.title,
  message: row.message,
  client_name: row.clientName,
  user_id: row.userId,
  start_time: toIso(row.startAt),
  end_time: toIso(row.endAt),
  show_prices: row.showPrices,
  items: itemsOf(row).map(toItemView),
  expires_at: toIso(row.expiresAt),
  status: statusOf(row, viewer.now),
  url: urlOf(row, viewer),
  viewed_at: toIso(row.viewedAt),
  version: row.version,
  created_at: toIso(row.createdAt),
  updated_at: toIso(row.updatedAt),
});

/** Renders a package for its client's export. */
export const clientViewFor = (now: number) => (row: PackageRow) => ({
  package_id: row.id,
  title: row.title,
  message: row.message,
  client_name: row.clientName,
  start_time: toIso(row.startAt),
  end_time: toIso(row.endAt),
  status: statusOf(row, now),
  viewed_at: toIso(row.viewedAt),
  expires_at: toIso(row.expiresAt),
  created_at: toIso(row.createdAt),
  items: itemsOf(row).map(({ model_id, model_name, note, verdict, comment, decided_at }) => ({
    ...{ model_id, model_name, note, verdict, comment, decided_at: toIso(decided_at) },
  })),
});

/** Sends a package. Its ETag also covers picks and views, which have their own versions. */
export function sendPackage(
  c: AppContext,
  viewer: Viewer,
  row: PackageRow,
  { created = false } = {},
) {
  const view = packageViewFor(viewer)(row);
  const picks = itemsOf(row)
    .map(({ version, model_name }) => `${version} ${model_name}`)
    .join('\n');
  const etag = etagOf(row.version, picks, view.status, view.viewed_at, view.url);
  const location = created ? { location: `/api/v1/packages/${row.id}` } : {};
  return sendResource(c, view, { etag, ...location });
}
