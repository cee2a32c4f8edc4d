import * as z from 'zod';
import { Role } from '../../http/input/enum-schemas';
import { described, isoTime } from '../../http/input/field-schemas';
import { token } from '../auth/recovery.schemas';
import { AccountBody } from '../users/users.schemas';

const { email, full_name, username, password, phone, birth_date } = AccountBody.shape;

export const InvitationBody = z.strictObject({ email, full_name, role: Role }).meta({
  id: 'InvitationCreate',
  examples: [{ email: 'minji@example.com', full_name: '김하늘', role: 'client' }],
});

export const AcceptBody = z.strictObject({ token, username, password, phone, birth_date }).meta({
  id: 'InvitationAccept',
  examples: [{ token: '5f0c….k2Vq…', username: 'minji', password: 'Plum-Rain7!' }],
});

const time = (ko: string, en: string) => isoTime.nullable().meta(described(ko, en));

export const Invitation = z
  .object({
    invitation_id: z.string().meta(described('초대의 id.', 'Id of the invitation.')),
    email: z
      .string()
      .nullable()
      .meta(described('끝난 지 30일이 지나면 null입니다.', 'Null 30 days after it has ended.')),
    full_name: z.string().nullable(),
    role: Role,
    invited_by: z.string().meta(described('초대한 관리자의 id.', 'Id of the admin who invited.')),
    created_at: isoTime,
    expires_at: isoTime,
    accepted_at: time('수락된 시각.', 'When it was accepted.'),
    revoked_at: time('취소된 시각.', 'When it was revoked.'),
  })
  .meta({
    id: 'Invitation',
    examples: [
      {
        invitation_id: '0d9f2c1e-6a4b-4c0e-8d53-2f7a1b9c3e55',
        email: 'minji@example.com',
        full_name: '김하늘',
        role: 'client',
        invited_by: 'a4bd1785-0717-42d0-b5ca-cb540080e9ea',
        created_at: '2026-11-23T00:00:00.000Z',
        expires_at: '2026-12-07T00:00:00.000Z',
        accepted_at: null,
        revoked_at: null,
      },
    ],
  });
