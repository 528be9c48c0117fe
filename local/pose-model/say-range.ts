import { type Flat, writeFlat } from './write-flat.ts';

/** Fields of a model in TensorFlow Lite's schema. */
const FIELDS = 9;
const BUFFERS = 4;
const METADATA = 6;

/**
 * A TensorFlow Lite model with metadata that say which numbers its picture has: (0…255 - mean) / deviation. MediaPipe's older
 * models go without, as its older programs knew by themselves. The model itself stays as it is, behind a new root which refers to
 * its parts.
 */
export function sayRange(model: Buffer, range: { mean: number; deviation: number }): Buffer {
  const root = model.readUInt32LE(0);
  const shape = root - model.readInt32LE(root);
  const places = (model.readUInt16LE(shape) - 4) / 2;
  const fields: Record<number, Flat> = {};
  for (let id = 0; id < Math.min(places, FIELDS); id++) {
    const offset = model.readUInt16LE(shape + 4 + 2 * id);
    if (offset === 0) continue;
    const at = root + offset;
    const raw = model.readUInt32LE(at);
    fields[id] = id === 0 ? { word: raw } : { old: at + raw };
  }
  const buffers = itemsOf(model, fields[BUFFERS]);
  const said: Flat = { table: { 0: { bytes: rangeMetadata(range) } } };
  const name: Flat = { table: { 0: { text: 'TFLITE_METADATA' }, 1: { word: buffers.length } } };
  fields[BUFFERS] = { items: [...buffers, said] };
  fields[METADATA] = { items: [...itemsOf(model, fields[METADATA]), name] };
  return Buffer.concat([writeFlat({ table: fields }, model.toString('ascii', 4, 8)), model]);
}

function itemsOf(model: Buffer, list: Flat | undefined): Flat[] {
  if (list === undefined || !('old' in list)) return [];
  return Array.from({ length: model.readUInt32LE(list.old) }, (_, i) => {
    const at = list.old + 4 + 4 * i;
    return { old: at + model.readUInt32LE(at) };
  });
}

/** ModelMetadata > SubGraphMetadata > TensorMetadata > ProcessUnit > NormalizationOptions, by the numbers of their schema (metadata_schema.fbs 1.5). */
function rangeMetadata({ mean, deviation }: { mean: number; deviation: number }): Buffer {
  const range: Flat = { table: { 0: { floats: [mean] }, 1: { floats: [deviation] } } };
  const unit: Flat = { table: { 0: { word: 1 }, 1: range } };
  const picture: Flat = { table: { 4: { items: [unit] } } };
  return writeFlat({ table: { 3: { items: [{ table: { 2: { items: [picture] } } }] } } }, 'M001');
}
