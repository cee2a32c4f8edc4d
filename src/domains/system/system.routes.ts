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
        'API의 이름과 버전, 문서의 위치를 알려 줍니다.',
        'Names the API and its version, and tells where the documentation is.',
      ],
      response: Root,
    },
    (c) => c.json({ message: c.get('settings').APP_NAME, version, docs: '/docs' }),
  );

  routes.get(
    '/health',
    {
      id: 'getHealth',
      summary: ['생존 확인', 'Liveness'],
      description: [
        'Worker가 응답하는지만 알려 줍니다. 저장소는 확인하지 않습니다.',
        'Tells only that the Worker answers; it asks no store.',
      ],
      response: Health,
    },
    (c) => c.json({ status: 'ok' }),
  );

  routes.get(
    '/health/ready',
    {
      id: 'getReadiness',
      summary: ['준비 확인', 'Readiness: database, migrations, triggers'],
      description: [
        '데이터베이스에 연결되고 마이그레이션과 트리거가 모두 있으면 200, 아니면 503입니다.',
        '200 when the database can be reached and has every migration and trigger, 503 otherwise.',
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
      summary: ['OpenAPI 문서', 'This document'],
      description: [
        '이 API의 OpenAPI 3.1 문서입니다. 예시의 시간은 언제나 오늘보다 뒤입니다.',
        'The OpenAPI 3.1 document of this API. Times in its examples always lie ahead of today.',
      ],
      query: LanguageQuery,
      response: z.looseObject({
        openapi: z.string().meta(described('OpenAPI의 버전.', 'Version of OpenAPI.')),
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
      summary: ['지표', 'Metrics, in the text format of Prometheus'],
      description: [
        '`METRICS_TOKEN`을 Bearer 토큰으로 보냅니다. 설정되지 않았다면 개발과 테스트 환경에서만 열려 있고, 그 밖에서는 404입니다.',
        'Send `METRICS_TOKEN` as a bearer token. Where it is not set this is open in development and test only, elsewhere it is a 404.',
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
        '브라우저에서 작업을 직접 호출해 볼 수 있는 문서입니다.',
        'Documentation from which every operation can be called in the browser.',
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
        '읽기 좋은 문서입니다. 작업마다 curl과 TypeScript 예시가 있습니다.',
        'Documentation for reading, with curl and TypeScript samples for every operation.',
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
