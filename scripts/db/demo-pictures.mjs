// Draws the demo data's pictures: figures of no one, as PNG with a palette. Nothing here touches a store.
import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  crc.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, crc]);
}

/** Encodes a PNG from palette indexes. */
function encode({ width, height, pixels, palette }) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  }
  const data = [
    ['IHDR', header],
    ['PLTE', Buffer.from(palette.flat())],
    ['IDAT', deflateSync(rows)],
    ['IEND', Buffer.alloc(0)],
  ];
  return Buffer.concat([SIGNATURE, ...data.map(([name, bytes]) => chunk(name, bytes))]);
}

const mix = (from, to, share) =>
  from.map((value, i) => Math.round(value + (to[i] - value) * share));
const SKINS = [
  [244, 214, 188],
  [226, 184, 148],
  [198, 146, 106],
  [128, 84, 60],
];
const HAIRS = [
  [28, 24, 26],
  [70, 46, 34],
  [128, 92, 58],
  [196, 188, 182],
];
const CLOTHES = [
  [32, 44, 66],
  [150, 60, 54],
  [58, 98, 84],
  [214, 204, 190],
  [96, 84, 120],
];
const WALLS = [
  [226, 220, 210],
  [204, 214, 222],
  [222, 206, 200],
  [210, 220, 206],
];
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
  const [skin, hair, cloth, wall] = [
    of(SKINS, 0),
    of(HAIRS, 1),
    of(CLOTHES, 2 + nth),
    of(WALLS, 5),
  ];
  const light = Array.from({ length: STEPS }, (_, i) => mix(wall, [120, 116, 118], i / STEPS));
  const palette = [
    ...light,
    skin,
    mix(skin, [90, 50, 40], 0.35),
    hair,
    cloth,
    mix(cloth, [0, 0, 0], 0.3),
  ];
  const [SKIN, SHADE, HAIR, CLOTH, FOLD] = [0, 1, 2, 3, 4].map((i) => STEPS + i);
  const { width, height, zoom, x } = FRAMES[nth % FRAMES.length];
  const unit = (height / 640) * zoom;
  const [middle, head] = [width * x, height * 0.34];
  const long = 60 + (traits[6] % 90);
  const within = (dx, dy, rx, ry) => (dx / (rx * unit)) ** 2 + (dy / (ry * unit)) ** 2 <= 1;
  const pixels = Buffer.alloc(width * height);
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
      pixels[py * width + px] = colour;
    }
  }
  return { bytes: encode({ width, height, pixels, palette }), width, height };
}
