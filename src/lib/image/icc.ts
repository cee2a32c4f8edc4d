import { hasAsciiAt, u32be } from './bytes';

const HEADER_BYTES = 128;

/**
 * Returns whether the bytes are one complete ICC profile (ICC.1:2022 §7.2), so that no other data passes for
 * one.
 */
export const isIccProfile = (bytes: Uint8Array) =>
  bytes.length >= HEADER_BYTES && u32be(bytes, 0) === bytes.length && hasAsciiAt(bytes, 36, 'acsp');
