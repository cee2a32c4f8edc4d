import { Hono } from 'hono';
import { docsAssets, emptyFavicon } from './docs/assets';
import { personalDataRoutes } from './domains/account/account.routes';
import { auditRoutes } from './domains/audit/audit.routes';
import { accountRoutes, signInRoutes } from './domains/auth/auth.routes';
import { recoveryRoutes, resendRoutes } from './domains/auth/recovery.routes';
import { bookingRoutes } from './domains/bookings/bookings.routes';
import {
  bookingAdminRoutes,
  bookingTransitionRoutes,
} from './domains/bookings/transitions/transitions.routes';
import { calendarFeedRoutes, calendarRoutes } from './domains/calendars/calendars.routes';
import { eventRoutes } from './domains/events/events.routes';
import { acceptanceRoutes, invitationRoutes } from './domains/invitations/invitations.routes';
import { inbox } from './domains/mails/mails.inbox';
import { availabilityRoutes, bookOutRoutes } from './domains/models/availability.routes';
import { catalogueRoutes, modelAdminRoutes } from './domains/models/models.routes';
import { packageRoutes } from './domains/packages/packages.routes';
import { sharedPackageRoutes } from './domains/packages/shared.routes';
import { pictureFileRoutes } from './domains/pictures/pictures.file.routes';
import { pictureAdminRoutes, pictureRoutes } from './domains/pictures/pictures.routes';
import { createSystemRoutes } from './domains/system/system.routes';
import { signUpRoutes, userAdminRoutes, userRoutes } from './domains/users/users.routes';
import { webhookRoutes } from './domains/webhooks/webhooks.routes';
import { AppError } from './errors';
import type { AppEnv } from './http/app-env';
import { handleError } from './http/error-handler';
import type { Routes } from './http/routes';
import { admission } from './middleware/admission';
import { requireSession } from './middleware/auth';
import { sendBookmark } from './middleware/bookmark';
import { conditionalGet } from './middleware/conditional-get';
import { crossOrigin } from './middleware/cross-origin';
import { noIndex } from './middleware/no-index';
import { requestContext } from './middleware/request-context';
import { settings } from './middleware/settings';
import { packagePage } from './pages/package-page';
import { TOKEN_PAGE_PATHS, tokenPage } from './pages/token-pages';

const PUBLIC = [
  signInRoutes,
  recoveryRoutes,
  acceptanceRoutes,
  signUpRoutes,
  catalogueRoutes,
  pictureRoutes,
  pictureFileRoutes,
  calendarFeedRoutes,
  sharedPackageRoutes,
];
const SESSION = [
  accountRoutes,
  resendRoutes,
  personalDataRoutes,
  userRoutes,
  availabilityRoutes,
  bookingRoutes,
  bookingTransitionRoutes,
  calendarRoutes,
];
const ADMIN = [
  packageRoutes,
  eventRoutes,
  webhookRoutes,
  invitationRoutes,
  userAdminRoutes,
  modelAdminRoutes,
  bookOutRoutes,
  pictureAdminRoutes,
  bookingAdminRoutes,
  auditRoutes,
];

/** All documented operations, in the document's order. */
const system = createSystemRoutes(() => operations);
export const operations = [system, ...PUBLIC, ...SESSION, ...ADMIN].flatMap(
  (routes) => routes.operations,
);

function mount(app: Hono<AppEnv>, groups: Routes[], access: Routes['access']): void {
  for (const group of groups) {
    if (group.access !== access) throw new Error(`a ${group.access} group is mounted as ${access}`);
    app.route('/', group.hono);
  }
}

/**
 * Creates the API. Routes mounted before a guard are open; routes after it are protected. There is no other
 * rule.
 */
export function createApp(): Hono<AppEnv> {
  const app = new Hono<AppEnv>({ strict: false });
  app.onError(handleError);
  app.notFound((c) => handleError(new AppError('RouteNotFoundException'), c));

  app.use(requestContext, settings);
  app.use('/api/v1/shared/*', noIndex);
  // Before CORS, so that pages of other origins cannot read it.
  app.get('/dev/mails', inbox);
  app.use(crossOrigin);
  app.get('/docs-assets/*', docsAssets).get('/page-assets/*', docsAssets);
  app.get('/favicon.ico', emptyFavicon);
  for (const path of TOKEN_PAGE_PATHS) app.get(path, tokenPage);
  app.get('/p/:token', packagePage);
  app.use(admission(operations, app));
  mount(app, [system], 'public');

  app.use(conditionalGet, sendBookmark);
  mount(app, PUBLIC, 'public');
  app.use(requireSession);
  // First, because /users/invitations must not match as a user id.
  mount(app, ADMIN, 'admin');
  mount(app, SESSION, 'session');
  return app;
}
