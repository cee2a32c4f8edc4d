import { cursorPageOf, toCursorPageView } from '../../http/pagination';
import { sendPage } from '../../http/respond';
import { createRoutes } from '../../http/routes';
import { actorContextOf } from '../../http/service-context';
import { TAGS } from '../../openapi/tags';
import { AuditEntry, AuditListQuery } from './audit.schemas';
import { list } from './audit.service';
import { toAuditView } from './audit.view';

export const auditRoutes = createRoutes('admin', TAGS.audit);

auditRoutes.get(
  '/api/v1/audit-log',
  {
    id: 'listAuditLog',
    summary: ['감사 로그', 'Audit log'],
    description: [
      '로그인, 로그인 실패, 토큰 재사용, 관리자가 변경한 내용을 최신순으로 조회합니다. 기록은 180일 동안 보관합니다.',
      'Returns sign-ins, failed sign-ins, token reuse and changes by admins, newest first. Entries are kept for 180 days.',
    ],
    query: AuditListQuery,
    response: cursorPageOf('AuditPage', AuditEntry),
  },
  async (c, { query }) =>
    sendPage(c, toCursorPageView(await list(actorContextOf(c), query), toAuditView)),
);
