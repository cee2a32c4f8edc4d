import * as z from 'zod';
import { BOARDS, BOOKING_STATUSES, GENDERS, ROLES } from '../../db/constants';
import { LANGUAGES } from '../../i18n/text';
import { described } from './field-schemas';

/** Enums that repeat throughout the document, each with its own component name. */

export const BookingStatus = z.enum(BOOKING_STATUSES).meta({
  id: 'BookingStatus',
  ...described(
    'requested → option → confirmed → completed 순서로 진행합니다. 그 밖의 상태와 completed는 최종 상태입니다.',
    'A booking moves from requested through option to confirmed and completed. All states but the first three are final.',
  ),
});
export type BookingStatus = z.output<typeof BookingStatus>;

export const Board = z.enum(BOARDS).meta({
  id: 'Board',
  ...described(
    '에이전시가 모델을 분류하는 보드(분야).',
    'A division of the agency, under which models are listed.',
  ),
});

export const Gender = z.enum(GENDERS).meta({
  id: 'Gender',
  ...described(
    '카탈로그에서 모델을 분류하는 성별.',
    'Gender under which the catalogue lists a model.',
  ),
});

export const Role = z.enum(ROLES).meta({
  id: 'Role',
  ...described(
    '계정의 권한. `admin`은 에이전시를 관리하고 `client`는 예약합니다.',
    'Role of the account: `admin` manages the agency, `client` books.',
  ),
});

export const LanguageCode = z.enum(LANGUAGES).meta({
  id: 'Language',
  ...described(
    '메시지와 메일의 언어: ko(한국어) 또는 en(영어).',
    'Language of texts: ko (Korean) or en (English).',
  ),
});
