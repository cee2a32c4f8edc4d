import * as z from 'zod';
import { characters, described, exampleOf, isoTime } from '../../http/input/field-schemas';
import { AuditEntry } from '../audit/audit.schemas';
import { Session } from '../auth/auth.schemas';
import { Booking } from '../bookings/bookings.schemas';
import { BookingEvent } from '../bookings/history/history.schemas';
import { Calendar } from '../calendars/calendars.schemas';
import { PackageForClient } from '../packages/packages.schemas';
import { User } from '../users/users.schemas';

export const ErasureBody = z
  .strictObject({
    password: characters(z.string(), 1, 1024).meta(
      described('본인의 비밀번호를 한 번 더.', 'Your password, again.'),
    ),
  })
  .meta({ id: 'Erasure', examples: [{ password: 'Plum-Rain7!' }] });

export const PersonalData = z
  .object({
    exported_at: isoTime,
    user: User,
    sessions: z.array(Session.extend({ address: z.string().nullable() })),
    calendars: z.array(Calendar),
    bookings: z.array(Booking.extend({ events: z.array(BookingEvent) })),
    packages: z.array(PackageForClient),
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
        bookings: [],
        packages: [],
        activity: [exampleOf(AuditEntry)],
      },
    ],
  });
