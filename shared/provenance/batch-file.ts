import { invalidInput } from '../kernel/app-error.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import { leafOf, merkleRoot } from './merkle.ts';
import { BATCH_FORMAT, batchSchema, type ProvenanceRecord } from './schema.ts';

/** The bytes of a batch and its root. Records keep their order. */
export function batchOf(records: readonly ProvenanceRecord[]) {
  const bytes = new TextEncoder().encode(canonicalJson({ format: BATCH_FORMAT, records }));
  return { bytes, root: merkleRoot(records.map(leafOf)), count: records.length };
}

/** The records of a batch's bytes. @throws AppError `provenance/bad-batch` (400) */
export function readBatch(bytes: Uint8Array): ProvenanceRecord[] {
  try {
    return batchSchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))).records;
  } catch {
    throw invalidInput('provenance/bad-batch', 'This file is no list of records.');
  }
}
