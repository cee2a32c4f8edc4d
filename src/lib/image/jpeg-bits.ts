import type { Lookup } from './jpeg-huffman';
import { assertImage, ImageRefusal } from './refusal';

/** Reads bits of entropy-coded data, but never past a marker. */
export class Bits {
  private buffer = 0;
  /** Bits in the buffer, and how many of them pad missing data. */
  private held = 0;
  private missing = 0;
  /** Start of the interval, and bits read since. */
  private start: number;
  private used = 0;

  constructor(
    private readonly data: Uint8Array,
    private index: number,
  ) {
    this.start = index;
  }

  private fill(): void {
    const { data } = this;
    while (this.held <= 16) {
      const byte = data[this.index];
      if (byte === undefined || (byte === 0xff && data[this.index + 1] !== 0)) {
        this.buffer <<= 8;
        this.missing += 8;
      } else {
        this.buffer = (this.buffer << 8) | byte;
        this.index += byte === 0xff ? 2 : 1;
      }
      this.held += 8;
    }
  }

  /** Returns the next `count` bits, 0–16. @throws ImageRefusal `truncated` if there are fewer. */
  read(count: number): number {
    if (this.held < count) this.fill();
    this.held -= count;
    this.used += count;
    if (this.held < this.missing) throw new ImageRefusal('truncated');
    return (this.buffer >>> this.held) & ((1 << count) - 1);
  }

  /** Decodes the next code. @throws ImageRefusal `undecodable` if no code matches. */
  decode(lookup: Lookup): number {
    if (this.held < 16) this.fill();
    const found = lookup[(this.buffer >>> (this.held - 16)) & 0xffff] ?? 0;
    const length = found >> 8;
    this.held -= length;
    this.used += length;
    if (this.held < this.missing) throw new ImageRefusal('truncated');
    if (length === 0) throw new ImageRefusal('undecodable');
    return found & 255;
  }

  /** Ends an interval and starts the next one after its restart marker. */
  restart(number: number): void {
    assertImage(this.end() === this.index, 'undecodable');
    while (this.data[this.index + 1] === 0xff) this.index++;
    assertImage(this.data[this.index + 1] === 0xd0 + (number & 7), 'truncated');
    this.index += 2;
    this.start = this.index;
    this.buffer = this.held = this.missing = this.used = 0;
  }

  /** Returns where this interval's data ends: after the byte that holds the last bit read. */
  end(): number {
    if (this.held - this.missing < 8) return this.index;
    let index = this.start;
    for (let bytes = Math.ceil(this.used / 8); bytes > 0; bytes--) {
      index += this.data[index] === 0xff ? 2 : 1;
    }
    return index;
  }
}
