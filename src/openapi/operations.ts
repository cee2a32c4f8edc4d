import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { described, id } from '../http/input/field-schemas';
import type { Operation } from '../http/operation';
import type { Language } from '../i18n/messages';
import { inLanguage, type Text } from '../i18n/text';
import { DEMO } from './demo-ids';
import { takesIfMatch } from './problems';
import { BYTES, isConditional, media, successOf } from './responses';

const paramsOf = (path: string) => [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');

function securityOf({ access, adminSeesMore, adminFields }: Operation) {
  const schemes = [{ password: [] }, { bearer: [] }];
  if (access !== 'public') return schemes;
  return adminSeesMore || adminFields ? [{}, ...schemes] : [];
}

/** The access statement in every operation's description. */
const ACCESS: Record<Operation['access'], Text> = {
  public: ['누구나 호출할 수 있습니다.', 'Open to everyone.'],
  session: ['로그인이 필요합니다.', 'Requires sign-in.'],
  admin: ['관리자만 호출할 수 있습니다.', 'Admins only.'],
};

const BOOKMARK = z
  .string()
  .max(200)
  .meta({
    examples: ['00000000-00000000-00000000-00000000000000000000000000000000'],
    ...described(
      '이전 응답의 `X-D1-Bookmark` 값. 적어도 그 응답의 시점 이후의 데이터를 읽습니다.',
      'The `X-D1-Bookmark` of an earlier response. This read sees at least what that response saw.',
    ),
  });

/** The longest list of ETags that is sure to reach the Worker, in characters. */
const MAX_TAGS = 4096;

const IDEMPOTENCY_KEY = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[\x20-\x7e]+$/)
  .meta({
    ...described(
      '재시도를 구분하는 키. 같은 키로 같은 요청을 보내면 24시간 동안 첫 응답을 그대로 반환합니다.',
      'Key that identifies retries. For 24 hours, the same request with the same key returns the first response again.',
    ),
  });

/** Ids in paths, with their sources. */
const PATH_IDS: Record<string, object> = {
  user_id: {
    ...described(
      '사용자의 id. `GET /users` 또는 `GET /auth/me`에서 확인합니다.',
      'Id of the user, from `GET /users` or `GET /auth/me`.',
    ),
    examples: [DEMO.user],
  },
  session_id: described(
    '세션의 id. `GET /auth/sessions`에서 확인합니다.',
    'Id of the session, from `GET /auth/sessions`.',
  ),
  model_id: {
    ...described(
      '모델의 id. `GET /models`에서 확인합니다.',
      'Id of the model, from `GET /models`.',
    ),
    examples: [DEMO.model],
  },
  invitation_id: {
    ...described(
      '초대의 id. `GET /users/invitations`에서 확인합니다.',
      'Id of the invitation, from `GET /users/invitations`.',
    ),
    examples: [DEMO.invitation],
  },
  webhook_id: {
    ...described(
      '웹훅의 id. `GET /webhooks`에서 확인합니다.',
      'Id of the webhook, from `GET /webhooks`.',
    ),
    examples: [DEMO.webhook],
  },
  book_out_id: {
    ...described(
      '북아웃의 id. `GET /models/{model_id}/book-outs`에서 확인합니다.',
      'Id of the book-out, from `GET /models/{model_id}/book-outs`.',
    ),
    examples: [DEMO.bookOut],
  },
  booking_id: {
    ...described(
      '예약의 id. `GET /bookings`에서 확인합니다.',
      'Id of the booking, from `GET /bookings`.',
    ),
    examples: [DEMO.booking],
  },
  package_id: {
    ...described(
      '패키지의 id. `GET /packages`에서 확인합니다.',
      'Id of the package, from `GET /packages`.',
    ),
    examples: [DEMO.package],
  },
  calendar_id: {
    ...described(
      '캘린더의 id. `GET /calendars`에서 확인합니다.',
      'Id of the calendar, from `GET /calendars`.',
    ),
    examples: [DEMO.calendar],
  },
  token: described(
    '링크나 구독 주소에 들어 있는 토큰. 이 토큰이 있으면 로그인하지 않아도 됩니다.',
    'The token in the link or subscription address. It takes the place of a sign-in.',
  ),
  picture_id: {
    ...described(
      '사진의 id. `GET /models/{model_id}/pictures`에서 확인합니다.',
      'Id of the picture, from `GET /models/{model_id}/pictures`.',
    ),
    examples: [DEMO.picture],
  },
  size: {
    ...described(
      '너비(픽셀)인 320, 800, 1600 또는 원본인 original.',
      'Width in pixels (320, 800 or 1600), or original.',
    ),
    examples: ['320'],
  },
};

/** Returns an operation's path parameters. `exampleId` replaces the last one's example. */
function pathOf({ path, exampleId }: Operation) {
  const names = paramsOf(path);
  const fields = names.map((name, index) => {
    const isOwn = exampleId !== undefined && index === names.length - 1;
    return [name, id.meta({ ...PATH_IDS[name], ...(isOwn && { examples: [exampleId] }) })];
  });
  return names.length > 0 ? { path: z.object(Object.fromEntries(fields)) } : {};
}

/**
 * Returns the request body: JSON by its schema, or bytes. Forms are described by OAuth2's tokenUrl only,
 * because some generators send nothing if a body has two media types.
 */
function bodyOf({ body, bodyOptional, file }: Operation) {
  const content = file
    ? Object.fromEntries(file.types.map((type) => [type, BYTES]))
    : body && { 'application/json': media(body) };
  return content && { requestBody: { required: !bodyOptional, content } };
}

/** Converts an operation to its document form. `problems` are its failures. */
export function toOperation(
  operation: Operation,
  language: Language,
  problems: ZodOpenApiResponsesObject,
): ZodOpenApiOperationObject {
  const conditional = {
    'If-None-Match': z
      .string()
      .max(MAX_TAGS)
      .optional()
      .meta({
        examples: ['"0"'],
        ...described(
          '이전 응답의 `ETag`. 변경되지 않았으면 304를 반환합니다.',
          'The `ETag` of an earlier response. Returns 304 while it still matches.',
        ),
      }),
  };
  const headers = z.object({
    ...(isConditional(operation) && conditional),
    ...(operation.atBookmark && { 'X-D1-Bookmark': BOOKMARK.optional() }),
    ...(operation.idempotent && { 'Idempotency-Key': IDEMPOTENCY_KEY.optional() }),
    ...(takesIfMatch(operation) && {
      'If-Match': z
        .string()
        .max(MAX_TAGS)
        .optional()
        .meta({
          examples: ['*'],
          ...described(
            '이전에 읽은 `ETag`. 그사이 변경되었으면 412를 반환합니다.',
            'The `ETag` that you read. Returns 412 if the resource has changed since.',
          ),
        }),
    }),
  });
  return {
    operationId: operation.id,
    tags: [inLanguage(operation.tag.name, language)],
    summary: inLanguage(operation.summary, language),
    description: [operation.description, ACCESS[operation.access]]
      .map((one) => inLanguage(one, language))
      .join('\n\n'),
    security: securityOf(operation),
    requestParams: {
      ...pathOf(operation),
      ...(operation.query && { query: operation.query as z.ZodObject }),
      ...(Object.keys(headers.shape).length > 0 && { header: headers }),
    },
    ...bodyOf(operation),
    responses: { ...successOf(operation, language), ...problems },
  };
}
