// Draws the demo data's pictures: figures of no one, as PNG with a palette. Nothing here touches a store.
import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

const bytesOf = (...numbers) => {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [index, number] of numbers.entries()) bytes.writeUInt32BE(number, index * 4);
  return bytes;
};

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name), data]);
  return Buffer.concat([bytesOf(data.length), body, bytesOf(crc32(body))]);
}

/** Encodes a PNG from palette indexes, in rows that begin with the number of their filter. */
const encode = ({ width, height, rows, palette }) =>
  Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', Buffer.concat([bytesOf(width, height), Buffer.from([8, 3, 0, 0, 0])])),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);

const mix = (from, to, share) =>
  from.map((value, i) => Math.round(value + (to[i] - value) * share));
const colours = (list) => list.split(' ').map((hex) => [...Buffer.from(hex, 'hex')]);
const SKINS = colours('f4d6bc e2b894 c6926a 80543c');
const HAIRS = colours('1c181a 462e22 805c3a c4bcb6');
const CLOTHES = colours('202c42 963c36 3a6254 d6ccbe 605478');
const WALLS = colours('e2dcd2 ccd6de decec8 d2dcce');
const STEPS = 24;

const FRAMES = [
  { width: 480, height: 640, zoom: 1, x: 0.5 },
  { width: 720, height: 480, zoom: 0.8, x: 0.36 },
  { width: 480, height: 600, zoom: 1.35, x: 0.5 },
];

/**
 * Draws the `nth` of three pictures of a person who does not exist. The same name gives the same pictures.
 * @returns {{ bytes: Buffer, width: number, height: number }}
 */
export function drawPicture(name, nth) {
  const traits = createHash('sha256').update(name).digest();
  const of = (list, i) => list[traits[i] % list.length];
  const [skin, hair] = [of(SKINS, 0), of(HAIRS, 1)];
  const [cloth, wall] = [of(CLOTHES, 2 + nth), of(WALLS, 5)];
  const light = Array.from({ length: STEPS }, (_, i) => mix(wall, [120, 116, 118], i / STEPS));
  const [shade, fold] = [mix(skin, [90, 50, 40], 0.35), mix(cloth, [0, 0, 0], 0.3)];
  const palette = [...light, skin, shade, hair, cloth, fold];
  const [SKIN, SHADE, HAIR, CLOTH, FOLD] = [0, 1, 2, 3, 4].map((i) => STEPS + i);
  const { width, height, zoom, x } = FRAMES[nth % FRAMES.length];
  const unit = (height / 640) * zoom;
  const [middle, head] = [width * x, height * 0.34];
  const long = 60 + (traits[6] % 90);
  const within = (dx, dy, rx, ry) => (dx / (rx * unit)) ** 2 + (dy / (ry * unit)) ** 2 <= 1;
  const rows = Buffer.alloc((width + 1) * height);
  for (let py = 0; py < height; py++) {
    const dy = py - head;
    for (let px = 0; px < width; px++) {
      const dx = px - middle;
      let colour = Math.min(STEPS - 1, Math.floor(((px / width + py / height) / 2) * STEPS));
      if (within(dx, dy - long * unit * 0.4, 92, 100 + long * 0.5)) colour = HAIR;
      if (within(dx, dy - 330 * unit, 190, 180)) colour = dx > 60 * unit ? FOLD : CLOTH;
      if (Math.abs(dx) < 30 * unit && dy > 0 && dy < 175 * unit) colour = SHADE;
      if (within(dx, dy, 68, 88)) colour = dx > 34 * unit ? SHADE : SKIN;
      if (within(dx, dy + 62 * unit, 76, 44) && dy < -34 * unit) colour = HAIR;
      rows[py * (width + 1) + px + 1] = colour;
    }
  }
  return { bytes: encode({ width, height, rows, palette }), width, height };
}
