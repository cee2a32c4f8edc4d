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
    invitation_id: z
      .string()
      .meta(
        described(
          '`/users/invitations/{invitation_id}`에서 사용하는 초대 id.',
          'Id of the invitation, as in `/users/invitations/{invitation_id}`.',
        ),
      ),
    email: z
      .string()
      .nullable()
      .meta(
        described(
          '초대한 이메일 주소. 초대가 종료되고 30일이 지나면 null입니다.',
          'The invited e-mail address; null from 30 days after the invitation ended.',
        ),
      ),
    full_name: z.string().nullable(),
    role: Role,
    invited_by: z
      .string()
      .meta(described('초대를 보낸 관리자의 id.', 'Id of the admin who sent the invitation.')),
    created_at: isoTime,
    expires_at: isoTime,
    accepted_at: time(
      '계정이 만들어진 시각. 수락되지 않았으면 null입니다.',
      'When the account was created; null if the invitation was not accepted.',
    ),
    revoked_at: time(
      '관리자가 초대를 취소한 시각. 취소되지 않았으면 null입니다.',
      'When an admin revoked the invitation; null if none did.',
    ),
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
