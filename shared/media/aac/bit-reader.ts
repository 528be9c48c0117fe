/** Bits of a packet, the highest of a byte first. Reading past the end is an error: such a packet is broken. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Up to 24 bits as a number, without going on; 0 for what is past the end. */
  peek(count: number): number {
    const from = this.#at >> 3;
    const bytes = this.#bytes;
    const word =
      ((bytes[from] as number) << 24) |
      ((bytes[from + 1] as number) << 16) |
      ((bytes[from + 2] as number) << 8) |
      (bytes[from + 3] as number);
    return count === 0 ? 0 : (word << (this.#at & 7)) >>> (32 - count);
  }

  /** Up to 24 bits as a number. @throws RangeError past the end */
  read(count: number): number {
    const value = this.peek(count);
    this.skip(count);
    return value;
  }

  flag(): boolean {
    return this.read(1) === 1;
  }

  /** @throws RangeError past the end */
  skip(count: number): void {
    this.#at += count;
    if (this.#at > this.#bytes.length * 8) throw new RangeError('a packet ends too early');
  }

  /** Whether all bytes are zero that nothing was read of. */
  isRestZero(): boolean {
    return this.#bytes.subarray((this.#at + 7) >> 3).every(byte => byte === 0);
  }

  /** To the next whole byte. */
  align(): void {
    this.#at = (this.#at + 7) & ~7;
  }
}
