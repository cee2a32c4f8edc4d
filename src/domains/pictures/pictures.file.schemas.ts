import * as z from 'zod';
import { described } from '../../http/input/field-schemas';
import { SIZES } from './pictures.rules';

export const sizeParam = z.enum(SIZES);

/** Parsed as plain text, because responses must not reveal what is wrong with a signature. */
export const FileQuery = z.strictObject({
  package: z
    .string()
    .max(100)
    .optional()
    .meta(
      described(
        '이 주소가 속한 패키지 링크. `urls`의 주소에 포함되어 있습니다.',
        'The package link that the URL belongs to. The URLs in `urls` contain it.',
      ),
    ),
  expires: z
    .string()
    .max(20)
    .optional()
    .meta(
      described(
        '서명이 만료되는 시각(Unix 시각, 초). `urls`의 주소에 포함되어 있습니다.',
        'When the signature expires, in epoch seconds. The URLs in `urls` contain it.',
      ),
    ),
  signature: z
    .string()
    .max(100)
    .optional()
    .meta(
      described(
        '주소의 서명. `urls`의 주소에 포함되어 있습니다.',
        'Signature of the URL. The URLs in `urls` contain it.',
      ),
    ),
});

/** The bytes of an image. */
export const ImageFile = z.string().meta({ override: { type: 'string', format: 'binary' } });
