import * as z from 'zod';
import { LanguageCode } from '../../http/input/enum-schemas';
import { described } from '../../http/input/field-schemas';

/** The document's language. Without it, Accept-Language decides. */
export const LanguageQuery = z.strictObject({
  lang: LanguageCode.optional().meta(
    described(
      '문서의 언어. 생략하면 `Accept-Language`를 따릅니다.',
      'Language of the document. Defaults to the one in `Accept-Language`.',
    ),
  ),
});

export const Root = z
  .object({
    message: z
      .string()
      .meta(
        described('`APP_NAME`에 설정된 API 이름.', 'Name of the API, from the setting `APP_NAME`.'),
      ),
    version: z.string().meta(described('API의 버전(유의적 버전).', 'Semantic version of the API.')),
    docs: z
      .string()
      .meta(described('Swagger UI 문서의 경로.', 'Path of the Swagger UI documentation.')),
  })
  .meta({
    id: 'Root',
    examples: [{ message: 'Model Agency API', version: '1.0.0', docs: '/docs' }],
  });

const ok = z
  .literal('ok')
  .meta(
    described(
      '정상이면 항상 이 값입니다. 문제가 있으면 오류를 반환합니다.',
      'The only value; problems return an error instead.',
    ),
  );

export const Health = z.object({ status: ok }).meta({ id: 'Health', examples: [{ status: 'ok' }] });

export const Readiness = z
  .object({
    status: ok,
    checks: z
      .object({
        database: ok,
        migrations: ok,
        triggers: ok,
      })
      .meta(described('확인한 항목별 결과.', 'Results by what was checked.')),
  })
  .meta({
    id: 'Readiness',
    examples: [
      {
        status: 'ok',
        checks: { database: 'ok', migrations: 'ok', triggers: 'ok' },
      },
    ],
  });
