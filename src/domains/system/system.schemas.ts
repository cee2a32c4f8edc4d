import * as z from 'zod';
import { LANGUAGES } from '../../lib/messages';

/** The language of the document; without it Accept-Language decides. */
export const LanguageQuery = z.strictObject({ lang: z.enum(LANGUAGES).optional() });

export const Root = z.object({ message: z.string(), version: z.string(), docs: z.string() }).meta({
  id: 'Root',
  examples: [{ message: 'Model Agency API', version: '1.0.0', docs: '/docs' }],
});

export const Health = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });

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
  .meta({ id: 'Readiness' });
