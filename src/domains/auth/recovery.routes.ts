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
      '해당 주소의 활성 계정이 있으면 재설정 링크를 메일로 보냅니다. 계정이 있는지는 응답으로 알 수 없습니다.',
      'Mails a reset link if an active account has this address. The response does not reveal whether the account exists.',
    ],
    limiter: 'LOGIN_LIMITER',
    body: ForgotBody,
    message: 'auth.reset_sent',
    emits: ['mails'],
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
      '메일의 토큰으로 새 비밀번호를 설정합니다. 모든 세션이 종료되며, 로그인은 따로 해야 합니다.',
      'Sets a new password with the token from the mail. Ends all sessions and does not sign in.',
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
      '메일의 토큰으로 그 메일을 받은 주소를 인증합니다. 변경을 요청한 주소라면 이때 변경됩니다.',
      'Verifies the address that received the mail, using the token from it. A pending change of address takes effect now.',
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
    summary: ['이메일 변경 취소', 'Cancel a change of e-mail address'],
    description: [
      '이전 주소로 보낸 링크의 토큰으로 변경을 되돌립니다. 모든 세션이 종료됩니다.',
      'Undoes the change with the token sent to the old address. Ends all sessions.',
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
    summary: ['인증 메일 재발송', 'Resend the verification mail'],
    description: [
      '인증을 기다리는 주소가 있으면 같은 링크를 다시 보냅니다. 주소마다 한 시간에 세 번까지 보냅니다.',
      'Sends the same link again if an address awaits verification. At most three mails per hour to one address.',
    ],
    message: 'auth.verification_sent',
    emits: ['mails'],
    errors: ['ServiceUnavailableException'],
  },
  async (c) => {
    await recovery.resend(actorContextOf(c));
    return sendEnvelope(c, 'auth.verification_sent');
  },
);
