import { swaggerUI } from '@hono/swagger-ui';
import type { Context } from 'hono';
import * as z from 'zod';
import { version } from '../../../package.json';
import { docsCsp, redocPage, swaggerBody } from '../../docs/pages';
import type { AppContext } from '../../http/app-env';
import { about } from '../../http/field-schemas';
import type { OperationInfo } from '../../http/operation';
import { createRoutes, type Routes } from '../../http/routes';
import { contextOf } from '../../http/service-context';
import type { Language } from '../../i18n/messages';
import { buildDocument } from '../../openapi/document';
import { TAGS } from '../../openapi/tags';
import { metrics } from './metrics.service';
import { Health, LanguageQuery, Readiness, Root } from './system.schemas';
import { assertReady } from './system.service';

const tag = TAGS.system;
const TITLE = 'Model Agency API';

/** The document, written once per isolate, title and language. */
function documentCache(operations: () => readonly OperationInfo[]) {
  const texts = new Map<string, string>();
  return (title: string, language: Language) => {
    const key = `${language} ${title}`;
    const known = texts.get(key);
    if (known) return known;
    const text = JSON.stringify(buildDocument(operations(), { title, version }, language));
    texts.set(key, text);
    return text;
  };
}

/** Sets what a documentation page needs and shares with the other one. */
function openPage(c: AppContext, csp: string): void {
  c.header('Content-Security-Policy', csp);
  c.header('Cache-Control', 'public, max-age=300');
}

/** What stands outside /api/v1. `operations` is asked for late: the document describes all of them. */
export function createSystemRoutes(operations: () => readonly OperationInfo[]): Routes {
  const routes = createRoutes('public');
  const documentText = documentCache(operations);

  routes.add(
    {
      id: 'getRoot',
      method: 'get',
      path: '/',
      tag,
      summary: ['API 정보', 'About this API'],
      response: Root,
    },
    (c) => c.json({ message: c.get('settings').APP_NAME, version, docs: '/docs' }),
  );

  routes.add(
    {
      id: 'getHealth',
      method: 'get',
      path: '/health',
      tag,
      summary: ['생존 확인', 'Liveness'],
      response: Health,
    },
    (c) => c.json({ status: 'ok' }),
  );

  routes.add(
    {
      id: 'getReadiness',
      method: 'get',
      path: '/health/ready',
      tag,
      summary: ['준비 확인', 'Readiness: database, migrations, triggers'],
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

  routes.add(
    {
      id: 'getOpenApi',
      method: 'get',
      path: '/openapi.json',
      tag,
      summary: ['OpenAPI 문서', 'This document'],
      query: LanguageQuery,
      response: z.looseObject({
        openapi: z.string().meta(about('OpenAPI의 버전.', 'Version of OpenAPI.')),
      }),
    },
    (c, { query }) => {
      const language = query.lang ?? c.get('language');
      const headers = {
        'Content-Type': 'application/json',
        'Cache-Control': 'public, max-age=300',
      };
      return c.body(documentText(c.get('settings').APP_NAME, language), 200, headers);
    },
  );

  routes.add(
    {
      id: 'getMetrics',
      method: 'get',
      path: '/metrics',
      tag,
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

  const swagger = swaggerUI({
    url: '/openapi.json',
    title: TITLE,
    manuallySwaggerUIHtml: () => swaggerBody,
  });
  routes.add(
    {
      id: 'getDocs',
      method: 'get',
      path: '/docs',
      tag,
      summary: ['문서(Swagger UI)', 'Documentation (Swagger UI)'],
      query: LanguageQuery,
      contentType: 'text/html',
      response: z.string(),
    },
    async (c) => {
      openPage(c, docsCsp.swagger);
      return (await swagger(c as unknown as Context, async () => {})) as Response;
    },
  );

  routes.add(
    {
      id: 'getRedoc',
      method: 'get',
      path: '/redoc',
      tag,
      summary: ['문서(ReDoc)', 'Documentation (ReDoc)'],
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
