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
      '14일 동안 쓸 수 있는 링크를 메일로 보냅니다. 열린 초대는 최대 100건입니다.',
      'Sends a link that is good for 14 days. At most 100 invitations are open at once.',
    ],
    body: InvitationBody,
    response: Invitation,
    idempotent: true,
    emits: 'mails',
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
      '열린 초대와 끝난 지 30일이 지나지 않은 초대, 최근 것부터.',
      'Open ones and those that ended within 30 days, newest first.',
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
    description: ['링크를 더 이상 쓸 수 없습니다.', 'Its link stops working.'],
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
    summary: ['초대 다시 보내기', 'Send an invitation again'],
    description: [
      '같은 링크를 다시 보냅니다. 유효 기간은 늘어나지 않습니다.',
      'Sends the same link again; its life is not prolonged.',
    ],
    response: Invitation,
    emits: 'mails',
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
      '메일의 토큰으로 계정을 만듭니다. 이메일은 확인된 것으로 보며 역할은 초대한 대로입니다.',
      'Creates the account by the token of the mail: its address is confirmed, its role as invited.',
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
