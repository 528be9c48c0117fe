import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Address, isAddress } from 'viem';
import { metadataCid } from '../../shared/launches/metadata-cid.ts';
import { RECORD_REGISTRY } from '../../shared/provenance/registry.ts';
import { isVerified, verifyRecord } from '../../shared/provenance/verify-record.ts';
import { chainClient } from '../../supabase/functions/_shared/adapters/chain-client.ts';
import { readAttestations } from '../../supabase/functions/_shared/adapters/eas-anchor.ts';
import { wholeFiles } from '../../supabase/functions/_shared/adapters/ipfs-files.ts';
import { readRegistry } from '../../supabase/functions/_shared/adapters/registry-anchor.ts';
import { ACCOUNTS } from '../chain/accounts.ts';
import { localConfig, urlOf } from '../config.ts';

const USAGE =
  'verify-record -- ID [--record FILE] [--rpc URL --publisher ADDRESS --gateways URL,URL --from-block N] [--anchor registry|eas]';
const LARGEST_BYTES = 128 * 1024 * 1024;

/** Does the proof of a record again from a chain and IPFS alone: no database is asked. Exit code 1 when something does not hold, 2 when it could not be looked at. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      record: { type: 'string' },
      rpc: { type: 'string' },
      publisher: { type: 'string' },
      gateways: { type: 'string' },
      'from-block': { type: 'string', default: '0' },
      anchor: { type: 'string', default: 'registry' },
    },
  });
  const [id] = positionals;
  if (id === undefined || positionals.length > 1) throw new Error(`Which record? ${USAGE}`);
  const config = localConfig();
  const publisher = (values.publisher ?? ACCOUNTS.recordsPublisher.address) as Address;
  if (!isAddress(publisher)) throw new Error(`No address: ${publisher}`);
  const place = { client: chainClient(values.rpc ?? urlOf(config, 'chain')), fromBlock: BigInt(values['from-block']) };
  const gateways = values.gateways?.split(',') ?? [urlOf(config, 'ipfs')];
  const read = wholeFiles(gateways);
  const verdict = await verifyRecord(
    id.toLowerCase(),
    {
      batches: () =>
        values.anchor === 'eas'
          ? readAttestations(place, publisher)
          : readRegistry({ ...place, registry: RECORD_REGISTRY }, publisher),
      fetch: cid => read(cid, LARGEST_BYTES).catch(() => null),
      cidOf: metadataCid,
    },
    values.record === undefined ? undefined : JSON.parse(await readFile(values.record, 'utf8')),
  );
  if (verdict.record !== null) console.log(JSON.stringify(verdict.record, null, 2));
  for (const { what, holds, says } of verdict.findings)
    console.log(`${holds === true ? 'holds  ' : holds === false ? 'FAILS  ' : 'unknown'}  ${what.padEnd(8)} ${says}`);
  const wrong = verdict.findings.some(({ holds }) => holds === false);
  console.log(
    isVerified(verdict) ? 'The record holds.' : wrong ? 'The record does not hold.' : 'The record could not be looked at.',
  );
  process.exitCode = isVerified(verdict) ? 0 : wrong ? 1 : 2;
}

await main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 2;
});
