import { lengthOf } from './bytes';
import { cleanJpeg } from './jpeg';
import { type Rotation, rotationOf } from './orientation';
import { cleanPng, isPng } from './png';
import { ImageRefusal } from './refusal';
import type { Size } from './size';
import { cleanWebp, isWebp } from './webp';

export const IMAGE_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type ImageType = (typeof IMAGE_TYPES)[number];

/** An image with its pixels and colours and nothing else. */
export interface CleanImage {
  type: ImageType;
  /** Its bytes, in order. Most are ranges of the file, so nothing is copied. */
  parts: Uint8Array[];
  bytes: number;
  /** Pixels, as displayed. */
  width: number;
  height: number;
  /** Degrees clockwise from the stored to the displayed image. */
  rotation: Rotation;
}

const isJpeg = (file: Uint8Array) => file[0] === 0xff && file[1] === 0xd8 && file[2] === 0xff;

async function read(file: Uint8Array): Promise<[ImageType, { parts: Uint8Array[]; size: Size }]> {
  if (isJpeg(file)) return ['image/jpeg', cleanJpeg(file)];
  if (isPng(file)) return ['image/png', await cleanPng(file)];
  if (isWebp(file)) return ['image/webp', cleanWebp(file)];
  throw new ImageRefusal('unsupported');
}

/**
 * Validates a file by its content and removes everything but the picture: EXIF, XMP, IPTC, comments, text,
 * thumbnails, and data after the end of the image. Pixels and an ICC profile stay unchanged.
 * @throws ImageRefusal and nothing else, whatever the bytes.
 */
export async function cleanImage(file: Uint8Array): Promise<CleanImage> {
  const [type, { parts, size }] = await read(file);
  const rotation = type === 'image/jpeg' ? rotationOf(size.orientation) : 0;
  const turned = rotation === 90 || rotation === 270;
  const [width, height] = turned ? [size.height, size.width] : [size.width, size.height];
  return { type, parts, bytes: lengthOf(parts), width, height, rotation };
}
