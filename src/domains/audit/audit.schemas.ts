import * as z from 'zod';
import { described, id, isoTime, line, queryTime } from '../../http/input/field-schemas';
import { cursorQuery } from '../../http/pagination';
import { DEMO } from '../../openapi/demo-ids';

export const AuditListQuery = z.strictObject({
  ...cursorQuery,
  actor_id: id
    .optional()
    .meta({ ...described('누가 했는지(사용자 id).', 'Who did it.'), examples: [DEMO.user] }),
  target_id: id.optional().meta({
    ...described('무엇에 했는지(대상 id).', 'What it was done to.'),
    examples: [DEMO.model],
  }),
  action: line(1, 50)
    .optional()
    .meta({
      ...described('예: `model.updated`.', 'For example `model.updated`.'),
      examples: ['model.updated'],
    }),
  from: queryTime.optional().meta({
    ...described('이 시각부터.', 'From this time on.'),
    examples: ['2026-12-01T09:00:00+09:00'],
  }),
  to: queryTime.optional().meta({
    ...described('이 시각 전까지.', 'Before this time.'),
    examples: ['2026-12-01T17:00:00+09:00'],
  }),
});

const change = z.object({ before: z.unknown(), after: z.unknown() });

export const AuditEntry = z
  .object({
    action: z
      .string()
      .meta(
        described(
          'session.started, session.failed, session.reused, user.created, user.updated, user.password_changed, user.password_reset, user.deleted, model.created, model.updated, model.deleted, book_out.created, book_out.deleted, picture.created, picture.updated, picture.deleted, webhook.created, webhook.updated, webhook.secret_rotated, webhook.deleted, calendar.created, calendar.deleted, invitation.created, invitation.accepted, invitation.revoked, package.created, package.updated, package.deleted 또는 booking.에 이력의 이벤트를 붙인 것.',
          'session.started, session.failed, session.reused, user.created, user.updated, user.password_changed, user.password_reset, user.deleted, model.created, model.updated, model.deleted, book_out.created, book_out.deleted, picture.created, picture.updated, picture.deleted, webhook.created, webhook.updated, webhook.secret_rotated, webhook.deleted, calendar.created, calendar.deleted, invitation.created, invitation.accepted, invitation.revoked, package.created, package.updated, package.deleted, or booking. with an event of the history.',
        ),
      ),
    actor_id: z
      .string()
      .nullable()
      .meta(
        described(
          'null이면 시스템이거나 로그인하지 않은 사람입니다.',
          'Id of the user who did it; null for the system and for callers who were not signed in.',
        ),
      ),
    target_type: z.enum([
      'user',
      'model',
      'booking',
      'picture',
      'webhook',
      'calendar',
      'package',
      'invitation',
    ]),
    target_id: z
      .string()
      .nullable()
      .meta(
        described(
          '그런 계정이 없으면 null입니다.',
          'Id of what it was done to; null where there is no such account.',
        ),
      ),
    changes: z
      .record(z.string(), change)
      .nullable()
      .meta(
        described(
          '필드별 변경 전후. 비밀값은 없으며, 계정이 삭제되면 지워집니다.',
          'Values before and after, by field; never secrets, and removed when the account is erased.',
        ),
      ),
    address: z
      .string()
      .nullable()
      .meta(
        described(
          '로그인한 주소: IPv4, 또는 IPv6의 /64.',
          'Of sign-ins: the IPv4 address, or the /64 of the IPv6 one.',
        ),
      ),
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
