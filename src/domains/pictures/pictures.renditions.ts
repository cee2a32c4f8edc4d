import type { Rotation } from '../../db/constants';
import { type Rendition, renditionWidth } from './pictures.rules';

const QUALITY = 80;

/** What a rendition is made of. */
export interface Source {
  /** As displayed. */
  width: number;
  rotation: Rotation;
}

/**
 * A rendition in WebP. The stored bytes have no orientation, so the turn is asked for: production would
 * not turn by itself, local workerd never does. The width is computed here, as `scale-down` enlarges
 * locally. @returns no bytes for what cannot be decoded: local workerd answers so, production throws.
 * @throws what the binding throws
 */
export async function renderRendition(
  images: ImagesBinding,
  file: ReadableStream<Uint8Array>,
  { width, rotation }: Source,
  size: Rendition,
): Promise<Uint8Array<ArrayBuffer>> {
  const input = images.input(file);
  const turned = rotation === 0 ? input : input.transform({ rotate: rotation });
  const output = await turned
    .transform({ width: renditionWidth(size, width) })
    .output({ format: 'image/webp', quality: QUALITY });
  return new Uint8Array(await output.response().arrayBuffer());
}

/** Codes of the Images binding that are about the file: no image, too large, a format it cannot read. */
const FILE_ERRORS = [9402, 9412, 9413, 9520, 9523];

/** Whether the binding refused the file, rather than being out of order or out of quota. */
export const isFileError = (error: unknown) =>
  FILE_ERRORS.includes((error as { code?: number } | null)?.code ?? 0);
