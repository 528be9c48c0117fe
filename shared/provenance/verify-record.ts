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
  const { found, known, unread } = await lookUp(id, ports);
  if (found === null) {
    const away = unread.length > 0 && unread.every(({ holds }) => holds === 'unknown');
    const none = finding('record', away ? 'unknown' : false, `No batch that could be read holds a record of ${id}.`);
    return { record: null, published: null, proof: [], findings: [...unread, none] };
  }
  const { record, published } = found;
  const findings = [
    ...placeOf(found),
    // Other batches are other people's; one that cannot be read might still hold a newer record of this id.
    ...unread.map(({ says }) => finding('file', 'unknown', says)),
    timeOf(record, published),
    ...(await contentOf(record, ports)),
    ...parentsOf(record, known),
    ...(ports.look ? [await ports.look(record)] : []),
    ...(claimed === undefined ? [] : differences(record, claimed)),
  ];
  return { ...found, findings };
}

/** Whether nothing was found wrong, and the record itself was found. */
export function isVerified({ record, findings }: Verdict): boolean {
  return record !== null && findings.every(({ holds }) => holds !== false);
}

function finding(what: string, holds: Finding['holds'], says: string): Finding {
  return { what, holds, says };
}

type Found = { record: ProvenanceRecord; published: Published; proof: readonly Hex[] };

/** The newest record of an id, the ids of all records that could be read, and why batches could not be. */
async function lookUp(id: string, ports: VerifyPorts): Promise<{ found: Found | null; known: Set<string>; unread: Finding[] }> {
  const known = new Set<string>();
  const unread: Finding[] = [];
  let found: Found | null = null;
  for (const published of await ports.batches()) {
    const records = await recordsOf(published, ports);
    if ('says' in records) {
      unread.push(records);
      continue;
    }
    for (const record of records) known.add(record.id);
    const at = records.findLastIndex(record => record.id === id);
    const record = records[at];
    if (record !== undefined) found ??= { record, published, proof: merkleProof(records.map(leafOf), at) };
  }
  return { found, known, unread };
}

/** The records of a batch, or why they cannot be read or are not what was published. */
async function recordsOf(published: Published, { fetch, cidOf }: VerifyPorts): Promise<ProvenanceRecord[] | Finding> {
  const { root, count, block } = published;
  const cid = cidOfDigest(published.digest);
  const wrong = (says: string) => finding('file', false, says);
  const bytes = published.file ?? (await fetch(cid));
  if (bytes === null) return finding('file', 'unknown', `No gateway has ${cid}, which was published in block ${block}.`);
  if ((await cidOf(bytes)) !== cid) return wrong(`A gateway gave other bytes for ${cid}.`);
  let records: ProvenanceRecord[];
  try {
    records = readBatch(bytes);
  } catch {
    return wrong(`${cid} is no list of records.`);
  }
  if (records.length !== count) return wrong(`${cid} has ${records.length} records, and ${count} were published.`);
  if (merkleRoot(records.map(leafOf)) !== root) return wrong(`The records in ${cid} do not lead to the published root ${root}.`);
  return records;
}

/** Where it was published, and that it leads from there to what the chain has. */
function placeOf({ record, published: { digest, block, txHash, root }, proof }: Found): Finding[] {
  const leads = rootFrom(leafOf(record), proof) === root;
  return [
    finding('file', true, `${cidOfDigest(digest)} is what was published in block ${block} (transaction ${txHash}).`),
    finding('proof', leads, `The record leads to the published root ${root} in ${proof.length} steps.`),
  ];
}

function timeOf({ at }: ProvenanceRecord, { time }: Published): Finding {
  const publishedAt = time * 1000;
  const says = `It happened ${at} and was published ${new Date(publishedAt).toISOString()}.`;
  return finding('time', Date.parse(at) <= publishedAt + CLOCK_SLACK_MS, says);
}

/** Whether content and pose data are there, under the names that the record gives them. */
async function contentOf({ content, pose }: ProvenanceRecord, { fetch }: VerifyPorts): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const cid of pose === null ? content : [...content, cidOfDigest(pose as Hex)]) {
    const isThere = (await fetch(cid)) !== null;
    const says = isThere ? `${cid} is there, byte for byte.` : `No gateway has ${cid} now.`;
    findings.push(finding('content', isThere || 'unknown', says));
  }
  return findings;
}

function parentsOf({ parents }: ProvenanceRecord, known: ReadonlySet<string>): Finding[] {
  return parents.map(parent =>
    known.has(parent)
      ? finding('parent', true, `${parent} has a record of its own.`)
      : finding('parent', 'unknown', `${parent} has no record that could be read.`),
  );
}

/** Each field in which what somebody says the record is differs from what was published. */
function differences(record: ProvenanceRecord, claimed: unknown): Finding[] {
  const said = (typeof claimed === 'object' && claimed !== null ? claimed : {}) as Record<string, unknown>;
  const findings: Finding[] = [];
  for (const [field, value] of Object.entries(record)) {
    const claim = said[field] ?? null;
    if (canonicalJson(value) !== canonicalJson(claim))
      findings.push(finding(field, false, `Claimed is ${JSON.stringify(claim)}, published was ${JSON.stringify(value)}.`));
  }
  for (const field of Object.keys(said))
    if (!(field in record)) findings.push(finding(field, false, 'Claimed is a field that records do not have.'));
  return findings;
}
