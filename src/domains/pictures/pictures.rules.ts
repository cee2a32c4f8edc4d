import { HOUR } from '../../db/constants';

/** Widths of the renditions, in pixels. */
export const RENDITIONS = ['320', '800', '1600'] as const;
export const SIZES = [...RENDITIONS, 'original'] as const;
export type Rendition = (typeof RENDITIONS)[number];
export type Size = (typeof SIZES)[number];

export const isRendition = (size: Size): size is Rendition => size !== 'original';

/** Returns a rendition's width, which never exceeds the picture's. */
export const renditionWidth = (size: Rendition, width: number) => Math.min(Number(size), width);

/**
 * Returns when a URL signed now expires, in epoch milliseconds: one to two hours ahead, on the full hour, so
 * that the URL stays the same for caches.
 */
export const signedUntil = (now: number) => (Math.floor(now / HOUR) + 2) * HOUR;

/** Compares a requested order with the existing pictures: which are missing from it and which are unknown. */
export function compareOrder(asked: readonly string[], present: readonly string[]) {
  const [wanted, there] = [new Set(asked), new Set(present)];
  return {
    missing: present.filter((id) => !wanted.has(id)),
    // A duplicate counts as unknown.
    unknown: asked.filter((id, i) => !there.has(id) || asked.indexOf(id) !== i),
  };
}
