import * as z from 'zod';
import { MAIL_STATES, MAIL_TEMPLATES } from '../../db/constants';
import { LanguageCode } from '../../http/input/enum-schemas';
import { characters, described, exampleOf, isoTime } from '../../http/input/field-schemas';
import { AuditEntry } from '../audit/audit.schemas';
import { Session } from '../auth/auth.schemas';
import { Booking } from '../bookings/bookings.view';
import { BookingEvent } from '../bookings/history/history.view';
import { Calendar } from '../calendars/calendars.schemas';
import { Invitation } from '../invitations/invitations.schemas';
import { PackageForClient } from '../packages/packages.schemas';
import { User } from '../users/users.schemas';

export const ErasureBody = z
  .strictObject({
    password: characters(z.string(), 1, 1024).meta(
      described(
        '삭제를 확인하기 위한 현재 비밀번호.',
        'Your current password, to confirm the erasure.',
      ),
    ),
  })
  .meta({ id: 'Erasure', examples: [{ password: 'Plum-Rain7!' }] });

const MailRecord = z
  .object({
    mail_id: z.string().meta(described('메일의 고유 식별자.', 'Unique identifier of the mail.')),
    template: z
      .enum(MAIL_TEMPLATES)
      .meta(
        described(
          '메일의 종류. 메일의 내용은 저장하지 않습니다.',
          'Kind of mail. The text itself is not stored.',
        ),
      ),
    language: LanguageCode,
    state: z
      .enum(MAIL_STATES)
      .meta(
        described('발송 상태.', 'Whether the mail is waiting, was sent, was dropped or failed.'),
      ),
    created_at: isoTime,
    sent_at: isoTime
      .nullable()
      .meta(
        described(
          '발송한 시각. 발송하지 않았으면 null입니다.',
          'When the mail was sent; null if it was not.',
        ),
      ),
  })
  .meta({
    id: 'MailRecord',
    examples: [
      {
        mail_id: '5f0c3f2b9a0e4d7c8b6a1d2e3f405162',
        template: 'booking',
        language: 'ko',
        state: 'sent',
        created_at: '2026-11-23T00:00:00.000Z',
        sent_at: '2026-11-23T00:00:01.000Z',
      },
    ],
  });

export const PersonalData = z
  .object({
    exported_at: isoTime,
    user: User,
    sessions: z.array(Session.extend({ address: z.string().nullable() })),
    calendars: z.array(Calendar),
    invitations: z
      .array(Invitation)
      .meta(
        described(
          '이 계정을 만들 때 수락한 초대.',
          'The invitation that created this account, if any.',
        ),
      ),
    bookings: z.array(Booking.extend({ events: z.array(BookingEvent) })),
    packages: z.array(PackageForClient),
    mails: z
      .array(MailRecord)
      .meta(
        described('최근 30일 동안 본인에게 보낸 메일.', 'Mails sent to you in the last 30 days.'),
      ),
    activity: z.array(AuditEntry),
  })
  .meta({
    id: 'PersonalData',
    examples: [
      {
        exported_at: '2026-11-23T00:00:00.000Z',
        user: exampleOf(User),
        sessions: [],
        calendars: [],
        invitations: [],
        bookings: [],
        packages: [],
        mails: [],
        activity: [exampleOf(AuditEntry)],
      },
    ],
  });
