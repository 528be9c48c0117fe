import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Address, type Hex, parseAbi } from 'viem';
import { TABLELAND_REGISTRIES } from '../../shared/provenance/tableland/abi.ts';
import { ACCOUNTS } from '../chain/accounts.ts';
import { CHAIN_ID } from '../chain/anvil.ts';
import type { Clients } from '../chain/clients.ts';

const ABI = parseAbi(['constructor()', 'function initialize(string baseURI)']);

/** Tableland's registry as it was published, at its address on Base. There it is behind a proxy; here its code stands in the proxy's place. */
export async function deployRegistry({ read, test, walletOf }: Clients, validatorUrl: string): Promise<Address> {
  const address = TABLELAND_REGISTRIES[CHAIN_ID];
  if (address === undefined) throw new Error('Tableland is not on this chain');
  const deployer = walletOf(ACCOUNTS.deployer);
  const deployed = await read.waitForTransactionReceipt({
    hash: await deployer.deployContract({ abi: ABI, bytecode: bytecode() }),
  });
  const code = await read.getCode({ address: deployed.contractAddress as Address });
  await test.setCode({ address, bytecode: code as Hex });
  const args = [`${validatorUrl}/api/v1/tables/${CHAIN_ID}/`] as const;
  const hash = await deployer.writeContract({ address, abi: ABI, functionName: 'initialize', args });
  await read.waitForTransactionReceipt({ hash });
  return address;
}

/** Its package ships no artifact: the code is a literal in the factory that it generates for ethers. */
function bytecode(): Hex {
  const index = createRequire(import.meta.url).resolve('@tableland/evm');
  const source = readFileSync(join(index, '../factories/contracts/TablelandTables__factory.js'), 'utf8');
  const literal = /_bytecode = "(0x[0-9a-f]+)"/.exec(source)?.[1];
  if (!literal) throw new Error('TablelandTables__factory.js no longer holds the bytecode');
  return literal as Hex;
}
