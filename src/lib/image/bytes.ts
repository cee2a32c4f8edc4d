/** Byte-wise reading. Bytes beyond the end read as zero, so callers check lengths where it matters. */
const at = (bytes: Uint8Array, index: number) => bytes[index] ?? 0;

export const u16be = (bytes: Uint8Array, index: number) =>
  (at(bytes, index) << 8) | at(bytes, index + 1);

export const u32be = (bytes: Uint8Array, index: number) =>
  u16be(bytes, index) * 65_536 + u16be(bytes, index + 2);

export const u32le = (bytes: Uint8Array, index: number) =>
  at(bytes, index) +
  at(bytes, index + 1) * 256 +
  at(bytes, index + 2) * 65_536 +
  at(bytes, index + 3) * 16_777_216;

/** Returns whether the bytes at `index` spell the ASCII text. */
export function hasAsciiAt(bytes: Uint8Array, index: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (bytes[index + i] !== text.charCodeAt(i)) return false;
  }
  return true;
}

/** Returns the bytes of an ASCII text. */
export const ascii = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));

export const u32leBytes = (value: number) =>
  Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24);

export const u32beBytes = (value: number) =>
  Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);

export const lengthOf = (parts: Uint8Array[]) =>
  parts.reduce((total, part) => total + part.length, 0);

/** Concatenates small parts. Copies them. */
export function concatBytes(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(lengthOf(parts));
  let index = 0;
  for (const part of parts) {
    all.set(part, index);
    index += part.length;
  }
  return all;
}
