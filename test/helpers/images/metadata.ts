import { concatBytes } from '../../../src/lib/image/bytes';
import type { Bytes } from './files';
import { assembled, jpegSegment, piecesOf, pngChunk, webpChunk } from './pieces';

/** Text that must not remain in a stored file, wherever it was. */
export const SECRET = 'SECRET-7f3a9c1e';

const text = (value: string): Bytes => Uint8Array.from(value, (char) => char.charCodeAt(0));

/** A TIFF block with orientation, copyright and GPS, little-endian. */
export function exif(orientation = 1, order: 'II' | 'MM' = 'II'): Bytes {
  const le = order === 'II';
  const block = new Uint8Array(160);
  const view = new DataView(block.buffer);
  block.set(text(order));
  view.setUint16(2, 42, le);
  view.setUint32(4, 8, le);
  const entry = (at: number, tag: number, type: number, count: number, value: number) => {
    view.setUint16(at, tag, le);
    view.setUint16(at + 2, type, le);
    view.setUint32(at + 4, count, le);
    if (type === 3) view.setUint16(at + 8, value, le);
    else view.setUint32(at + 8, value, le);
  };
  view.setUint16(8, 3, le);
  entry(10, 0x0112, 3, 1, orientation);
  entry(22, 0x8298, 2, SECRET.length + 1, 60);
  entry(34, 0x8825, 4, 1, 90);
  block.set(text(SECRET), 60);
  view.setUint16(90, 2, le);
  entry(92, 1, 2, 2, 0);
  block.set(text('N\0'), 100);
  entry(104, 2, 5, 3, 124);
  [37, 1, 33, 1, 59, 1].forEach((value, i) => {
    view.setUint32(124 + 4 * i, value, le);
  });
  return block;
}

export const xmp = text(
  `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:source>${SECRET}</dc:source></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`,
);

const iptcRecord = concatBytes([Uint8Array.of(0x1c, 2, 116, 0, SECRET.length), text(SECRET)]);

/** A Photoshop resource block that holds IPTC. */
export const iptc = concatBytes([
  text('Photoshop 3.0\x008BIM'),
  Uint8Array.of(4, 4, 0, 0, 0, 0, 0, iptcRecord.length),
  iptcRecord,
  new Uint8Array(iptcRecord.length & 1),
]);

export const exifSegment = (orientation = 1, order: 'II' | 'MM' = 'II') =>
  jpegSegment(0xe1, concatBytes([text('Exif\0\0'), exif(orientation, order)]));

/** Everything that a camera, an editor or an attacker may write into a JPEG. */
const jpegMetadata = (orientation = 1): Bytes[] => [
  exifSegment(orientation),
  jpegSegment(0xe1, concatBytes([text('http://ns.adobe.com/xap/1.0/\0'), xmp])),
  jpegSegment(0xe1, concatBytes([text('http://ns.adobe.com/xmp/extension/\0'), xmp])),
  jpegSegment(0xed, iptc),
  jpegSegment(0xe0, concatBytes([text('JFXX\0'), Uint8Array.of(0x10), text(SECRET)])),
  jpegSegment(0xe2, concatBytes([text('MPF\0'), text(SECRET)])),
  jpegSegment(0xe2, concatBytes([text('ICC_PROFILE\0'), Uint8Array.of(9, 9), text(SECRET)])),
  jpegSegment(0xe9, text(SECRET)),
  jpegSegment(
    0xee,
    concatBytes([text('Adobe'), Uint8Array.of(0, 100, 0, 0, 0, 0, 1), text(SECRET)]),
  ),
  jpegSegment(0xfe, text(SECRET)),
];

const pngMetadata = (): Bytes[] => [
  pngChunk('tEXt', text(`Comment\0${SECRET}`)),
  pngChunk('iTXt', concatBytes([text('XML:com.adobe.xmp\0\0\0\0\0'), xmp])),
  pngChunk('eXIf', exif()),
  pngChunk('tIME', Uint8Array.of(7, 0xea, 1, 2, 3, 4, 5)),
  pngChunk('prVt', text(SECRET)),
];

const webpMetadata = (): Bytes[] => [
  webpChunk('EXIF', exif()),
  webpChunk('XMP ', xmp),
  webpChunk('JUNK', text(SECRET)),
];

export const TAIL = text(`<script>alert("${SECRET}")</script>`);

/** Adds all metadata that the file's format supports, and a tail. */
export function withMetadata(file: Bytes, orientation = 1): Bytes {
  const [head = file, ...rest] = piecesOf(file);
  if (file[0] === 0xff) {
    return concatBytes([assembled([head, ...jpegMetadata(orientation), ...rest]), TAIL]);
  }
  if (file[0] === 0x89) {
    const [header = head, ...others] = rest;
    const middle = others.slice(0, -1);
    const [, end = head] = [0, others.at(-1)];
    const all = [head, header, ...pngMetadata(), ...middle, ...pngMetadata(), end];
    return concatBytes([assembled(all), TAIL]);
  }
  const extended = rest[0]?.[3] === 0x58 ? [] : [canvas(file)];
  return concatBytes([assembled([head, ...extended, ...rest, ...webpMetadata()]), TAIL]);
}

/** The extended header that a WebP needs for metadata: 330 × 370, flags EXIF and XMP. */
const canvas = (file: Bytes) =>
  webpChunk(
    'VP8X',
    Uint8Array.of(
      file[15] === 0x4c ? 0x1c : 0x0c,
      0,
      0,
      0,
      329 & 255,
      329 >> 8,
      0,
      369 & 255,
      369 >> 8,
      0,
    ),
  );
