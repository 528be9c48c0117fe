import { expect, it } from 'vitest';
import { makeTask } from './make-task.ts';
import { readPoseModel } from './read-pose-model.ts';
import { sayRange } from './say-range.ts';
import { writeFlat } from './write-flat.ts';

/** A model with a version, a buffer and an entry of metadata, in the form of TensorFlow Lite's schema. */
const model = writeFlat(
  {
    table: {
      0: { word: 3 },
      4: { items: [{ table: { 0: { bytes: Uint8Array.of(7, 8, 9) } } }] },
      6: { items: [{ table: { 0: { text: 'min_runtime_version' }, 1: { word: 0 } } }] },
    },
  },
  'TFL3',
);

/** Where the field of a table refers to; null for a field that it does not have. */
function follow(bytes: Buffer, table: number, id: number): number | null {
  const shape = table - bytes.readInt32LE(table);
  const offset = 4 + 2 * id < bytes.readUInt16LE(shape) ? bytes.readUInt16LE(shape + 4 + 2 * id) : 0;
  return offset === 0 ? null : table + offset + bytes.readUInt32LE(table + offset);
}
const rootOf = (bytes: Buffer) => bytes.readUInt32LE(0);
const items = (bytes: Buffer, list: number | null) =>
  list === null
    ? []
    : Array.from({ length: bytes.readUInt32LE(list) }, (_, i) => list + 4 + 4 * i + bytes.readUInt32LE(list + 4 + 4 * i));
const need = (place: number | null) => place ?? Number.NaN;
const bytesAt = (bytes: Buffer, list: number | null) =>
  bytes.subarray(need(list) + 4, need(list) + 4 + bytes.readUInt32LE(need(list)));

it('a model says the range of its picture, and keeps what it had', () => {
  const said = sayRange(model, { mean: 127.5, deviation: 127.5 });
  expect(said.subarray(said.length - model.length)).toEqual(model);
  expect(said.toString('ascii', 4, 8)).toBe('TFL3');
  const root = rootOf(said);
  const names = items(said, follow(said, root, 6)).map(entry => bytesAt(said, follow(said, entry, 0)).toString());
  expect(names).toEqual(['min_runtime_version', 'TFLITE_METADATA']);
  const [kept, added] = items(said, follow(said, root, 4)).map(buffer => bytesAt(said, follow(said, buffer, 0)));
  expect([...(kept ?? [])]).toEqual([7, 8, 9]);
  const metadata = Buffer.from(added ?? []);
  expect(metadata.toString('ascii', 4, 8)).toBe('M001');
  const [graph] = items(metadata, follow(metadata, rootOf(metadata), 3));
  const [picture] = items(metadata, follow(metadata, need(graph ?? null), 2));
  const [unit] = items(metadata, follow(metadata, need(picture ?? null), 4));
  const range = need(follow(metadata, need(unit ?? null), 1));
  expect(metadata.readFloatLE(need(follow(metadata, range, 0)) + 4)).toBe(127.5);
  expect(metadata.readFloatLE(need(follow(metadata, range, 1)) + 4)).toBe(127.5);
});

it('a bundle holds both models, uncompressed and in their places', () => {
  const task = makeTask(model, model);
  expect(makeTask(model, model)).toEqual(task);
  const directory = task.readUInt32LE(task.length - 6);
  expect(task.readUInt16LE(task.length - 12)).toBe(2);
  let at = directory;
  for (const name of ['pose_detector.tflite', 'pose_landmarks_detector.tflite']) {
    const [called, place] = [task.readUInt16LE(at + 28), task.readUInt32LE(at + 42)];
    expect(task.toString('ascii', at + 46, at + 46 + called)).toBe(name);
    const content = place + 30 + task.readUInt16LE(place + 26) + task.readUInt16LE(place + 28);
    expect(content % 64).toBe(0);
    expect(task.toString('ascii', content + 4, content + 8)).toBe('TFL3');
    at += 46 + called;
  }
});

it('the package’s models become the same bundle everywhere', async () => {
  expect((await readPoseModel())?.sha256).toBe('29fca86a7f3fbc9ad346a71ecc75fdc7788212c295ee343d1db74793cb761214');
});
