import * as z from 'zod';
import { MAIL_STATES, MAIL_TEMPLATES } from '../../db/constants';
import { LanguageCode } from '../../http/input/enum-schemas';
import { characters, described, exampleOf, isoTime } from '../../http/input/field-schemas';
import { AuditEntry } from '../audit/audit.schemas';
import { Session } from '../auth/auth.schemas';
import { Booking } from '../bookings/bookings.schemas';
import { BookingEvent } from '../bookings/history/history.schemas';
import { Calendar } from '../calendars/calendars.schemas';
import { Invitation } from '../invitations/invitations.schemas';
import { PackageForClient } from '../packages/packages.schemas';
import { User } from '../users/users.schemas';

export const ErasureBody = z
  .strictObject({
    password: characters(z.string(), 1, 1024).meta(
      described('본인의 비밀번호를 한 번 더.', 'Your password, again.'),
    ),
  })
  .meta({ id: 'Erasure', examples: [{ password: 'Plum-Rain7!' }] });

const MailRecord = z
  .object({
    mail_id: z.string().meta(described('메일의 id.', 'Id of the mail.')),
    template: z.enum(MAIL_TEMPLATES).meta(described('무엇에 대한 메일인지.', 'What it is about.')),
    language: LanguageCode,
    state: z.enum(MAIL_STATES).meta(described('보냈는지 여부.', 'Whether it was sent.')),
    created_at: isoTime,
    sent_at: isoTime
      .nullable()
      .meta(described('보내지 않았으면 null입니다.', 'Null if it was not sent.')),
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
        described('이 계정이 만들어진 초대.', 'The invitation that this account was made from.'),
      ),
    bookings: z.array(Booking.extend({ events: z.array(BookingEvent) })),
    packages: z.array(PackageForClient),
    mails: z
      .array(MailRecord)
      .meta(described('최근 30일 동안 나에게 보낸 메일.', 'Mails to you of the last 30 days.')),
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
