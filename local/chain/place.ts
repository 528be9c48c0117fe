import { type Address, concatHex, encodeAbiParameters, type Hex, type TransactionReceipt } from 'viem';
import { ACCOUNTS } from './accounts.ts';
import type { Clients } from './clients.ts';
import type { Artifact } from './compile.ts';

const DEPLOY_GAS = 29_000_000n;

/**
 * Runs a constructor at an address of our choice: the init code is put there, called once for the runtime code it returns (immutables
 * included), run once in a transaction for the storage it writes, then replaced by the runtime code. Gives this transaction's receipt.
 */
export async function place(
  clients: Clients,
  address: Address,
  artifact: Artifact,
  args: unknown[] = [],
): Promise<TransactionReceipt> {
  const { deployer } = ACCOUNTS;
  await clients.test.setCode({ address, bytecode: initCode(artifact, args) });
  const { data: runtime } = await clients.read.call({ account: deployer.address, to: address, gas: DEPLOY_GAS });
  if (!runtime) throw new Error(`The constructor for ${address} returned no code`);
  const hash = await clients.walletOf(deployer).sendTransaction({ to: address, gas: DEPLOY_GAS });
  const receipt = await clients.read.waitForTransactionReceipt({ hash });
  if (receipt.status !== 'success') throw new Error(`The constructor for ${address} reverted`);
  await clients.test.setCode({ address, bytecode: runtime });
  return receipt;
}

function initCode({ abi, bytecode }: Artifact, args: unknown[]): Hex {
  const ctor = abi.find(item => item.type === 'constructor');
  if (!ctor || ctor.inputs.length === 0) return bytecode;
  return concatHex([bytecode, encodeAbiParameters(ctor.inputs, args)]);
}
