import type { Rotation } from '../../db/constants';
import { type Rendition, renditionWidth } from './pictures.rules';

const QUALITY = 80;

/** The source of a rendition. */
export interface Source {
  /** As displayed. */
  width: number;
  rotation: Rotation;
}

/**
 * Renders a rendition as WebP. The stored bytes have no orientation, so the rotation is requested explicitly:
 * production would not rotate by itself, and local workerd never does. The width is computed here because
 * `scale-down` enlarges locally.
 * @returns no bytes for an image that cannot be decoded: local workerd does this, production throws.
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

/** Error codes of the Images binding that concern the file: not an image, too large, unsupported format. */
const FILE_ERRORS = [9402, 9412, 9413, 9520, 9523];

/** Returns whether the binding rejected the file, rather than being down or out of quota. */
export const isFileError = (error: unknown) =>
  FILE_ERRORS.includes((error as { code?: number } | null)?.code ?? 0);
