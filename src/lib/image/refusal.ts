/** Why a file is not taken. `unsupported`: none of the three formats, or one that moves. */
type ImageFault = 'unsupported' | 'truncated' | 'undecodable' | 'dimensions' | 'orientation';

/** The only error that reading an image throws. */
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

/** Segments or chunks of a file. Whole ones have a few thousand at most; more are made to keep readers busy. */
export const MAX_PIECES = 20_000;
