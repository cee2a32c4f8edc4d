import * as z from 'zod';
import { version } from '../../../package.json';
import { docsCsp, redocPage, swaggerPage } from '../../docs/pages';
import type { AppContext } from '../../http/app-env';
import { described } from '../../http/input/field-schemas';
import type { Operation } from '../../http/operation';
import { createRoutes, type Routes } from '../../http/routes';
import { contextOf } from '../../http/service-context';
import { TAGS } from '../../openapi/tags';
import { createDocumentTexts } from './document-text';
import { metrics } from './metrics.service';
import { Health, LanguageQuery, Readiness, Root } from './system.schemas';
import { assertReady } from './system.service';

const TITLE = 'Model Agency API';

/** Sets the headers that both documentation pages need. */
function openPage(c: AppContext, csp: string): void {
  c.header('Content-Security-Policy', csp);
  c.header('Cache-Control', 'public, max-age=300');
}

/**
 * Creates the routes outside /api/v1. `operations` is called late, because the document describes all of
 * them.
 */
export function createSystemRoutes(operations: () => readonly Operation[]): Routes {
  const routes = createRoutes('public', TAGS.system);
  const documentText = createDocumentTexts(operations);

  routes.get(
    '/',
    {
      id: 'getRoot',
      summary: ['API 정보', 'About this API'],
      description: [
        'API의 이름과 버전, 문서의 경로를 반환합니다.',
        'Returns the name and version of the API and the path of its documentation.',
      ],
      response: Root,
    },
    (c) => c.json({ message: c.get('settings').APP_NAME, version, docs: '/docs' }),
  );

  routes.get(
    '/health',
    {
      id: 'getHealth',
      summary: ['활성 상태 확인(liveness)', 'Check liveness'],
      description: [
        'Worker가 응답하는지만 확인합니다. 데이터베이스 등 저장소에는 접근하지 않습니다.',
        'Shows only that the Worker responds. It does not access any store.',
      ],
      response: Health,
    },
    (c) => c.json({ status: 'ok' }),
  );

  routes.get(
    '/health/ready',
    {
      id: 'getReadiness',
      summary: ['준비 상태 확인(readiness)', 'Check readiness'],
      description: [
        '데이터베이스에 연결되고 모든 마이그레이션과 트리거가 적용되어 있으면 200, 아니면 503을 반환합니다.',
        'Returns 200 if the database is reachable and has all migrations and triggers, 503 otherwise.',
      ],
      limiter: 'READ_LIMITER',
      response: Readiness,
    },
    async (c) => {
      await assertReady(contextOf(c), c.env.DB);
      return c.json({
        status: 'ok',
        checks: { database: 'ok', migrations: 'ok', triggers: 'ok' },
      });
    },
  );

  routes.get(
    '/openapi.json',
    {
      id: 'getOpenApi',
      summary: ['OpenAPI 문서', 'OpenAPI document'],
      description: [
        '이 API의 OpenAPI 3.1 문서를 반환합니다. 예시의 시각은 항상 오늘 이후입니다.',
        'Returns the OpenAPI 3.1 document of this API. Times in its examples are always in the future.',
      ],
      query: LanguageQuery,
      response: z.looseObject({
        openapi: z
          .string()
          .meta(
            described(
              '문서가 따르는 OpenAPI 명세의 버전.',
              'Version of the OpenAPI specification that the document follows.',
            ),
          ),
      }),
    },
    (c, { query }) => {
      const { text, isShared } = documentText({
        settings: c.get('settings'),
        language: query.lang ?? c.get('language'),
        origin: new URL(c.req.url).origin,
        now: c.get('now'),
      });
      const headers = {
        'Content-Type': 'application/json',
        'Cache-Control': isShared ? 'public, max-age=300' : 'no-store',
      };
      return c.body(text, 200, headers);
    },
  );

  routes.get(
    '/metrics',
    {
      id: 'getMetrics',
      summary: ['지표', 'Metrics'],
      description: [
        'Prometheus 텍스트 형식의 지표를 반환합니다. `METRICS_TOKEN`을 Bearer 토큰으로 보내야 합니다. 이 설정이 없으면 개발과 테스트 환경에서만 열려 있고, 그 밖의 환경에서는 404를 반환합니다.',
        'Returns metrics in the Prometheus text format. Send `METRICS_TOKEN` as a bearer token. Without that setting, metrics are open in development and test and return 404 elsewhere.',
      ],
      limiter: 'READ_LIMITER',
      contentType: 'text/plain',
      response: z.string(),
      errors: ['AuthenticationException', 'RouteNotFoundException'],
    },
    async (c) => {
      const text = await metrics(contextOf(c), c.env.METRICS, c.req.header('Authorization'));
      return c.body(text, 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' });
    },
  );

  routes.get(
    '/docs',
    {
      id: 'getDocs',
      summary: ['문서(Swagger UI)', 'Documentation (Swagger UI)'],
      description: [
        '브라우저에서 모든 API를 직접 호출해 볼 수 있는 문서 페이지입니다.',
        'Interactive documentation: try every operation in the browser.',
      ],
      query: LanguageQuery,
      contentType: 'text/html',
      response: z.string(),
    },
    (c, { query }) => {
      openPage(c, docsCsp.swagger);
      return c.html(swaggerPage(TITLE, query.lang ?? c.get('language')));
    },
  );

  routes.get(
    '/redoc',
    {
      id: 'getRedoc',
      summary: ['문서(ReDoc)', 'Documentation (ReDoc)'],
      description: [
        '읽기 편한 문서 페이지입니다. API마다 curl과 TypeScript 예시가 있습니다.',
        'Documentation in three columns, with curl and TypeScript samples for every operation.',
      ],
      query: LanguageQuery,
      contentType: 'text/html',
      response: z.string(),
    },
    (c, { query }) => {
      openPage(c, docsCsp.redoc);
      return c.html(redocPage(TITLE, query.lang ?? c.get('language')));
    },
  );

  return routes;
}
