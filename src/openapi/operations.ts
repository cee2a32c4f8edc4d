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
  public: ['누구나 호출할 수 있습니다.', 'Open to everybody.'],
  session: ['로그인이 필요합니다.', 'Requires a signed-in caller.'],
  admin: ['관리자만 호출할 수 있습니다.', 'Requires an admin.'],
};

const BOOKMARK = z
  .string()
  .max(200)
  .meta({
    examples: ['00000000-00000000-00000000-00000000000000000000000000000000'],
    ...described(
      '앞선 응답의 값. 적어도 그 응답이 본 만큼 새로운 데이터를 읽습니다.',
      'The one of an earlier answer: this read sees at least what that answer saw.',
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
      '같은 키의 같은 요청은 24시간 동안 첫 응답을 그대로 받습니다.',
      'Repeats of the request with the same key get the first answer again, for 24 hours.',
    ),
  });

/** Ids in paths, with their sources. */
const PATH_IDS: Record<string, object> = {
  user_id: { ...described('사용자의 id.', 'Id of a user.'), examples: [DEMO.user] },
  session_id: described(
    '`GET /auth/sessions`가 알려 주는 세션의 id.',
    'Id of a session, from `GET /auth/sessions`.',
  ),
  model_id: {
    ...described('`GET /models`가 알려 주는 모델의 id.', 'Id of a model, from `GET /models`.'),
    examples: [DEMO.model],
  },
  invitation_id: {
    ...described('초대의 id.', 'Id of an invitation.'),
    examples: [DEMO.invitation],
  },
  webhook_id: { ...described('웹훅의 id.', 'Id of a webhook.'), examples: [DEMO.webhook] },
  book_out_id: { ...described('북아웃의 id.', 'Id of a book-out.'), examples: [DEMO.bookOut] },
  booking_id: { ...described('예약의 id.', 'Id of a booking.'), examples: [DEMO.booking] },
  package_id: { ...described('패키지의 id.', 'Id of a package.'), examples: [DEMO.package] },
  calendar_id: { ...described('캘린더의 id.', 'Id of a calendar.'), examples: [DEMO.calendar] },
  token: described('주소에 들어 있는 토큰.', 'The token in the address.'),
  picture_id: { ...described('사진의 id.', 'Id of a picture.'), examples: [DEMO.picture] },
  size: {
    ...described(
      '320, 800, 1600(너비, 픽셀) 또는 original.',
      '320, 800 or 1600, the width in pixels, or original.',
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
          '앞선 응답의 `ETag`. 그대로이면 304입니다.',
          'The `ETag` of an earlier answer: 304 while it still matches.',
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
            '앞서 읽은 `ETag`. 그 사이 바뀌었으면 412입니다.',
            'The `ETag` that was read: 412 once it has changed.',
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
