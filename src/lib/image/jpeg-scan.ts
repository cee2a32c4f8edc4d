import { Bits } from './jpeg-bits';
import type { Component, Frame } from './jpeg-frame';
import { type Lookup, lookupOf, type Table } from './jpeg-huffman';
import { assertImage } from './refusal';

interface Scan {
  bits: Bits;
  /**
   * First and last coefficient, and the bit position above the one that this scan adds; 0 means the first
   * pass.
   */
  from: number;
  to: number;
  high: number;
  /** Upcoming blocks that have no data. */
  skipped: number;
}

type Block = (scan: Scan, component: Component, index: number) => void;

function setNonzero({ nonzero }: Component, block: number, k: number): void {
  const word = block * 2 + (k >> 5);
  if (nonzero) nonzero[word] = (nonzero[word] ?? 0) | (1 << (k & 31));
}

const isNonzero = ({ nonzero }: Component, block: number, k: number) =>
  (((nonzero?.[block * 2 + (k >> 5)] ?? 0) >>> (k & 31)) & 1) === 1;

/** Sequential (§F.2.2): a complete block. */
const wholeBlock =
  (dc: Lookup, ac: Lookup): Block =>
  ({ bits }) => {
    bits.read(bits.decode(dc) & 15);
    for (let k = 1; k < 64; k++) {
      const symbol = bits.decode(ac);
      const size = symbol & 15;
      if (size === 0 && symbol !== 0xf0) return;
      k += symbol >> 4;
      assertImage(k < 64, 'undecodable');
      bits.read(size);
    }
  };

const firstDc =
  (dc: Lookup): Block =>
  ({ bits }) => {
    bits.read(bits.decode(dc) & 15);
  };

const nextDc: Block = ({ bits }) => {
  bits.read(1);
};

/** Progressive, first pass over AC coefficients (§G.1.2.2). */
const firstAc =
  (ac: Lookup): Block =>
  (scan, component, block) => {
    if (scan.skipped > 0) {
      scan.skipped--;
      return;
    }
    for (let k = scan.from; k <= scan.to; k++) {
      const symbol = scan.bits.decode(ac);
      const [run, size] = [symbol >> 4, symbol & 15];
      if (size === 0 && run < 15) {
        scan.skipped = (1 << run) - 1 + scan.bits.read(run);
        return;
      }
      k += run;
      assertImage(k <= scan.to, 'undecodable');
      scan.bits.read(size);
      if (size > 0) setNonzero(component, block, k);
    }
  };

/** Progressive, refinement pass over AC coefficients (§G.1.2.3). */
const nextAc =
  (ac: Lookup): Block =>
  (scan, component, block) => {
    const { bits, to } = scan;
    let k = scan.from;
    for (; scan.skipped === 0 && k <= to; k++) {
      const symbol = bits.decode(ac);
      const [size, length] = [symbol & 15, symbol >> 4];
      let run = length;
      assertImage(size <= 1, 'undecodable');
      if (size === 1) bits.read(1);
      else if (run < 15) {
        scan.skipped = (1 << run) + bits.read(run);
        break;
      }
      for (; k <= to; k++) {
        if (isNonzero(component, block, k)) bits.read(1);
        else if (--run < 0) break;
      }
      if (size === 1 && k <= to) setNonzero(component, block, k);
    }
    if (scan.skipped === 0) return;
    for (; k <= to; k++) if (isNonzero(component, block, k)) bits.read(1);
    scan.skipped--;
  };

function blockOf(frame: Frame, scan: Scan, tables: Map<number, Table>, selector: number): Block {
  const dc = () => lookupOf(tables.get(selector >> 4));
  const ac = () => lookupOf(tables.get(0x10 | (selector & 15)));
  if (!frame.progressive) return wholeBlock(dc(), ac());
  if (scan.from === 0) return scan.high === 0 ? firstDc(dc()) : nextDc;
  return scan.high === 0 ? firstAc(ac()) : nextAc(ac());
}

/**
 * Decodes a scan's entropy-coded data, code by code, to prove that every block is present. This detects a
 * file that was cut and closed again. Returns where the data ends.
 */
export function checkScan(
  data: Uint8Array,
  header: Uint8Array,
  index: number,
  { frame, tables, interval }: { frame: Frame; tables: Map<number, Table>; interval: number },
): number {
  const count = header[4] ?? 0;
  assertImage(count >= 1 && count <= 4 && header.length === 8 + 2 * count, 'undecodable');
  const [from = 0, to = 0, bit = 0] = header.subarray(5 + 2 * count);
  const scan: Scan = { bits: new Bits(data, index), from, to, high: bit >> 4, skipped: 0 };
  if (frame.progressive) {
    assertImage(to <= 63 && (from === 0 ? to === 0 : from <= to && count === 1), 'undecodable');
  }
  const parts = Array.from({ length: count }, (_, i) => {
    const component = frame.components.find(({ id }) => id === header[5 + 2 * i]);
    assertImage(component, 'undecodable');
    const isFirst = !frame.progressive || (from === 0 && scan.high === 0);
    assertImage(isFirst !== component.begun, 'undecodable');
    component.begun = true;
    return { component, visit: blockOf(frame, scan, tables, header[6 + 2 * i] ?? 0) };
  });
  const [{ component, visit } = { component: undefined, visit: undefined }] = parts;
  assertImage(component && visit, 'undecodable');
  const alone = count === 1;
  const [columns, rows] = alone
    ? [component.columns, component.rows]
    : [frame.mcuColumns, frame.mcuRows];
  let [left, restarts] = [interval, 0];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (interval > 0 && left-- === 0) {
        scan.bits.restart(restarts++);
        scan.skipped = 0;
        left = interval - 1;
      }
      if (alone) {
        visit(scan, component, row * component.stride + column);
        continue;
      }
      for (const part of parts) {
        const { h, v, stride } = part.component;
        for (let y = 0; y < v; y++) {
          for (let x = 0; x < h; x++) {
            part.visit(scan, part.component, (row * v + y) * stride + column * h + x);
          }
        }
      }
    }
  }
  return scan.bits.end();
}
