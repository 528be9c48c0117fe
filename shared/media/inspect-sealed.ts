import { type Inspected, NOTHING } from './inspect-media.ts';
import type { ReadBytes } from './schema.ts';
import { chunksOf, HEADER_BYTES, NotSealed, readHeader, SEALED_MIME } from './sealed-form.ts';

/** What can be said of a sealed file without its key: that it has the form of one. Null for any other. */
export async function inspectSealed(size: number, readBytes: ReadBytes): Promise<Inspected | null> {
  try {
    chunksOf(readHeader(await readBytes(0, Math.min(size, HEADER_BYTES))), size);
    return { facts: { ...NOTHING, mime: SEALED_MIME }, whole: true };
  } catch (error) {
    if (error instanceof NotSealed) return null;
    throw error;
  }
}
