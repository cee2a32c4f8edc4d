import { ascii } from './bytes';
import { assertImage } from './refusal';

/** Degrees clockwise that turn the stored picture upright. */
export type Rotation = 0 | 90 | 180 | 270;

const ROTATIONS: Partial<Record<number, Rotation>> = { 1: 0, 3: 180, 6: 90, 8: 270 };
const TAGS = { 0: 1, 90: 6, 180: 3, 270: 8 } as const;

/** @throws ImageRefusal `orientation` for mirrored pictures. Values unknown to EXIF mean no rotation. */
export function rotationOf(orientation = 1): Rotation {
  if (orientation < 1 || orientation > 8) return 0;
  const rotation = ROTATIONS[orientation];
  assertImage(rotation !== undefined, 'orientation');
  return rotation;
}

/** Returns an APP1 segment of 36 bytes with a JPEG's orientation and nothing else. */
export const orientationSegment = (rotation: Rotation) =>
  Uint8Array.of(
    ...[0xff, 0xe1, 0, 34],
    ...ascii('Exif\0\0MM\0*'),
    ...[0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, TAGS[rotation], 0, 0, 0, 0, 0, 0],
  );
