import { sendEnvelope, sendStreamed } from '../../http/respond';
import { createRoutes } from '../../http/routes';
import { actorContextOf } from '../../http/service-context';
import { TAGS } from '../../openapi/tags';
import { ErasureBody, PersonalData } from './account.schemas';
import { eraseOwn, exportOwn } from './account.service';
import { personalDataText } from './account.view';

/** Operations that privacy law requires: a copy of a person's data, and erasure. */
export const personalDataRoutes = createRoutes('session', TAGS.auth);

personalDataRoutes.get(
  '/api/v1/auth/me/export',
  {
    id: 'exportMe',
    summary: ['내 데이터 내보내기', 'Export your data'],
    description: [
      '저장된 본인의 모든 데이터를 JSON 파일로 반환합니다. 프로필, 세션, 캘린더, 초대, 예약과 그 이력, 본인을 위해 만들어진 패키지, 받은 메일, 감사 로그의 본인 항목이 포함됩니다.',
      'Returns all data stored about you as a JSON file: profile, sessions, calendars, your invitation, bookings with their history, packages made for you, mails sent to you, and your audit log entries.',
    ],
    limiter: 'LOGIN_LIMITER',
    streamed: true,
    response: PersonalData,
  },
  async (c) => {
    const ctx = actorContextOf(c);
    const text = personalDataText(ctx.actor, await exportOwn(ctx));
    c.header('Content-Disposition', 'attachment; filename="my-data.json"');
    return sendStreamed(c, text);
  },
);

personalDataRoutes.delete(
  '/api/v1/auth/me',
  {
    id: 'eraseMe',
    summary: ['내 계정 삭제', 'Erase your account'],
    description: [
      '현재 비밀번호가 필요합니다. 개인정보는 삭제되고, 예약은 메모와 장소를 지운 채 남습니다. 되돌릴 수 없습니다.',
      'Requires your current password. Personal data is erased. Bookings remain, without their notes and locations. This cannot be undone.',
    ],
    limiter: 'LOGIN_LIMITER',
    body: ErasureBody,
    message: 'account.erased',
    etag: true,
    errors: ['LastAdminException'],
  },
  async (c, { body }) => {
    await eraseOwn(actorContextOf(c), body, c.req.header('If-Match'));
    return sendEnvelope(c, 'account.erased');
  },
);
