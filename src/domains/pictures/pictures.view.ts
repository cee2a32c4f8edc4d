import type { AppContext } from '../../http/app-env';
import type { ServiceContext } from '../../http/context';
import { etagOf } from '../../http/etag';
import { sendResource } from '../../http/respond';
import { toIso } from '../../lib/time';
import type { PictureRow } from './pictures.repository';
import { signedUntil } from './pictures.rules';
import { adminUrls, publicUrls } from './pictures.urls';

/** Renders the public view of a picture. It is an allow-list. */
const toPictureView = (row: PictureRow) => ({
  picture_id: row.id,
  model_id: row.modelId,
  kind: row.kind,
  is_public: row.isPublic,
  position: row.position,
  alt: row.alt,
  width: row.width,
  height: row.height,
  bytes: row.bytes,
  content_type: row.contentType,
  urls: publicUrls(row.id),
  created_at: toIso(row.createdAt),
  updated_at: toIso(row.updatedAt),
});

type Viewer = Pick<ServiceContext, 'actor' | 'now' | 'settings'>;

/** Returns the view for this caller. Admins get URLs that also show private pictures. */
export const pictureViewFor =
  ({ actor, now, settings }: Viewer) =>
  (row: PictureRow) =>
    actor?.role === 'admin'
      ? { ...toPictureView(row), urls: adminUrls(row, now, settings.SECRET_KEY) }
      : toPictureView(row);

/** Wraps a list without paging. */
export const toSinglePageView = <View>(items: View[]) => ({
  total: items.length,
  skip: 0,
  limit: items.length,
  has_next: false,
  has_prev: false,
  items,
});

/** Sends a picture in the caller's view. Signed URLs change every hour. */
export function sendPicture(c: AppContext, row: PictureRow, { created = false } = {}) {
  const viewer = { actor: c.get('actor'), now: c.get('now'), settings: c.get('settings') };
  const hour = viewer.actor?.role === 'admin' ? signedUntil(viewer.now) : null;
  const etag = etagOf(row.version, hour);
  const location = created ? { location: `/api/v1/pictures/${row.id}` } : {};
  return sendResource(c, pictureViewFor(viewer)(row), { etag, ...location });
}
