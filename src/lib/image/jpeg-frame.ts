import { u16be } from './bytes';
import { assertImage } from './refusal';

export interface Component {
  id: number;
  /** Sampling factors: `h` and `v`. */
  h: number;
  v: number;
  /** Number of blocks in a non-interleaved scan of this component. */
  columns: number;
  rows: number;
  /** Blocks per row of complete MCUs. */
  stride: number;
  /**
   * Bit set of the non-zero ones among a block's 64 coefficients, two words per block. Progressive files
   * only.
   */
  nonzero: Uint32Array | undefined;
  /** Whether a scan has supplied its DC coefficients. */
  begun: boolean;
}

export interface Frame {
  progressive: boolean;
  mcuColumns: number;
  mcuRows: number;
  components: Component[];
}

const within = (value: number, min: number, max: number) =>
  assertImage(value >= min && value <= max, 'undecodable');

/** Reads a frame header (ITU T.81 §B.2.2): 8 bits a sample, one, three or four components. */
export function readFrame(segment: Uint8Array, marker: number): Frame {
  const [height, width, count] = [u16be(segment, 5), u16be(segment, 7), segment[9] ?? 0];
  assertImage([1, 3, 4].includes(count) && segment.length === 10 + 3 * count, 'undecodable');
  assertImage(segment[4] === 8 && width > 0 && height > 0, 'undecodable');
  const specs = Array.from({ length: count }, (_, i) => {
    const [id = 0, sampling = 0] = segment.subarray(10 + 3 * i);
    const [h, v] = [sampling >> 4, sampling & 15];
    within(h, 1, 4);
    within(v, 1, 4);
    return { id, h, v };
  });
  const maxH = Math.max(...specs.map(({ h }) => h));
  const maxV = Math.max(...specs.map(({ v }) => v));
  const mcuColumns = Math.ceil(width / (8 * maxH));
  const mcuRows = Math.ceil(height / (8 * maxV));
  const progressive = marker === 0xc2;
  const components = specs.map(({ id, h, v }) => ({
    id,
    h,
    v,
    columns: Math.ceil(Math.ceil((width * h) / maxH) / 8),
    rows: Math.ceil(Math.ceil((height * v) / maxV) / 8),
    stride: mcuColumns * h,
    nonzero: progressive ? new Uint32Array(mcuColumns * h * mcuRows * v * 2) : undefined,
    begun: false,
  }));
  assertImage(new Set(specs.map(({ id }) => id)).size === count, 'undecodable');
  return { progressive, mcuColumns, mcuRows, components };
}
