import { envelopeOf, sendEnvelope } from '../../http/respond';
import { createRoutes } from '../../http/routes';
import { actorContextOf, contextOf } from '../../http/service-context';
import { TAGS } from '../../openapi/tags';
import { ForgotBody, ResetBody, TokenBody, Verified } from './recovery.schemas';
import * as recovery from './recovery.service';

/** Operations that request mails, and those that their links call. */
export const recoveryRoutes = createRoutes('public', TAGS.auth);
export const resendRoutes = createRoutes('session', TAGS.auth);

recoveryRoutes.post(
  '/api/v1/auth/password/forgot',
  {
    id: 'forgotPassword',
    summary: ['비밀번호 찾기', 'Forgot your password'],
    description: [
      '그 주소의 활성 계정이 있으면 재설정 링크를 보냅니다. 계정이 있는지는 응답으로 알 수 없습니다.',
      'Sends a link to the active account of that address, if there is one. The answer never tells.',
    ],
    limiter: 'LOGIN_LIMITER',
    body: ForgotBody,
    message: 'auth.reset_sent',
    emits: 'mails',
    errors: ['ServiceUnavailableException'],
  },
  async (c, { body }) => {
    await recovery.forgot(contextOf(c), body);
    return sendEnvelope(c, 'auth.reset_sent');
  },
);

recoveryRoutes.post(
  '/api/v1/auth/password/reset',
  {
    id: 'resetPassword',
    summary: ['비밀번호 재설정', 'Reset your password'],
    description: [
      '메일의 토큰으로 새 비밀번호를 정합니다. 모든 세션이 끝나며, 로그인은 따로 해야 합니다.',
      'Sets a new password by the token of the mail. Ends all sessions and does not sign in.',
    ],
    limiter: 'LOGIN_LIMITER',
    body: ResetBody,
    message: 'auth.password_reset',
  },
  async (c, { body }) => {
    await recovery.reset(contextOf(c), body);
    return sendEnvelope(c, 'auth.password_reset');
  },
);

recoveryRoutes.post(
  '/api/v1/auth/email/verify',
  {
    id: 'verifyEmail',
    summary: ['이메일 인증', 'Verify an e-mail address'],
    description: [
      '메일의 토큰으로 그 메일을 받은 주소를 확인합니다. 바꾸려던 주소라면 이때 바뀝니다.',
      'Confirms the address that the mail was sent to; an address that was asked for takes effect now.',
    ],
    limiter: 'LOGIN_LIMITER',
    body: TokenBody,
    response: envelopeOf('EmailVerifiedEnvelope', Verified),
    message: 'auth.email_verified',
  },
  async (c, { body }) => {
    await recovery.verify(contextOf(c), body);
    return sendEnvelope(c, 'auth.email_verified', { email_verified: true });
  },
);

recoveryRoutes.post(
  '/api/v1/auth/email/cancel',
  {
    id: 'cancelEmailChange',
    summary: ['이메일 변경 취소', 'Cancel a change of e-mail'],
    description: [
      '이전 주소로 보낸 링크의 토큰으로 변경을 되돌립니다. 모든 세션이 끝납니다.',
      'Undoes a change by the token that was sent to the old address. Ends all sessions.',
    ],
    limiter: 'LOGIN_LIMITER',
    body: TokenBody,
    message: 'auth.email_change_cancelled',
  },
  async (c, { body }) => {
    await recovery.cancelChange(contextOf(c), body);
    return sendEnvelope(c, 'auth.email_change_cancelled');
  },
);

resendRoutes.post(
  '/api/v1/auth/email/resend',
  {
    id: 'resendVerification',
    summary: ['인증 메일 다시 보내기', 'Send the verification again'],
    description: [
      '확인할 주소가 있으면 같은 링크를 다시 보냅니다. 한 주소에 한 시간에 세 번까지입니다.',
      'Sends the same link again where an address waits to be confirmed; three an hour to one address.',
    ],
    message: 'auth.verification_sent',
    emits: 'mails',
    errors: ['ServiceUnavailableException'],
  },
  async (c) => {
    await recovery.resend(actorContextOf(c));
    return sendEnvelope(c, 'auth.verification_sent');
  },
);
