import * as z from 'zod';
import { BookingStatus } from '../http/input/enum-schemas';
import { described, id, isoTime, TimeWindow } from '../http/input/field-schemas';
import { ERRORS, type ErrorCode } from '../lib/errors';

const FieldProblem = z
  .object({
    field: z.string().meta(described('점으로 이은 필드 경로.', 'Path of the field, with dots.')),
    code: z.string().meta(described('언어와 무관한 코드.', 'A code; the same in every language.')),
    message: z.string().meta(described('사람이 읽을 문장.', 'A sentence for people to read.')),
  })
  .meta({ id: 'FieldProblem' });

const Code = z
  .enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]])
  .meta({ id: 'ErrorCode', ...described('모든 오류 코드.', 'Every error code of the API.') });

const Errors = z.array(FieldProblem).meta(described('잘못된 필드.', 'The fields that are wrong.'));

/** Fields that all failures have in common. */
const Problem = z
  .looseObject({
    success: z.literal(false).meta(described('언제나 false입니다.', 'Always false.')),
    error_code: Code,
    error_message: z
      .string()
      .meta(described('사람이 읽을 문장.', 'A sentence for people to read.')),
    timestamp: isoTime,
    type: z.string().meta(described('오류 종류의 URI.', 'URI of the error type.')),
    title: z
      .string()
      .meta(described('오류 종류의 영어 이름.', 'Name of the error type, in English.')),
    status: z.int().min(400).max(599).meta(described('HTTP 상태 코드.', 'The HTTP status.')),
    detail: z
      .string()
      .meta(described('`error_message`와 같습니다.', 'The same as `error_message`.')),
    instance: z.string().meta(described('요청한 경로.', 'Path of the request.')),
    request_id: z
      .string()
      .meta(described('로그에서 찾을 요청의 id.', 'Id of the request, as in the log.')),
    errors: Errors.optional(),
    errors_total: z
      .int()
      .min(1)
      .optional()
      .meta(
        described(
          '잘못된 곳의 전체 개수. `errors`에는 최대 50개까지 담깁니다.',
          'How many fields are wrong; `errors` lists at most 50 of them.',
        ),
      ),
  })
  .meta({
    id: 'Problem',
    ...described(
      '모든 오류의 공통 본문(RFC 9457).',
      'What every failure has in common (RFC 9457).',
    ),
  });

/** Creates a problem for some codes, with details beyond the common fields. */
function problem(codes: [ErrorCode, ...ErrorCode[]], details: z.ZodRawShape = {}) {
  const [only, ...others] = codes;
  const error_code = (others.length > 0 ? z.enum(codes) : z.literal(only)).meta(
    described('이 응답의 오류 코드.', 'The error code of this answer.'),
  );
  return z
    .intersection(Problem, z.looseObject({ error_code, ...details }))
    .meta({ unevaluatedProperties: false });
}

const BookingConflict = problem(['BookingConflictException'], {
  conflict: z
    .strictObject({
      start_time: isoTime.optional(),
      end_time: isoTime.optional(),
      booking_id: id
        .optional()
        .meta(
          described(
            '호출자가 알아도 되는 예약이면 그 id.',
            'Id of the booking, where the caller may know of it.',
          ),
        ),
      item: z
        .int()
        .min(0)
        .optional()
        .meta(
          described(
            '일괄 생성에서 몇 번째 항목인지(0부터).',
            'The item of a batch, counted from 0.',
          ),
        ),
      other_item: z
        .int()
        .min(0)
        .optional()
        .meta(
          described(
            '그 항목과 겹치는 다른 항목(0부터).',
            'The other item that it overlaps, counted from 0.',
          ),
        ),
    })
    .optional()
    .meta(
      described(
        '막고 있는 것. 그 사이 없어졌을 수도 있습니다.',
        'What stands in the way; absent where it is gone by now.',
      ),
    ),
  nearest_free: z
    .array(TimeWindow)
    .optional()
    .meta(described('길이가 같은 빈 시간.', 'Free windows of the same length.')),
}).meta({
  id: 'BookingConflict',
  ...described('원하는 시간이 비어 있지 않습니다.', 'The window is taken.'),
});

const TransitionConflict = problem(['InvalidTransitionException'], {
  conflict: z
    .strictObject({
      from: BookingStatus,
      to: BookingStatus,
      allowed: z
        .array(BookingStatus)
        .meta(described('지금 갈 수 있는 상태.', 'The states it can go to now.')),
    })
    .optional()
    .meta(described('거절된 변경.', 'The move that was refused.')),
}).meta({
  id: 'TransitionConflict',
  ...described(
    '예약의 지금 상태에서는 할 수 없습니다.',
    'The state of the booking does not allow it.',
  ),
});

const QuotaConflict = problem(['QuotaExceededException'], {
  conflict: z
    .strictObject({ limit: z.int().meta(described('최대 개수.', 'How many there may be.')) })
    .optional()
    .meta(described('도달한 한도.', 'The limit that was reached.')),
}).meta({
  id: 'QuotaConflict',
  ...described('더 추가할 수 없습니다.', 'There may be no more of them.'),
});

const ids = z.array(z.string());

const PictureSetConflict = problem(['PictureSetChangedException'], {
  conflict: z
    .strictObject({
      missing: ids.meta(described('요청에 빠진 사진.', 'Pictures that the request leaves out.')),
      unknown: ids.meta(
        described('없거나 두 번 적힌 사진.', 'Pictures that are not there, or stand there twice.'),
      ),
    })
    .optional()
    .meta(described('지금 사진과의 차이.', 'How it differs from the pictures of now.')),
}).meta({
  id: 'PictureSetConflict',
  ...described('지금 있는 사진과 다릅니다.', 'These are not the pictures of now.'),
});

const PackageClosed = problem(['PackageClosedException'], {
  conflict: z
    .strictObject({
      status: z
        .enum(['closed', 'revoked', 'expired'])
        .meta(described('패키지의 지금 상태.', 'The state of the package.')),
    })
    .meta(described('왜 할 수 없는지.', 'Why it cannot be done.')),
}).meta({
  id: 'PackageClosed',
  ...described('패키지가 닫혔거나 만료되었습니다.', 'The package is closed or has expired.'),
});

const CursorExpired = problem(['CursorExpiredException'], {
  conflict: z
    .strictObject({
      oldest: z
        .string()
        .meta(
          described(
            '보관된 가장 오래된 이벤트부터 시작하는 커서.',
            'A cursor that begins with the oldest event kept.',
          ),
        ),
    })
    .meta(described('어디서 이어 갈지.', 'Where to go on.')),
}).meta({
  id: 'CursorExpired',
  ...described('커서 뒤의 이벤트가 지워졌습니다.', 'Events behind the cursor have been purged.'),
});

const ValidationProblem = problem(['ValidationException'], { errors: Errors }).meta({
  id: 'ValidationProblem',
  ...described('필드나 규칙에 맞지 않는 요청입니다.', 'Fields or rules that the request breaks.'),
});

/** Problems with details beyond their code. */
const DETAILED: Partial<Record<ErrorCode, z.ZodType>> = {
  ValidationException: ValidationProblem,
  BookingConflictException: BookingConflict,
  InvalidTransitionException: TransitionConflict,
  QuotaExceededException: QuotaConflict,
  PictureSetChangedException: PictureSetConflict,
  PackageClosedException: PackageClosed,
  CursorExpiredException: CursorExpired,
};

/**
 * Returns the schema of a response with one of these codes: one alternative for each detailed problem and one
 * for the rest.
 */
export function problemOf(codes: readonly ErrorCode[]): z.ZodType {
  const [first, ...others] = codes.filter((code) => !DETAILED[code]);
  const kinds = codes.flatMap((code) => DETAILED[code] ?? []);
  if (first) kinds.push(problem([first, ...others]));
  const [only, ...more] = kinds;
  if (!only) throw new Error('no error to describe');
  return more.length > 0 ? z.union([only, ...more]).meta({ unionOneOf: true }) : only;
}
