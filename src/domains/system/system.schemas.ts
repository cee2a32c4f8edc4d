import * as z from 'zod';
import { LanguageCode } from '../../http/input/enum-schemas';
import { described } from '../../http/input/field-schemas';

/** The document's language. Without it, Accept-Language decides. */
export const LanguageQuery = z.strictObject({
  lang: LanguageCode.optional().meta(
    described(
      '문서의 언어. 없으면 `Accept-Language`를 따릅니다.',
      'Language of the document; without it `Accept-Language` decides.',
    ),
  ),
});

export const Root = z
  .object({
    message: z.string().meta(described('API의 이름.', 'Name of the API.')),
    version: z.string().meta(described('API의 버전.', 'Version of the API.')),
    docs: z.string().meta(described('문서의 경로.', 'Path of the documentation.')),
  })
  .meta({
    id: 'Root',
    examples: [{ message: 'Model Agency API', version: '1.0.0', docs: '/docs' }],
  });

const ok = z.literal('ok').meta(described('이상이 없습니다.', 'All is well.'));

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
      .meta(described('확인한 것.', 'What was checked.')),
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
