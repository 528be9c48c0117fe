import * as z from 'zod/mini';

const cid = z.string().check(z.regex(/^b[a-z2-7]{30,100}$/, 'not a CID'));
const hash = z.string().check(z.regex(/^0x[0-9a-f]{64}$/, 'not a hash'));

export const RECORD_FORMAT = 'gigavibe/record-1';
export const RECORD_KINDS = ['profile', 'performance', 'chain', 'move'] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** Where records can be published: in our own registry, as attestations of EAS, as rows of Tableland. */
export const ANCHOR_NAMES = ['registry', 'eas', 'tableland'] as const;
export type AnchorName = (typeof ANCHOR_NAMES)[number];

/**
 * Who made what, from what, and when. Ids and hashes alone: a record is public and for ever, so it holds no names and no words.
 * `at` is ISO time in ms of the fact. `content` are the CIDs of what was made, `pose` is the sha2-256 digest of the pose data,
 * `parents` are ids of what it grew from.
 */
export const recordSchema = z.strictObject({
  format: z.literal(RECORD_FORMAT),
  kind: z.enum(RECORD_KINDS),
  id: z.uuid(),
  author: z.strictObject({ id: z.uuid(), fid: z.nullable(z.int().check(z.positive())) }),
  content: z.array(cid).check(z.maxLength(4)),
  pose: z.nullable(hash),
  parents: z.array(z.uuid()).check(z.maxLength(16)),
  at: z.iso.datetime({ precision: 3 }),
});
export type ProvenanceRecord = z.output<typeof recordSchema>;

export const BATCH_FORMAT = 'gigavibe/records-1';
/** A thousand records are some 500 KB: one block on IPFS. */
export const MOST_RECORDS = 1_000;

/** The file that a batch is on IPFS. */
export const batchSchema = z.strictObject({
  format: z.literal(BATCH_FORMAT),
  records: z.array(recordSchema).check(z.minLength(1), z.maxLength(MOST_RECORDS)),
});
