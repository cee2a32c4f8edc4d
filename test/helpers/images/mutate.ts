import { concatBytes } from '../../../src/lib/image/bytes';
import type { Bytes } from './files';
import { assembled, piecesOf, sealed } from './pieces';

/** Returns random numbers below a bound, the same for the same seed. */
export function randomOf(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

type Random = ReturnType<typeof randomOf>;
type Mutation = (pieces: Bytes[], random: Random, others: Bytes[]) => Bytes[];

/** Applies `change` to a random piece. */
const onOne =
  (change: (piece: Bytes, random: Random) => Bytes[]): Mutation =>
  (pieces, random) => {
    const at = random(pieces.length);
    return pieces.flatMap((piece, i) => (i === at ? change(piece, random) : [piece]));
  };

/** Bytes with a meaning in one of the formats. */
const TELLING = [0x00, 0x01, 0x02, 0x7f, 0x80, 0xc0, 0xc4, 0xd9, 0xda, 0xe1, 0xfe, 0xff];

function flipped(piece: Bytes, random: Random): Bytes {
  const copy = piece.slice();
  for (let i = random(4); i >= 0; i--) {
    const at = random(2) ? random(copy.length) : random(Math.min(copy.length, 24));
    copy[at] = random(2) ? (TELLING[random(TELLING.length)] ?? 0) : random(256);
  }
  return copy;
}

/** Changes the length in the header of a segment or chunk. */
function relengthened(piece: Bytes, random: Random): Bytes {
  const copy = piece.slice();
  const isJpeg = copy[0] === 0xff;
  const at = isJpeg ? 2 + random(2) : copy[1] === 0 ? random(4) : 4 + random(4);
  const change = [1, 2, 255, 254, 8, 128][random(6)] ?? 1;
  copy[at] = (copy[at] ?? 0) + change;
  return copy;
}

const MUTATIONS: Mutation[] = [
  onOne((piece, random) => [flipped(piece, random)]),
  onOne((piece, random) => [relengthened(piece, random)]),
  onOne((piece) => [piece, piece]),
  onOne((piece, random) => Array.from({ length: 1 + random(40) }, () => piece)),
  onOne(() => []),
  onOne((piece, random) => [piece.slice(0, random(piece.length + 1))]),
  onOne((piece, random) => [piece.slice(random(piece.length + 1))]),
  // Swaps two pieces.
  (pieces, random) => {
    const [a, b] = [random(pieces.length), random(pieces.length)];
    return pieces.map((piece, i) => (i === a ? pieces[b] : i === b ? pieces[a] : piece) ?? piece);
  },
  // Inserts a piece of another file, or the whole file.
  (pieces, random, others) => {
    const other = others[random(others.length)] ?? concatBytes(pieces);
    const foreign = piecesOf(other);
    const guest = random(3) ? (foreign[random(foreign.length)] ?? other) : other;
    const at = random(pieces.length + 1);
    return [...pieces.slice(0, at), guest, ...pieces.slice(at)];
  },
  // Nests a piece in another.
  (pieces, random) => {
    const guest = pieces[random(pieces.length)] ?? concatBytes(pieces);
    return onOne((piece) => {
      const at = random(piece.length + 1);
      return [concatBytes([piece.slice(0, at), guest, piece.slice(at)])];
    })(pieces, random, []);
  },
  // Merges two chunks under the first one's header.
  (pieces, random) => {
    const at = random(pieces.length - 1);
    const [one, two] = [pieces[at], pieces[at + 1]];
    if (!one || !two) return pieces;
    const both = concatBytes([one, two]);
    const view = new DataView(both.buffer);
    if (both[0] === 0xff) view.setUint16(2, both.length - 2);
    else if (both[1] === 0) view.setUint32(0, both.length - 12);
    else if (both.length >= 8) view.setUint32(4, both.length - 8, true);
    return [...pieces.slice(0, at), both, ...pieces.slice(at + 2)];
  },
];

/** Applies one to three mutations to a file. Half of the time, its checksums are correct again. */
export function mutated(file: Bytes, random: Random, others: Bytes[]): Bytes {
  let pieces = piecesOf(file);
  for (let i = random(3); i >= 0; i--) {
    const change = MUTATIONS[random(MUTATIONS.length)];
    if (change && pieces.length > 1) pieces = change(pieces, random, others);
  }
  if (file[0] === 0x89 && random(4)) pieces = pieces.map((piece, i) => (i ? sealed(piece) : piece));
  const all = random(2) ? assembled(pieces) : concatBytes(pieces);
  return random(8) ? all : all.slice(0, random(all.length + 1));
}
