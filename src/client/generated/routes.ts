// Written by `npm run openapi`.

import type { Operations } from './operations.js';

export interface Route {
  method: string;
  path: string;
  /** The kind of response if it is not JSON. */
  answer?: 'text' | 'blob' | 'none';
  flags: readonly ('session' | 'key' | 'bookmark' | 'raw')[];
}

/** How to call each operation. */
export const ROUTES: { readonly [Id in keyof Operations]: Route } = {
  register: { method: 'POST', path: '/api/v1/auth/register', flags: ['key'] },
  login: { method: 'POST', path: '/api/v1/auth/login', flags: [] },
  refresh: { method: 'POST', path: '/api/v1/auth/refresh', flags: [] },
  forgotPassword: { method: 'POST', path: '/api/v1/auth/password/forgot', flags: [] },
  resetPassword: { method: 'POST', path: '/api/v1/auth/password/reset', flags: [] },
  verifyEmail: { method: 'POST', path: '/api/v1/auth/email/verify', flags: [] },
  cancelEmailChange: { method: 'POST', path: '/api/v1/auth/email/cancel', flags: [] },
  acceptInvitation: { method: 'POST', path: '/api/v1/auth/invitations/accept', flags: ['key'] },
  logout: { method: 'POST', path: '/api/v1/auth/logout', flags: ['session'] },
  getMe: { method: 'GET', path: '/api/v1/auth/me', flags: ['session'] },
  updateMe: { method: 'PUT', path: '/api/v1/auth/me', flags: ['session'] },
  eraseMe: { method: 'DELETE', path: '/api/v1/auth/me', flags: ['session'] },
  changePassword: { method: 'POST', path: '/api/v1/auth/password', flags: ['session'] },
  listSessions: { method: 'GET', path: '/api/v1/auth/sessions', flags: ['session'] },
  endSession: { method: 'DELETE', path: '/api/v1/auth/sessions/{session_id}', flags: ['session'] },
  resendVerification: { method: 'POST', path: '/api/v1/auth/email/resend', flags: ['session'] },
  exportMe: { method: 'GET', path: '/api/v1/auth/me/export', flags: ['session'] },
  listModels: { method: 'GET', path: '/api/v1/models', flags: ['session', 'bookmark'] },
  createModel: { method: 'POST', path: '/api/v1/models', flags: ['session', 'key'] },
  getModelFacets: { method: 'GET', path: '/api/v1/models/facets', flags: ['session', 'bookmark'] },
  getModel: { method: 'GET', path: '/api/v1/models/{model_id}', flags: ['session', 'bookmark'] },
  updateModel: { method: 'PUT', path: '/api/v1/models/{model_id}', flags: ['session'] },
  deleteModel: { method: 'DELETE', path: '/api/v1/models/{model_id}', flags: ['session'] },
  getModelAvailability: {
    method: 'GET',
    path: '/api/v1/models/{model_id}/availability',
    flags: ['session'],
  },
  listBookOuts: { method: 'GET', path: '/api/v1/models/{model_id}/book-outs', flags: ['session'] },
  createBookOut: {
    method: 'POST',
    path: '/api/v1/models/{model_id}/book-outs',
    flags: ['session', 'key'],
  },
  deleteBookOut: {
    method: 'DELETE',
    path: '/api/v1/models/{model_id}/book-outs/{book_out_id}',
    flags: ['session'],
  },
  listPictures: {
    method: 'GET',
    path: '/api/v1/models/{model_id}/pictures',
    flags: ['session', 'bookmark'],
  },
  uploadPicture: {
    method: 'POST',
    path: '/api/v1/models/{model_id}/pictures',
    flags: ['session', 'key', 'raw'],
  },
  getPicture: { method: 'GET', path: '/api/v1/pictures/{picture_id}', flags: ['session'] },
  updatePicture: { method: 'PUT', path: '/api/v1/pictures/{picture_id}', flags: ['session'] },
  deletePicture: { method: 'DELETE', path: '/api/v1/pictures/{picture_id}', flags: ['session'] },
  getPictureFile: {
    method: 'GET',
    path: '/api/v1/pictures/{picture_id}/{size}',
    answer: 'blob',
    flags: [],
  },
  orderPictures: {
    method: 'PUT',
    path: '/api/v1/models/{model_id}/pictures/order',
    flags: ['session'],
  },
  listBookings: { method: 'GET', path: '/api/v1/bookings', flags: ['session'] },
  createBooking: { method: 'POST', path: '/api/v1/bookings', flags: ['session', 'key'] },
  createBookingBatch: { method: 'POST', path: '/api/v1/bookings/batch', flags: ['session', 'key'] },
  quoteBooking: { method: 'POST', path: '/api/v1/bookings/quote', flags: ['session'] },
  getBooking: { method: 'GET', path: '/api/v1/bookings/{booking_id}', flags: ['session'] },
  updateBooking: { method: 'PUT', path: '/api/v1/bookings/{booking_id}', flags: ['session'] },
  cancelBooking: { method: 'DELETE', path: '/api/v1/bookings/{booking_id}', flags: ['session'] },
  listBookingEvents: {
    method: 'GET',
    path: '/api/v1/bookings/{booking_id}/events',
    flags: ['session'],
  },
  releaseBooking: {
    method: 'POST',
    path: '/api/v1/bookings/{booking_id}/release',
    flags: ['session', 'key'],
  },
  challengeBooking: {
    method: 'POST',
    path: '/api/v1/bookings/{booking_id}/challenge',
    flags: ['session', 'key'],
  },
  optionBooking: {
    method: 'POST',
    path: '/api/v1/bookings/{booking_id}/option',
    flags: ['session', 'key'],
  },
  confirmBooking: {
    method: 'POST',
    path: '/api/v1/bookings/{booking_id}/confirm',
    flags: ['session', 'key'],
  },
  declineBooking: {
    method: 'POST',
    path: '/api/v1/bookings/{booking_id}/decline',
    flags: ['session', 'key'],
  },
  completeBooking: {
    method: 'POST',
    path: '/api/v1/bookings/{booking_id}/complete',
    flags: ['session', 'key'],
  },
  markNoShow: {
    method: 'POST',
    path: '/api/v1/bookings/{booking_id}/no-show',
    flags: ['session', 'key'],
  },
  createUser: { method: 'POST', path: '/api/v1/users', flags: ['session', 'key'] },
  listUsers: { method: 'GET', path: '/api/v1/users', flags: ['session'] },
  getUser: { method: 'GET', path: '/api/v1/users/{user_id}', flags: ['session'] },
  updateUser: { method: 'PUT', path: '/api/v1/users/{user_id}', flags: ['session'] },
  deleteUser: { method: 'DELETE', path: '/api/v1/users/{user_id}', flags: ['session'] },
  inviteUser: { method: 'POST', path: '/api/v1/users/invitations', flags: ['session', 'key'] },
  listInvitations: { method: 'GET', path: '/api/v1/users/invitations', flags: ['session'] },
  revokeInvitation: {
    method: 'DELETE',
    path: '/api/v1/users/invitations/{invitation_id}',
    flags: ['session'],
  },
  resendInvitation: {
    method: 'POST',
    path: '/api/v1/users/invitations/{invitation_id}/resend',
    flags: ['session'],
  },
  listAuditLog: { method: 'GET', path: '/api/v1/audit-log', flags: ['session'] },
  viewSharedPackage: { method: 'GET', path: '/api/v1/shared/packages/{token}', flags: [] },
  pickFromPackage: {
    method: 'PUT',
    path: '/api/v1/shared/packages/{token}/items/{model_id}',
    flags: [],
  },
  createPackage: { method: 'POST', path: '/api/v1/packages', flags: ['session', 'key'] },
  listPackages: { method: 'GET', path: '/api/v1/packages', flags: ['session'] },
  getPackage: { method: 'GET', path: '/api/v1/packages/{package_id}', flags: ['session'] },
  updatePackage: { method: 'PUT', path: '/api/v1/packages/{package_id}', flags: ['session'] },
  deletePackage: { method: 'DELETE', path: '/api/v1/packages/{package_id}', flags: ['session'] },
  revokePackage: {
    method: 'POST',
    path: '/api/v1/packages/{package_id}/revoke',
    flags: ['session', 'key'],
  },
  relinkPackage: {
    method: 'POST',
    path: '/api/v1/packages/{package_id}/relink',
    flags: ['session', 'key'],
  },
  closePackage: {
    method: 'POST',
    path: '/api/v1/packages/{package_id}/close',
    flags: ['session', 'key'],
  },
  getCalendarFeed: {
    method: 'GET',
    path: '/api/v1/calendars/{token}.ics',
    answer: 'text',
    flags: [],
  },
  createCalendar: { method: 'POST', path: '/api/v1/calendars', flags: ['session', 'key'] },
  listCalendars: { method: 'GET', path: '/api/v1/calendars', flags: ['session'] },
  deleteCalendar: { method: 'DELETE', path: '/api/v1/calendars/{calendar_id}', flags: ['session'] },
  listEvents: { method: 'GET', path: '/api/v1/events', flags: ['session'] },
  createWebhook: { method: 'POST', path: '/api/v1/webhooks', flags: ['session', 'key'] },
  listWebhooks: { method: 'GET', path: '/api/v1/webhooks', flags: ['session'] },
  getWebhook: { method: 'GET', path: '/api/v1/webhooks/{webhook_id}', flags: ['session'] },
  updateWebhook: { method: 'PUT', path: '/api/v1/webhooks/{webhook_id}', flags: ['session'] },
  deleteWebhook: { method: 'DELETE', path: '/api/v1/webhooks/{webhook_id}', flags: ['session'] },
  rotateWebhookSecret: {
    method: 'POST',
    path: '/api/v1/webhooks/{webhook_id}/rotate-secret',
    flags: ['session', 'key'],
  },
  testWebhook: {
    method: 'POST',
    path: '/api/v1/webhooks/{webhook_id}/test',
    flags: ['session', 'key'],
  },
  enableWebhook: {
    method: 'POST',
    path: '/api/v1/webhooks/{webhook_id}/enable',
    flags: ['session', 'key'],
  },
  disableWebhook: {
    method: 'POST',
    path: '/api/v1/webhooks/{webhook_id}/disable',
    flags: ['session', 'key'],
  },
  replayWebhook: {
    method: 'POST',
    path: '/api/v1/webhooks/{webhook_id}/replay',
    flags: ['session'],
  },
  listDeliveries: {
    method: 'GET',
    path: '/api/v1/webhooks/{webhook_id}/deliveries',
    flags: ['session'],
  },
};
