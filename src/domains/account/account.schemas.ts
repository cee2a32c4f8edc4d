import * as z from 'zod';
import { isoTime } from '../../lib/fields';
import { AuditEntry } from '../audit/audit.schemas';
import { Session } from '../auth/auth.schemas';
import { Booking, BookingEvent } from '../bookings/bookings.schemas';
import { User } from '../users/users.schemas';

export const ErasureBody = z
  .strictObject({ password: z.string().min(1).max(1024).describe('The own one, once more.') })
  .meta({ id: 'Erasure', examples: [{ password: 'Plum-Rain7!' }] });

export const PersonalData = z
  .object({
    exported_at: isoTime,
    user: User,
    sessions: z.array(Session.extend({ address: z.string().nullable() })),
    bookings: z.array(Booking.extend({ events: z.array(BookingEvent) })),
    activity: z.array(AuditEntry),
  })
  .meta({ id: 'PersonalData' });
