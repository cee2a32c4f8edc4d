import { HOUR } from '../../db/constants';

/** Widths of the renditions, in pixels. */
export const RENDITIONS = ['320', '800', '1600'] as const;
export const SIZES = [...RENDITIONS, 'original'] as const;
export type Rendition = (typeof RENDITIONS)[number];
export type Size = (typeof SIZES)[number];

export const isRendition = (size: Size): size is Rendition => size !== 'original';

/** A rendition is never larger than the picture. */
export const renditionWidth = (size: Rendition, width: number) => Math.min(Number(size), width);

/**
 * Until when a signed address works that is made now, epoch milliseconds: on the full hour, so that the
 * address stays the same for caches, and an hour further, so that it works for an hour at least.
 */
export const signedUntil = (now: number) => (Math.floor(now / HOUR) + 2) * HOUR;

/** Of an order that was asked for and the pictures there are: which are left out, which are not there. */
export function compareOrder(asked: readonly string[], present: readonly string[]) {
  const [wanted, there] = [new Set(asked), new Set(present)];
  return {
    missing: present.filter((id) => !wanted.has(id)),
    // One that stands there twice is one too many.
    unknown: asked.filter((id, i) => !there.has(id) || asked.indexOf(id) !== i),
  };
}
