import type { Hex } from 'viem';
import { canonicalJson } from '../kernel/canonical-json.ts';
import { readBatch } from './batch-file.ts';
import { cidOfDigest } from './digest.ts';
import { leafOf, merkleProof, merkleRoot, rootFrom } from './merkle.ts';
import type { Published } from './ports.ts';
import type { ProvenanceRecord } from './schema.ts';

/** All that a verifier needs: no database, none of our servers. */
export type VerifyPorts = {
  /** Batches of the publisher whom the verifier believes, newest first. */
  batches: () => Promise<readonly Published[]>;
  /** Bytes under a CID, each block hashed against its name; null when no gateway has them now. */
  fetch: (cid: string) => Promise<Uint8Array | null>;
  cidOf: (bytes: Uint8Array) => Promise<string>;
  /** Where else the record is to be found, and what is found there. */
  look?: (record: ProvenanceRecord) => Promise<Finding>;
};

/** One line of the verdict. `unknown` is what could not be looked at now: it neither holds nor fails. */
export type Finding = { what: string; holds: boolean | 'unknown'; says: string };
export type Verdict = {
  record: ProvenanceRecord | null;
  published: Published | null;
  proof: readonly Hex[];
  findings: Finding[];
};

/** Block times may run ahead of a fact's clock a little, never behind it. */
const CLOCK_SLACK_MS = 120_000;

/**
 * Looks a record up in what was published and does its proof again: file → digest on the chain, records → root on the chain,
 * content and pose data → their names, parents → their own records. `claimed` is what somebody says the record is; each field in
 * which it differs is a finding. The newest record of an id counts; the others are its past.
 */
export async function verifyRecord(id: string, ports: VerifyPorts, claimed?: unknown): Promise<Verdict> {
  const findings: Finding[] = [];
  const note = (what: string, holds: Finding['holds'], says: string) => void findings.push({ what, holds, says });
  const batches = await ports.batches();
  const known = new Set<string>();
  const troubles: Finding[] = [];
  let verdict: Pick<Verdict, 'record' | 'published' | 'proof'> = { record: null, published: null, proof: [] };
  for (const published of batches) {
    const cid = cidOfDigest(published.digest);
    const bytes = published.file ?? (await ports.fetch(cid));
    const records =
      bytes === null
        ? `No gateway has ${cid}, which was published in block ${published.block}.`
        : await recordsOf(bytes, cid, published, ports);
    if (typeof records === 'string') {
      troubles.push({ what: 'file', holds: bytes === null ? 'unknown' : false, says: records });
      continue;
    }
    for (const record of records) known.add(record.id);
    const at = records.findLastIndex(record => record.id === id);
    const record = records[at];
    if (record === undefined || verdict.record !== null) continue;
    const leaves = records.map(leafOf);
    const proof = merkleProof(leaves, at);
    verdict = { record, published, proof };
    note('file', true, `${cid} is what was published in block ${published.block} (transaction ${published.txHash}).`);
    note(
      'proof',
      rootFrom(leafOf(record), proof) === published.root,
      `The record leads to the published root ${published.root} in ${proof.length} steps.`,
    );
  }
  const { record, published } = verdict;
  if (record === null || published === null) {
    const away = troubles.length > 0 && troubles.every(({ holds }) => holds === 'unknown');
    note('record', away ? 'unknown' : false, `No batch that could be read holds a record of ${id}.`);
    return { ...verdict, findings: [...troubles, ...findings] };
  }
  // Other batches are other people's; one that cannot be read might still hold a newer record of this id.
  for (const { says } of troubles) note('file', 'unknown', says);
  const fact = Date.parse(record.at);
  note(
    'time',
    fact <= published.time * 1000 + CLOCK_SLACK_MS,
    `It happened ${record.at} and was published ${new Date(published.time * 1000).toISOString()}.`,
  );
  for (const cid of [...record.content, ...(record.pose === null ? [] : [cidOfDigest(record.pose as Hex)])]) {
    const bytes = await ports.fetch(cid);
    note(
      'content',
      bytes === null ? 'unknown' : true,
      bytes === null ? `No gateway has ${cid} now.` : `${cid} is there, byte for byte.`,
    );
  }
  for (const parent of record.parents)
    note(
      'parent',
      known.has(parent) ? true : 'unknown',
      known.has(parent) ? `${parent} has a record of its own.` : `${parent} has no record that could be read.`,
    );
  if (ports.look) findings.push(await ports.look(record));
  if (claimed !== undefined) compare(record, claimed, note);
  return { ...verdict, findings };
}

/** Whether nothing was found wrong, and the record itself was found. */
export function isVerified({ record, findings }: Verdict): boolean {
  return record !== null && findings.every(({ holds }) => holds !== false);
}

/** The records of a file, or why it is not what was published. */
async function recordsOf(
  bytes: Uint8Array,
  cid: string,
  { root, count }: Published,
  { cidOf }: VerifyPorts,
): Promise<string | ProvenanceRecord[]> {
  if ((await cidOf(bytes)) !== cid) return `A gateway gave other bytes for ${cid}.`;
  let records: ProvenanceRecord[];
  try {
    records = readBatch(bytes);
  } catch {
    return `${cid} is no list of records.`;
  }
  if (records.length !== count) return `${cid} has ${records.length} records, and ${count} were published.`;
  if (merkleRoot(records.map(leafOf)) !== root) return `The records in ${cid} do not lead to the published root ${root}.`;
  return records;
}

function compare(record: ProvenanceRecord, claimed: unknown, note: (what: string, holds: boolean, says: string) => void): void {
  const said = (typeof claimed === 'object' && claimed !== null ? claimed : {}) as Record<string, unknown>;
  for (const [field, value] of Object.entries(record)) {
    const claim = field in said ? said[field] : null;
    if (canonicalJson(value) !== canonicalJson(claim ?? null))
      note(field, false, `Claimed is ${JSON.stringify(claim)}, published was ${JSON.stringify(value)}.`);
  }
  for (const field of Object.keys(said))
    if (!(field in record)) note(field, false, 'Claimed is a field that records do not have.');
}
