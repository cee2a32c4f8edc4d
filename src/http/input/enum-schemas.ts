import * as z from 'zod';
import { BOARDS, BOOKING_STATUSES, GENDERS, ROLES } from '../../db/constants';
import { LANGUAGES } from '../../i18n/text';
import { described } from './field-schemas';

/** Enums that repeat throughout the document, each with its own component name. */

export const BookingStatus = z.enum(BOOKING_STATUSES).meta({
  id: 'BookingStatus',
  ...described(
    'requested → option → confirmed → completed. 그 밖은 모두 끝난 상태입니다.',
    'requested → option → confirmed → completed; all others are final.',
  ),
});
export type BookingStatus = z.output<typeof BookingStatus>;

export const Board = z.enum(BOARDS).meta({
  id: 'Board',
  ...described('모델이 속한 보드(분야).', 'A division of the agency that models are listed under.'),
});

export const Gender = z.enum(GENDERS).meta({ id: 'Gender', ...described('성별.', 'Gender.') });

export const Role = z.enum(ROLES).meta({
  id: 'Role',
  ...described('역할. 관리자는 `admin`입니다.', '`admin` manages, `client` books.'),
});

export const LanguageCode = z
  .enum(LANGUAGES)
  .meta({ id: 'Language', ...described('언어.', 'A language.') });
