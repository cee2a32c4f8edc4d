export { createClient } from './client.js';
export { ApiError, UnexpectedResponseError } from './errors.js';
export type * from './generated/operations.js';
export type * from './generated/schemas.js';
export type { RawBody } from './request.js';
export type { TokenStore, Tokens } from './session.js';
export type { Answer, Client, ClientOptions, EventOptions } from './types.js';
export {
  type VerifyOptions,
  verifyWebhook,
  type WebhookEvent,
  type WebhookRequest,
  WebhookVerificationError,
} from './webhooks.js';
