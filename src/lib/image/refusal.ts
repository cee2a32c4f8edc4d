/** Why a file is rejected. `unsupported`: not one of the three formats, or animated. */
type ImageFault = 'unsupported' | 'truncated' | 'undecodable' | 'dimensions' | 'orientation';

/** The only error thrown when an image is read. */
export class ImageRefusal extends Error {
  override name = 'ImageRefusal';
  constructor(readonly fault: ImageFault) {
    super(fault);
  }
}

/** @throws ImageRefusal `fault` unless the condition holds. */
export function assertImage(condition: unknown, fault: ImageFault): asserts condition {
  if (!condition) throw new ImageRefusal(fault);
}

/**
 * The most segments or chunks of a file. Real files have a few thousand at most; more are an attack on
 * readers.
 */
export const MAX_PIECES = 20_000;
