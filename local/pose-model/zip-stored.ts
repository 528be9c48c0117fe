import { crc32 } from 'node:zlib';

/** Contents begin at a multiple of this, so that a reader may use them where they lie. */
const ALIGNED = 64;
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;

/** An archive with its files uncompressed and aligned (APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16), without dates: equal files give equal bytes. */
export function zipStored(files: readonly { name: string; bytes: Uint8Array }[]): Buffer {
  const parts: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const { name, bytes } of files) {
    const called = Buffer.from(name);
    const padding = (ALIGNED - ((at + 30 + called.length) % ALIGNED)) % ALIGNED;
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(VERSION, 0);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(bytes.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    facts.writeUInt16LE(called.length, 22);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(CENTRAL, 0);
    central.writeUInt16LE(VERSION, 4);
    facts.copy(central, 6);
    central.writeUInt32LE(at, 42);
    entries.push(central, called);
    facts.writeUInt16LE(padding, 24);
    parts.push(word(LOCAL), facts, called, Buffer.alloc(padding), Buffer.from(bytes));
    at += 30 + called.length + padding + bytes.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, directory, end]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
