import * as z from 'zod';
import { described, id, isoTime, line, queryTime } from '../../http/input/field-schemas';
import { cursorQuery } from '../../http/pagination';
import { DEMO } from '../../openapi/demo-ids';

export const AuditListQuery = z.strictObject({
  ...cursorQuery,
  actor_id: id.optional().meta({
    ...described('작업을 수행한 사용자의 id.', 'Id of the user who performed the action.'),
    examples: [DEMO.user],
  }),
  target_id: id.optional().meta({
    ...described('작업 대상의 id.', 'Id of the resource that the action changed.'),
    examples: [DEMO.model],
  }),
  action: line(1, 50)
    .optional()
    .meta({
      ...described(
        '이 작업의 항목만. 예: `model.updated`.',
        'Only entries of this action, such as `model.updated`.',
      ),
      examples: ['model.updated'],
    }),
  from: queryTime.optional().meta({
    ...described(
      '이 시각부터 기록된 항목. 이 시각을 포함합니다.',
      'Entries recorded at or after this time.',
    ),
    examples: ['2026-12-01T09:00:00+09:00'],
  }),
  to: queryTime.optional().meta({
    ...described(
      '이 시각 전에 기록된 항목. 이 시각은 포함하지 않습니다.',
      'Entries recorded before this time (exclusive).',
    ),
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
          '작업을 수행한 사용자의 id. 시스템이나 로그인하지 않은 호출자이면 null입니다.',
          'Id of the user who performed the action; null for the system and for callers who were not signed in.',
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
          '작업 대상의 id. 해당하는 계정이 없으면 null입니다.',
          'Id of the resource that the action concerns; null if there is no such account.',
        ),
      ),
    changes: z
      .record(z.string(), change)
      .nullable()
      .meta(
        described(
          '필드별 변경 전후의 값. 비밀 값은 기록하지 않으며, 계정이 삭제되면 함께 삭제됩니다.',
          'Values before and after the change, by field. Contains no secrets. Removed when the account is erased.',
        ),
      ),
    address: z
      .string()
      .nullable()
      .meta(
        described(
          '로그인한 네트워크 주소. IPv4 주소 또는 IPv6의 /64 대역입니다.',
          'Network address of a sign-in: the IPv4 address, or the /64 prefix for IPv6.',
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
