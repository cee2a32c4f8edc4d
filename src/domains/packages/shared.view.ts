import type { ServiceContext } from '../../http/context';
import { toIso } from '../../lib/time';
import { toModelView } from '../models/models.view';
import { packageUrls } from '../pictures/pictures.urls';
import { statusOf } from './packages.rules';
import type { SharedItem, SharedPackage } from './shared.service';

type Viewer = Pick<ServiceContext, 'settings' | 'now'>;
type Shared = Pick<SharedPackage, 'link' | 'row'>;

function toPictureViews({ link, row }: Shared, { pictures }: SharedItem, viewer: Viewer) {
  const { now, settings } = viewer;
  const life = { now, end: row.expiresAt, secret: settings.SECRET_KEY };
  return pictures.map((picture) => ({
    picture_id: picture.id,
    width: picture.width,
    height: picture.height,
    alt: picture.alt,
    urls: packageUrls(picture, link, life),
  }));
}

/** Renders the public model, with its price only if the package shows prices. */
function toSharedModel({ row }: Shared, { model }: SharedItem) {
  const { price_per_hour, ...unpriced } = toModelView(model);
  return row.showPrices ? { ...unpriced, price_per_hour } : unpriced;
}

/** Renders an item for anyone who has the link. */
export const toSharedItem = (shared: Shared, viewer: Viewer) => (one: SharedItem) => ({
  model: toSharedModel(shared, one),
  pictures: toPictureViews(shared, one, viewer),
  note: one.item.note,
  verdict: one.item.verdict,
  comment: one.item.comment,
  ...(one.isFree !== undefined && { is_free: one.isFree }),
});

/** Returns the bare email address without the display name. */
const bareAddress = (mailbox: string | undefined) =>
  mailbox === undefined ? null : (/<([^<>]+)>\s*$/.exec(mailbox)?.[1] ?? mailbox);

/**
 * Renders a package for anyone who has the link. Contains nothing about the client and nothing private about
 * a model.
 */
export const toSharedPackage = (shared: SharedPackage, viewer: Viewer) => ({
  title: shared.row.title,
  message: shared.row.message,
  expires_at: toIso(shared.row.expiresAt),
  status: statusOf(shared.row, viewer.now),
  agency: {
    name: viewer.settings.AGENCY_NAME ?? null,
    email: bareAddress(viewer.settings.AGENCY_EMAIL),
  },
  items: shared.shown.map(toSharedItem(shared, viewer)),
});
