import { runIdempotent } from '../../http/idempotency';
import { singlePageOf, toSinglePageView } from '../../http/pagination';
import { sendEnvelope, sendPage } from '../../http/respond';
import { createRoutes } from '../../http/routes';
import { actorContextOf, contextOf } from '../../http/service-context';
import { DEMO } from '../../openapi/demo-ids';
import { TAGS } from '../../openapi/tags';
import { User } from '../users/users.schemas';
import { sendUser } from '../users/users.view';
import { AcceptBody, Invitation, InvitationBody } from './invitations.schemas';
import * as invitations from './invitations.service';
import { toInvitationView } from './invitations.view';

export const invitationRoutes = createRoutes('admin', TAGS.users);
export const acceptanceRoutes = createRoutes('public', TAGS.auth);

const PATH = '/api/v1/users/invitations';
const ONE = `${PATH}/:invitation_id` as const;

invitationRoutes.post(
  PATH,
  {
    id: 'inviteUser',
    summary: ['사용자 초대', 'Invite a user'],
    description: [
      '14일 동안 유효한 링크를 메일로 보냅니다. 수락을 기다리는 초대는 최대 100건입니다.',
      'Mails a link that is valid for 14 days. At most 100 invitations can be open at once.',
    ],
    body: InvitationBody,
    response: Invitation,
    idempotent: true,
    emits: ['mails'],
    errors: ['QuotaExceededException', 'ServiceUnavailableException'],
  },
  async (c, { body }) => {
    const row = await runIdempotent(c, actorContextOf(c), (ctx) => invitations.invite(ctx, body));
    return c.json(toInvitationView(row));
  },
);

invitationRoutes.get(
  PATH,
  {
    id: 'listInvitations',
    summary: ['초대 목록', 'List invitations'],
    description: [
      '수락을 기다리는 초대와 종료된 지 30일이 지나지 않은 초대를 최신순으로 조회합니다.',
      'Returns open invitations and those that ended in the last 30 days, newest first.',
    ],
    response: singlePageOf('InvitationPage', Invitation),
  },
  async (c) =>
    sendPage(c, toSinglePageView(await invitations.list(actorContextOf(c)), toInvitationView)),
);

invitationRoutes.delete(
  ONE,
  {
    id: 'revokeInvitation',
    summary: ['초대 취소', 'Revoke an invitation'],
    description: [
      '수락하기 전의 초대를 취소합니다. 메일로 보낸 링크는 즉시 무효화됩니다.',
      'Cancels an invitation that has not been accepted. The link in the mail stops working immediately.',
    ],
    exampleId: DEMO.invitationToRevoke,
    message: 'invitation.revoked',
    errors: ['InvitationNotFoundException'],
  },
  async (c, { params }) => {
    await invitations.revoke(actorContextOf(c), params.invitation_id);
    return sendEnvelope(c, 'invitation.revoked');
  },
);

invitationRoutes.post(
  `${ONE}/resend`,
  {
    id: 'resendInvitation',
    summary: ['초대 메일 재발송', 'Resend an invitation'],
    description: [
      '같은 링크를 메일로 다시 보냅니다. 유효 기간은 연장되지 않습니다.',
      'Mails the same link again. Its lifetime is not extended.',
    ],
    response: Invitation,
    emits: ['mails'],
    errors: ['InvitationNotFoundException', 'ServiceUnavailableException'],
  },
  async (c, { params }) =>
    c.json(toInvitationView(await invitations.resend(actorContextOf(c), params.invitation_id))),
);

acceptanceRoutes.post(
  '/api/v1/auth/invitations/accept',
  {
    id: 'acceptInvitation',
    summary: ['초대 수락', 'Accept an invitation'],
    description: [
      '메일의 토큰으로 계정을 만듭니다. 이메일은 인증된 것으로 처리하며, 역할은 초대에 지정된 역할입니다.',
      'Creates the account with the token from the mail. The e-mail address counts as verified, and the role is the one in the invitation.',
    ],
    limiter: 'LOGIN_LIMITER',
    body: AcceptBody,
    response: User,
    creates: true,
    etag: true,
    idempotent: true,
  },
  async (c, { body }) => {
    const row = await runIdempotent(c, contextOf(c), (ctx) => invitations.accept(ctx, body));
    return sendUser(c, row, { created: true });
  },
);
