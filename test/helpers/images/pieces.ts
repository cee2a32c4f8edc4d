import { concatBytes, u16be, u32be, u32le } from '../../../src/lib/image/bytes';
import { crc32 } from '../../../src/lib/image/crc32';
import type { Bytes } from './files';

const text = (value: string) => Uint8Array.from(value, (char) => char.charCodeAt(0));

/** Splits a file into segments or chunks without loss, so that tests can add, repeat and drop them. */
export function piecesOf(file: Bytes): Bytes[] {
  if (file[0] === 0xff) return jpegPieces(file);
  return file[0] === 0x89 ? pngPieces(file) : webpPieces(file);
}

function jpegPieces(file: Bytes): Bytes[] {
  const pieces: Bytes[] = [file.slice(0, 2)];
  let index = 2;
  while (index < file.length) {
    let end = index + 2 + u16be(file, index + 2);
    if (file[index + 1] === 0xda) {
      while (
        end < file.length &&
        !(file[end] === 0xff && (file[end + 1] ?? 0) > 0 && ((file[end + 1] ?? 0) & 0xf8) !== 0xd0)
      )
        end++;
    }
    if (file[index + 1] === 0xd9) end = index + 2;
    pieces.push(file.slice(index, end));
    index = end;
  }
  return pieces;
}

function pngPieces(file: Bytes): Bytes[] {
  const pieces: Bytes[] = [file.slice(0, 8)];
  for (let index = 8; index < file.length; ) {
    const end = index + 12 + u32be(file, index);
    pieces.push(file.slice(index, end));
    index = end;
  }
  return pieces;
}

function webpPieces(file: Bytes): Bytes[] {
  const pieces: Bytes[] = [file.slice(0, 12)];
  for (let index = 12; index < file.length; ) {
    const length = u32le(file, index + 4);
    const end = index + 8 + length + (length & 1);
    pieces.push(file.slice(index, end));
    index = end;
  }
  return pieces;
}

/** Reassembles a file from its pieces and updates a WebP container's length. */
export function assembled(pieces: Bytes[]): Bytes {
  const all = concatBytes(pieces);
  if (all[0] === 0x52) new DataView(all.buffer).setUint32(4, all.length - 8, true);
  return all;
}

export function jpegSegment(marker: number, body: Bytes): Bytes {
  const length = body.length + 2;
  return concatBytes([Uint8Array.of(0xff, marker, length >> 8, length & 255), body]);
}

export function pngChunk(name: string, body: Bytes): Bytes {
  const whole = concatBytes([new Uint8Array(4), text(name), body, new Uint8Array(4)]);
  new DataView(whole.buffer).setUint32(0, body.length);
  return sealed(whole);
}

/** Returns a PNG chunk with a correct CRC. */
export function sealed(chunk: Bytes): Bytes {
  const copy = chunk.slice();
  if (copy.length >= 12) {
    new DataView(copy.buffer).setUint32(copy.length - 4, crc32(copy.subarray(4, -4)));
  }
  return copy;
}

export function webpChunk(name: string, body: Bytes): Bytes {
  const whole = concatBytes([text(name), new Uint8Array(4), body, new Uint8Array(body.length & 1)]);
  new DataView(whole.buffer).setUint32(4, body.length, true);
  return whole;
}
