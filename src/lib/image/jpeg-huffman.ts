import { assertImage } from './refusal';

/**
 * A Huffman table. For every possible 16 bits, the high byte holds the code's length and the low byte its
 * value.
 */
export type Lookup = Uint16Array;

/** A table as in the file. The lookup is built when a scan first uses it. */
export interface Table {
  counts: Uint8Array;
  values: Uint8Array;
  lookup: Lookup | undefined;
}

/** Reads the tables of a DHT segment (ITU T.81 §B.2.4.2) into `tables`, by class and destination. */
export function readTables(segment: Uint8Array, tables: Map<number, Table>): void {
  let index = 4;
  while (index < segment.length) {
    const key = segment[index] ?? 0;
    const counts = segment.subarray(index + 1, index + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const values = segment.subarray(index + 17, index + 17 + total);
    assertImage(counts.length === 16 && values.length === total && total <= 256, 'undecodable');
    assertImage((key & 0xef) <= 3, 'undecodable');
    tables.set(key, { counts, values, lookup: undefined });
    index += 17 + total;
  }
}

/** Returns a table's lookup. @throws ImageRefusal `undecodable` if it is missing or its codes are invalid. */
export function lookupOf(table: Table | undefined): Lookup {
  assertImage(table, 'undecodable');
  if (table.lookup) return table.lookup;
  const lookup = new Uint16Array(65_536);
  let [code, next] = [0, 0];
  for (let length = 1; length <= 16; length++) {
    for (let i = table.counts[length - 1] ?? 0; i > 0; i--) {
      const first = code << (16 - length);
      const end = (code + 1) << (16 - length);
      assertImage(end <= 65_536, 'undecodable');
      lookup.fill((length << 8) | (table.values[next++] ?? 0), first, end);
      code++;
    }
    code <<= 1;
  }
  table.lookup = lookup;
  return lookup;
}
