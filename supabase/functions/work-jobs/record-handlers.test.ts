import { expect, it } from 'vitest';
import { RECORD_KINDS } from '../../../shared/provenance/schema.ts';
import type { Database } from '../_shared/adapters/database.ts';
import { recordHandlers } from './record-handlers.ts';

const env = {
  BASE_RPC_URL: 'http://127.0.0.1:1',
  CHAIN_ID: 8453,
  PINATA_API_URL: 'http://127.0.0.1:1',
  PINATA_JWT: 'jwt',
  RECORDS_ANCHORS: [{ anchor: 'tableland' as const, kinds: [...RECORD_KINDS] }],
  RECORDS_BATCH_SECONDS: 1,
  RECORDS_FROM_BLOCK: 0n,
  TABLELAND_CHAIN_ID: 8453,
  TABLELAND_CONTRACT_ADDRESS: `0x${'1'.repeat(40)}` as const,
  TABLELAND_RPC_URL: 'http://127.0.0.1:1',
  TABLELAND_PRIVATE_KEY: `0x${'1'.repeat(64)}` as const,
  TABLELAND_FROM_BLOCK: 1n,
};
const { TABLELAND_FROM_BLOCK: _, ...fromAnywhere } = env;

it('publishes in Tableland once it knows from which block on to look', () => {
  const handlersOf = (set: typeof fromAnywhere) => Object.keys(recordHandlers({} as Database, set, Date.now));
  expect(handlersOf(env)).toEqual(['anchor']);
  expect(handlersOf(fromAnywhere)).toEqual([]);
});
