import * as z from 'zod';
import { about } from '../../lib/fields';
import { LANGUAGES } from '../../lib/messages';

/** The language of the document; without it Accept-Language decides. */
export const LanguageQuery = z.strictObject({
  lang: z
    .enum(LANGUAGES)
    .optional()
    .meta(
      about(
        '문서의 언어. 없으면 `Accept-Language`를 따릅니다.',
        'Language of the document; without it `Accept-Language` decides.',
      ),
    ),
});

export const Root = z.object({ message: z.string(), version: z.string(), docs: z.string() }).meta({
  id: 'Root',
  examples: [{ message: 'Model Agency API', version: '1.0.0', docs: '/docs' }],
});

export const Health = z
  .object({ status: z.literal('ok') })
  .meta({ id: 'Health', examples: [{ status: 'ok' }] });

export const Readiness = z
  .object({
    status: z.literal('ok'),
    checks: z.object({
      database: z.literal('ok'),
      migrations: z.literal('ok'),
      triggers: z.literal('ok'),
      overlaps: z.literal('ok'),
    }),
  })
  .meta({
    id: 'Readiness',
    examples: [
      {
        status: 'ok',
        checks: { database: 'ok', migrations: 'ok', triggers: 'ok', overlaps: 'ok' },
      },
    ],
  });
