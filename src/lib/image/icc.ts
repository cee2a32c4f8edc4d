import { hasAsciiAt, u32be } from './bytes';

const HEADER_BYTES = 128;

/** Whether this is a whole ICC profile and nothing else (ICC.1:2022 §7.2): any other text must not pass for one. */
export const isIccProfile = (bytes: Uint8Array) =>
  bytes.length >= HEADER_BYTES && u32be(bytes, 0) === bytes.length && hasAsciiAt(bytes, 36, 'acsp');
