import { describe, expect, it } from 'vitest';
import { concatBytes } from '../../src/lib/image/bytes';
import { cleanImage } from '../../src/lib/image/clean-image';
import { ImageRefusal } from '../../src/lib/image/refusal';
import { type Bytes, file } from '../helpers/images/files';
import { TAIL, withMetadata } from '../helpers/images/metadata';
import { assembled, piecesOf, pngChunk, sealed, webpChunk } from '../helpers/images/pieces';

const clean = async (bytes: Bytes) => concatBytes((await cleanImage(bytes)).parts);

const faultOf = (bytes: Bytes) =>
  cleanImage(bytes).then(
    () => 'taken',
    (error) => (error instanceof ImageRefusal ? error.fault : error),
  );

const text = (value: string): Bytes => Uint8Array.from(value, (char) => char.charCodeAt(0));

/** Returns a copy with some bytes at `index` replaced. */
function patched(bytes: Bytes, index: number, values: number[]): Bytes {
  const copy = bytes.slice();
  copy.set(values, index);
  return copy;
}

const indexOf = (bytes: Bytes, ...values: number[]) =>
  Buffer.from(bytes).indexOf(Buffer.from(values));

/** Changes the size in a JPEG's frame header. */
const resized = (bytes: Bytes, width: number, height: number) =>
  patched(bytes, indexOf(bytes, 0xff, 0xc0) + 5, [
    ...[height >> 8, height & 255],
    ...[width >> 8, width & 255],
  ]);

/** Returns a PNG with a changed header. */
const pngOf = (header: (data: DataView) => void) => {
  const [signature, ihdr, ...rest] = piecesOf(file('palette.png')) as [Bytes, Bytes, ...Bytes[]];
  header(new DataView(ihdr.buffer, 8));
  return assembled([signature, sealed(ihdr), ...rest]);
};

const baseline = file('baseline.jpg');
const progressive = file('progressive.jpg');
const png = file('palette.png');
const lossy = file('lossy.webp');
const half = (bytes: Bytes) => bytes.slice(0, bytes.length >> 1);
const EOI = Uint8Array.of(0xff, 0xd9);
const repeat = (bytes: Bytes, marker: number) =>
  assembled(piecesOf(bytes).flatMap((piece) => (piece[1] === marker ? [piece, piece] : [piece])));
const jpegPieces = piecesOf(baseline);
const scanAt = jpegPieces.findIndex((piece) => piece[1] === 0xda);
const animated = Uint8Array.of(2, 0, 0, 0, 73, 1, 0, 113, 1, 0);

const HOSTILE: [string, string, Bytes][] = [
  ['unsupported', 'nothing', new Uint8Array()],
  [
    'unsupported',
    'SVG',
    text('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"/>'),
  ],
  ['unsupported', 'GIF', text('GIF89a\x90\x01\x90\x01\x80')],
  ['unsupported', 'HEIC', text('\0\0\0\x18ftypheic\0\0\0\0')],
  ['unsupported', 'AVIF', text('\0\0\0\x1cftypavif\0\0\0\0')],
  ['unsupported', 'HTML that names a JPEG', text('<html>\xff\xd8\xff</html>')],
  ['unsupported', 'a moving PNG', repeatHeader('acTL')],
  ['unsupported', 'a moving WebP', assembled([lossy.slice(0, 12), webpChunk('VP8X', animated)])],
  ['unsupported', 'a WebP with frames', withChunk('ANMF')],
  ['truncated', 'half a JPEG', half(baseline)],
  ['truncated', 'half a JPEG, closed', concatBytes([half(baseline), EOI])],
  ['truncated', 'half a progressive JPEG, closed', concatBytes([half(progressive), EOI])],
  [
    'truncated',
    'a progressive JPEG cut near its end',
    concatBytes([progressive.slice(0, -30), EOI]),
  ],
  [
    'truncated',
    'a JPEG with a restart cut out',
    concatBytes([file('restart.jpg').slice(0, -300), EOI]),
  ],
  ['truncated', 'a header alone', concatBytes([...jpegPieces.slice(0, scanAt), EOI])],
  [
    'truncated',
    'a header and no data',
    concatBytes([...jpegPieces.slice(0, scanAt), scanHeader(), EOI]),
  ],
  ['truncated', 'a JPEG without its end', baseline.slice(0, -2)],
  ['truncated', 'half a PNG', half(png)],
  ['truncated', 'half a PNG, closed', concatBytes([half(png), pngChunk('IEND', new Uint8Array())])],
  ['truncated', 'a PNG whose pixels are cut', cutPixels()],
  ['truncated', 'half a WebP', half(lossy)],
  ['truncated', 'half a WebP, closed', assembled([half(lossy)])],
  ['truncated', 'a WebP without a picture', assembled([lossy.slice(0, 12)])],
  ['undecodable', 'two frame headers', repeat(baseline, 0xc0)],
  ['undecodable', 'no tables', assembled(jpegPieces.filter((piece) => piece[1] !== 0xc4))],
  ['undecodable', 'no frame header', assembled(jpegPieces.filter((piece) => piece[1] !== 0xc0))],
  ['undecodable', 'two scans of the same', scansTwice()],
  [
    'undecodable',
    'arithmetic coding',
    patched(baseline, indexOf(baseline, 0xff, 0xc0) + 1, [0xc9]),
  ],
  ['undecodable', 'a chunk with a wrong CRC', patched(png, 30, [1, 2, 3])],
  ['undecodable', 'more pixels than the header says', pngOf((data) => data.setUint32(4, 369))],
  ['undecodable', 'an unknown critical chunk', repeatHeader('ABCD')],
  ['undecodable', 'a canvas unlike its frame', canvasUnlike()],
  ['undecodable', 'two pictures in one WebP', joinedWebp()],
  ['dimensions', '319 wide', resized(baseline, 319, 370)],
  ['dimensions', '319 high', resized(baseline, 330, 319)],
  ['dimensions', '12,001 wide', resized(baseline, 12_001, 370)],
  ['dimensions', 'over 50 megapixels', resized(baseline, 7_072, 7_072)],
  ['dimensions', '30,000 by 30,000', pngOf((data) => data.setUint32(0, 30_000))],
  ['dimensions', 'nothing high', resized(baseline, 330, 0)],
];

function repeatHeader(name: string): Bytes {
  const [signature, header, ...rest] = piecesOf(png) as [Bytes, Bytes, ...Bytes[]];
  return assembled([signature, header, pngChunk(name, new Uint8Array(8)), ...rest]);
}
function withChunk(name: string): Bytes {
  return assembled([...piecesOf(lossy), webpChunk(name, new Uint8Array(16))]);
}
function scanHeader(): Bytes {
  const scan = jpegPieces[scanAt] ?? baseline;
  return scan.slice(0, 2 + (((scan[2] ?? 0) << 8) | (scan[3] ?? 0)));
}
function scansTwice(): Bytes {
  const end = jpegPieces.at(-1) ?? EOI;
  return assembled([...jpegPieces.slice(0, -1), jpegPieces[scanAt] ?? end, end]);
}
function cutPixels(): Bytes {
  return assembled(
    piecesOf(png).map((piece) =>
      Buffer.from(piece).includes('IDAT') ? pngChunk('IDAT', piece.slice(8, -40)) : piece,
    ),
  );
}
function canvasUnlike(): Bytes {
  const [riff, frame] = piecesOf(lossy) as [Bytes, Bytes];
  const canvas = Uint8Array.of(0, 0, 0, 0, 199, 1, 0, 199, 1, 0);
  return assembled([riff, webpChunk('VP8X', canvas), frame]);
}
function joinedWebp(): Bytes {
  return assembled([...piecesOf(lossy), ...piecesOf(lossy).slice(1)]);
}

describe('a hostile file', () => {
  it.each(HOSTILE)('is %s: %s', async (fault, _name, bytes) => {
    expect(await faultOf(bytes)).toBe(fault);
  });

  it('cannot hide metadata in a WebP’s picture', async () => {
    const [riff, frame, ...rest] = piecesOf(
      withMetadata(file('profile.webp')).slice(0, -TAIL.length),
    );
    const all = [riff ?? lossy, frame ?? lossy, ...rest];
    const at = all.findIndex((piece) =>
      Buffer.from(piece).subarray(0, 4).equals(Buffer.from('VP8 ')),
    );
    const swallowing = webpChunk('VP8 ', concatBytes(all.slice(at)).slice(8));
    expect(await faultOf(assembled([...all.slice(0, at), swallowing]))).toBe('undecodable');
  });

  it('keeps nothing between the end of its data and the next marker', async () => {
    const [end = EOI, ...rest] = [...jpegPieces].reverse();
    const padded = concatBytes([...rest.reverse(), text('SECRET-7f3a9c1e'), end]);
    expect(await clean(padded)).toEqual(await clean(baseline));
  });

  it('with millions of bytes of tables or chunks is rejected immediately', async () => {
    const table = jpegPieces.find((piece) => piece[1] === 0xc4) ?? baseline;
    const many = Array.from({ length: Math.floor(4e6 / table.length) }, () => table);
    const chunks = Array.from({ length: 300_000 }, () => pngChunk('tEXt', text('a')));
    const began = performance.now();
    await faultOf(concatBytes([Uint8Array.of(0xff, 0xd8), ...many]));
    await faultOf(concatBytes([png.slice(0, 33), ...chunks]));
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
