import * as z from 'zod';
import { id, isoTime, line, queryTime } from '../../lib/fields';
import { cursorQuery } from '../../lib/pagination';

export const AuditListQuery = z.strictObject({
  ...cursorQuery,
  actor_id: id.optional().describe('Who did it.'),
  target_id: id.optional().describe('What it was done to.'),
  action: line(1, 50).optional().describe('As `model.updated`.'),
  from: queryTime.optional().describe('From this time on.'),
  to: queryTime.optional().describe('Before this time.'),
});

const change = z.object({ before: z.unknown(), after: z.unknown() });

export const AuditEntry = z
  .object({
    action: z
      .string()
      .describe(
        'session.started, session.failed, session.reused, user.created, user.updated, user.password_changed, user.deleted, model.created, model.updated, model.deleted, book_out.created, book_out.deleted, or booking. with an event of the history.',
      ),
    actor_id: z.string().nullable().describe('Null is the system, or somebody not signed in.'),
    target_type: z.enum(['user', 'model', 'booking']),
    target_id: z.string().nullable().describe('Null where there is no such account.'),
    changes: z
      .record(z.string(), change)
      .nullable()
      .describe('By field. Without secrets, and gone once the account is erased.'),
    address: z.string().nullable().describe('Of sign-ins: IPv4, or the /64 of an IPv6 address.'),
    at: isoTime,
  })
  .meta({
    id: 'AuditEntry',
    examples: [
      {
        action: 'model.updated',
        actor_id: 'a4bd1785-0717-42d0-b5ca-cb540080e9ea',
        target_type: 'model',
        target_id: '5f0c2c7e-3b0e-4c58-9d52-0f3a4f2f8f10',
        changes: { price_per_hour: { before: 120000, after: 150000 } },
        address: null,
        at: '2026-11-23T00:00:00.000Z',
      },
    ],
  });
