import { ascii, concatBytes, hasAsciiAt, u16be } from './bytes';
import { isIccProfile } from './icc';
import { type Frame, readFrame } from './jpeg-frame';
import { readTables, type Table } from './jpeg-huffman';
import { checkScan } from './jpeg-scan';
import { assertImage, MAX_PIECES } from './refusal';
import { checkSize, type Size, sizeOf } from './size';

const SOI = Uint8Array.of(0xff, 0xd8);
const EOI = Uint8Array.of(0xff, 0xd9);
/** The JFIF marker determines how colours are read. Density and thumbnail are omitted. */
const JFIF = Uint8Array.of(0xff, 0xe0, 0, 16, ...ascii('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0);
const ADOBE = Uint8Array.of(0xff, 0xee, 0, 14, ...ascii('Adobe'), 0, 100, 0, 0, 0, 0);
/** Normal progressive files have about ten scans. Many more are an attack on decoders. */
const MAX_SCANS = 64;

interface State {
  data: Uint8Array;
  parts: Uint8Array[];
  profile: Uint8Array[];
  frame: Frame | undefined;
  size: Size | undefined;
  exif: Uint8Array | undefined;
  tables: Map<number, Table>;
  interval: number;
  scans: number;
  seen: Set<string>;
}

/**
 * Reads the image size. Passes the library only what it needs: a marker, EXIF if readable, and the frame
 * header.
 */
function measure({ exif }: State, frame: Uint8Array): Size {
  const head = (parts: Uint8Array[]) => sizeOf(concatBytes([SOI, ...parts, JFIF, frame]));
  return checkSize((exif && head([JFIF, exif])) ?? head([]));
}

function application(state: State, marker: number, segment: Uint8Array): void {
  const { parts, seen } = state;
  if (marker === 0xe0 && hasAsciiAt(segment, 4, 'JFIF\0')) seen.add('JFIF');
  if (marker === 0xe1 && hasAsciiAt(segment, 4, 'Exif\0\0')) state.exif ??= segment;
  if (marker === 0xe2 && hasAsciiAt(segment, 4, 'ICC_PROFILE\0')) state.profile.push(segment);
  if (
    marker === 0xee &&
    hasAsciiAt(segment, 4, 'Adobe') &&
    segment.length >= 16 &&
    !seen.has('Adobe')
  ) {
    seen.add('Adobe');
    parts.push(ADOBE, segment.subarray(15, 16));
  }
}

/** Copies a scan and returns where its data ends. */
function scan(state: State, header: Uint8Array, index: number): number {
  const { frame, tables, interval } = state;
  assertImage(frame && ++state.scans <= MAX_SCANS, 'undecodable');
  const end = checkScan(state.data, header, index, { frame, tables, interval });
  state.parts.push(header, state.data.subarray(index, end));
  return end;
}

/** Copies what a segment contributes to the picture. Application segments and comments are dropped. */
function take(state: State, marker: number, segment: Uint8Array): void {
  const { parts } = state;
  if (marker >= 0xc0 && marker <= 0xc2) {
    assertImage(!state.frame, 'undecodable');
    state.size = measure(state, segment);
    state.frame = readFrame(segment, marker);
    parts.push(segment);
  } else if (marker === 0xc4) {
    readTables(segment, state.tables);
    parts.push(segment);
  } else if (marker === 0xdb) {
    let index = 4;
    while (index < segment.length) index += (segment[index] ?? 0) >> 4 ? 129 : 65;
    assertImage(index === segment.length, 'undecodable');
    parts.push(segment);
  } else if (marker === 0xdd) {
    assertImage(segment.length === 6, 'undecodable');
    state.interval = u16be(segment, 4);
    parts.push(segment);
  } else if (marker >= 0xe0 && marker <= 0xef) application(state, marker, segment);
  else assertImage(marker === 0xfe, 'undecodable');
}

/** Returns the profile's segments if they are complete, in order, and form a valid profile. */
function iccSegments(segments: Uint8Array[]): Uint8Array[] {
  const inOrder = segments.every((one, i) => one[16] === i + 1 && one[17] === segments.length);
  return inOrder && isIccProfile(concatBytes(segments.map((one) => one.subarray(18))))
    ? segments
    : [];
}

/** Returns the index of the next marker's second byte. Skips data that belongs to no scan. */
function nextMarker(data: Uint8Array, index: number, behindScan: boolean): number {
  let at = index;
  const isMarker = () =>
    data[at] === 0xff && (data[at + 1] ?? 0) >= 0xc0 && ((data[at + 1] ?? 0) & 0xf8) !== 0xd0;
  if (behindScan) while (at < data.length && !isMarker()) at++;
  assertImage(at + 1 < data.length, 'truncated');
  assertImage(data[at] === 0xff, 'undecodable');
  while (data[at + 1] === 0xff) at++;
  return at + 1;
}

/**
 * Reduces a JPEG (ITU T.81) to its picture and colour profile. Returns ranges of `data`; pixels are
 * unchanged.
 * @throws ImageRefusal
 */
export function cleanJpeg(data: Uint8Array): { parts: Uint8Array[]; size: Size } {
  const state: State = {
    ...{ data, parts: [], profile: [], frame: undefined, size: undefined, exif: undefined },
    ...{ tables: new Map(), interval: 0, scans: 0, seen: new Set() },
  };
  let index = 2;
  let behindScan = false;
  for (let count = 0; ; count++) {
    assertImage(count < MAX_PIECES, 'undecodable');
    const at = nextMarker(data, index, behindScan);
    const marker = data[at] ?? 0;
    if (marker === 0xd9) break;
    assertImage(marker >= 0xc0 && (marker < 0xd0 || marker > 0xd8), 'undecodable');
    const length = u16be(data, at + 1);
    assertImage(length >= 2, 'undecodable');
    index = at + 1 + length;
    assertImage(index <= data.length, 'truncated');
    const segment = data.subarray(at - 1, index);
    behindScan = marker === 0xda;
    if (behindScan) index = scan(state, segment, index);
    else take(state, marker, segment);
  }
  const { parts, size, frame, profile, seen } = state;
  assertImage(size && frame?.components.every(({ begun }) => begun), 'truncated');
  const application = [...(seen.has('JFIF') ? [JFIF] : []), ...iccSegments(profile)];
  return { parts: [SOI, ...application, ...parts, EOI], size };
}
