import * as z from 'zod';
import type { ErrorCode } from '../errors';
import { BookingStatus } from '../http/input/enum-schemas';
import { described, id, isoTime, TimeWindow } from '../http/input/field-schemas';
import { Errors, problem } from './problem-body';

const BookingConflict = problem(['BookingConflictException'], {
  conflict: z
    .strictObject({
      start_time: isoTime.optional(),
      end_time: isoTime.optional(),
      booking_id: id
        .optional()
        .meta(
          described(
            '겹치는 예약의 id. 호출자가 조회할 수 있는 예약일 때만 있습니다.',
            'Id of the blocking booking, if the caller can see it.',
          ),
        ),
      item: z
        .int()
        .min(0)
        .optional()
        .meta(
          described(
            '일괄 생성에서 오류의 원인인 항목의 번호. 0부터 셉니다.',
            'Index of the item in a batch that caused the error, from 0.',
          ),
        ),
      other_item: z
        .int()
        .min(0)
        .optional()
        .meta(
          described(
            '그 항목과 겹치는 다른 항목의 번호. 0부터 셉니다.',
            'Index of the other item that it overlaps, from 0.',
          ),
        ),
    })
    .optional()
    .meta(
      described(
        '겹치는 예약이나 북아웃. 그사이 없어졌으면 생략합니다.',
        'What blocks the window. Absent if it has gone in the meantime.',
      ),
    ),
  nearest_free: z
    .array(TimeWindow)
    .optional()
    .meta(
      described(
        '대신 예약할 수 있는, 길이가 같은 빈 시간.',
        'Free windows of the same length to offer instead.',
      ),
    ),
}).meta({
  id: 'BookingConflict',
  ...described('요청한 시간이 비어 있지 않습니다.', 'The requested window is not free.'),
});

const TransitionConflict = problem(['InvalidTransitionException'], {
  conflict: z
    .strictObject({
      from: BookingStatus,
      to: BookingStatus,
      allowed: z
        .array(BookingStatus)
        .meta(
          described(
            '현재 상태에서 호출자가 변경할 수 있는 상태.',
            'States that the caller can move the booking to now.',
          ),
        ),
    })
    .optional()
    .meta(described('거부된 상태 변경.', 'The refused change of state.')),
}).meta({
  id: 'TransitionConflict',
  ...described(
    '예약의 현재 상태에서는 할 수 없는 변경입니다.',
    'The current state of the booking does not allow this change.',
  ),
});

const QuotaConflict = problem(['QuotaExceededException'], {
  conflict: z
    .strictObject({
      limit: z.int().meta(described('만들 수 있는 최대 개수.', 'Maximum number that can exist.')),
    })
    .optional()
    .meta(described('요청이 초과한 한도.', 'The limit that the request would exceed.')),
}).meta({
  id: 'QuotaConflict',
  ...described(
    '최대 개수에 도달하여 더 추가할 수 없습니다.',
    'The maximum number has been reached.',
  ),
});

const ids = z.array(z.string());

const PictureSetConflict = problem(['PictureSetChangedException'], {
  conflict: z
    .strictObject({
      missing: ids.meta(
        described(
          '현재 있지만 요청에 빠진 사진의 id.',
          'Ids of pictures that the request leaves out.',
        ),
      ),
      unknown: ids.meta(
        described(
          '존재하지 않거나 두 번 적힌 사진의 id.',
          'Ids that do not exist or appear twice.',
        ),
      ),
    })
    .optional()
    .meta(
      described('요청과 현재 사진의 차이.', 'How the request differs from the current pictures.'),
    ),
}).meta({
  id: 'PictureSetConflict',
  ...described(
    '요청의 사진 목록이 현재 사진과 다릅니다.',
    'The pictures in the request are not the current ones.',
  ),
});

const PackageClosed = problem(['PackageClosedException'], {
  conflict: z
    .strictObject({
      status: z
        .enum(['closed', 'revoked', 'expired'])
        .meta(
          described(
            '답할 수 없는 이유인 패키지의 현재 상태.',
            'Current state of the package, which rules the change out.',
          ),
        ),
    })
    .meta(described('요청을 처리할 수 없는 이유.', 'Why the request was refused.')),
}).meta({
  id: 'PackageClosed',
  ...described(
    '패키지가 마감, 회수 또는 만료되었습니다.',
    'The package is closed, revoked or expired.',
  ),
});

const CursorExpired = problem(['CursorExpiredException'], {
  conflict: z
    .strictObject({
      oldest: z
        .string()
        .meta(
          described(
            '보관 중인 가장 오래된 이벤트부터 시작하는 커서.',
            'A cursor that starts at the oldest event still stored.',
          ),
        ),
    })
    .meta(described('다시 시작할 수 있는 위치.', 'Where reading can continue.')),
}).meta({
  id: 'CursorExpired',
  ...described(
    '커서 뒤의 이벤트가 보관 기간이 지나 삭제되었습니다.',
    'Events after the cursor have been deleted.',
  ),
});

const ValidationProblem = problem(['ValidationException'], { errors: Errors }).meta({
  id: 'ValidationProblem',
  ...described(
    '요청이 필드의 형식이나 규칙에 맞지 않습니다.',
    'The request breaks the rules of one or more fields.',
  ),
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
  if (!only) throw new Error('an error response needs at least one code');
  return more.length > 0 ? z.union([only, ...more]).meta({ unionOneOf: true }) : only;
}
