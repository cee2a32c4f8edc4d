import * as z from 'zod';
import { ERRORS, type ErrorCode } from '../errors';
import { described, isoTime } from '../http/input/field-schemas';

const FieldProblem = z
  .object({
    field: z
      .string()
      .meta(
        described(
          '잘못된 필드의 경로. 하위 필드는 점으로 구분합니다.',
          'Path of the invalid field, separated by dots.',
        ),
      ),
    code: z
      .string()
      .meta(
        described(
          '문제의 종류를 나타내는 코드. 언어와 관계없이 같습니다.',
          'Code of the problem, the same in every language.',
        ),
      ),
    message: z
      .string()
      .meta(
        described(
          '사용자에게 그대로 보여 줄 수 있는 문장. 언어는 `Accept-Language`를 따릅니다.',
          'A sentence to show to users, in the language of `Accept-Language`.',
        ),
      ),
  })
  .meta({ id: 'FieldProblem' });

const Code = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]).meta({
  id: 'ErrorCode',
  ...described(
    'API가 반환하는 모든 오류 코드. 언어와 관계없이 같습니다.',
    'All error codes of the API, the same in every language.',
  ),
});

export const Errors = z
  .array(FieldProblem)
  .meta(
    described('필드별 문제. 모든 문제를 한 번에 알려 줍니다.', 'Problems by field, all at once.'),
  );

/** Fields that all failures have in common. */
const Problem = z
  .looseObject({
    success: z
      .literal(false)
      .meta(described('오류이면 항상 false입니다.', 'Always false for an error.')),
    error_code: Code,
    error_message: z
      .string()
      .meta(
        described(
          '사용자에게 그대로 보여 줄 수 있는 문장. 언어는 `Accept-Language`를 따릅니다.',
          'A sentence to show to users, in the language of `Accept-Language`.',
        ),
      ),
    timestamp: isoTime,
    type: z
      .string()
      .meta(
        described(
          '오류의 종류를 나타내는 URI(RFC 9457).',
          'URI that identifies the error type (RFC 9457).',
        ),
      ),
    title: z
      .string()
      .meta(
        described(
          '오류 종류의 영어 이름. 언어와 관계없이 같습니다.',
          'Name of the error type, always in English.',
        ),
      ),
    status: z
      .int()
      .min(400)
      .max(599)
      .meta(described('응답의 HTTP 상태 코드와 같은 값.', 'The HTTP status of the response.')),
    detail: z
      .string()
      .meta(described('`error_message`와 같습니다.', 'The same as `error_message`.')),
    instance: z
      .string()
      .meta(described('오류가 발생한 요청의 경로.', 'Path of the request that failed.')),
    request_id: z
      .string()
      .meta(
        described(
          '요청의 id. 로그에서 이 값으로 검색할 수 있습니다.',
          'Id of the request, to search the log for.',
        ),
      ),
    errors: Errors.optional(),
    errors_total: z
      .int()
      .min(1)
      .optional()
      .meta(
        described(
          '문제의 전체 개수. `errors`에는 최대 50개까지 담습니다.',
          'Total number of problems; `errors` lists at most 50.',
        ),
      ),
  })
  .meta({
    id: 'Problem',
    ...described(
      '모든 오류에 공통된 본문(RFC 9457).',
      'The body that all errors have in common (RFC 9457).',
    ),
  });

/** Creates a problem for some codes, with details beyond the common fields. */
export function problem(codes: [ErrorCode, ...ErrorCode[]], details: z.ZodRawShape = {}) {
  const [only, ...others] = codes;
  const error_code = (others.length > 0 ? z.enum(codes) : z.literal(only)).meta(
    described('이 응답에 해당하는 오류 코드.', 'Error code of this response.'),
  );
  return z
    .intersection(Problem, z.looseObject({ error_code, ...details }))
    .meta({ unevaluatedProperties: false });
}
