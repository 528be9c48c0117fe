import { type Hex, hexToBigInt, isAddressEqual, isHex, toHex } from 'viem';
import { recordCall } from './calls.ts';
import { config } from './config.ts';
import { describeMessage } from './describe/describe-message.ts';
import { describeTransaction, type TransactionRequest } from './describe/describe-transaction.ts';
import { describeTypedData, type TypedData } from './describe/describe-typed-data.ts';
import type { Description } from './describe/description.ts';
import { account, chain, currentFees, lookUpToken, node, signer } from './rpc.ts';
import { openSheet } from './store.ts';

type Params = readonly unknown[];
type Method = (params: Params) => Promise<unknown>;

/** An EIP-1193 error: 4001 rejected, 4100 not this account, 4200 not offered, 4902 unknown chain. */
const refusal = (code: number, message: string) => Object.assign(new Error(message), { code });

async function mustApprove(description: Description): Promise<void> {
  if (!(await openSheet('wallet', { description }))) throw refusal(4001, 'User rejected the request.');
}

function mustBeOurs(address: unknown): void {
  if (typeof address === 'string' && isHex(address) && isAddressEqual(address, account.address)) return;
  throw refusal(4100, `This wallet does not hold ${String(address)}.`);
}

function mustBeOurChain(chainId: unknown): void {
  if (chainId !== undefined && Number(chainId) !== chain.id)
    throw refusal(4902, `Chain ${String(chainId)} is not offered, only Base (${chain.id}).`);
}

const reading = () => ({ lookUp: lookUpToken, now: Math.floor(Date.now() / 1000), own: account.address });
const optional = (value: Hex | undefined) => (value ? hexToBigInt(value) : undefined);

async function sendTransaction([request]: Params): Promise<Hex> {
  const { from, gas, chainId, ...transaction } = request as TransactionRequest & { from?: Hex; gas?: Hex; chainId?: Hex };
  if (from) mustBeOurs(from);
  mustBeOurChain(chainId);
  await mustApprove(await describeTransaction(transaction, reading()));
  const { to = null, data } = transaction;
  const value = optional(transaction.value);
  const call = { to, ...(data ? { data } : {}), ...(value ? { value } : {}) };
  // What a swap costs depends on the swaps that get in before it.
  const limit = optional(gas) ?? ((await node.estimateGas({ account: account.address, ...call })) * 3n) / 2n;
  return signer.sendTransaction({ ...call, gas: limit, ...(await currentFees()) });
}

async function signTypedData([address, data]: Params): Promise<Hex> {
  mustBeOurs(address);
  const typed = (typeof data === 'string' ? JSON.parse(data) : data) as TypedData;
  await mustApprove(await describeTypedData(typed, reading()));
  const { EIP712Domain: _, ...types } = typed.types;
  return account.signTypedData({ ...typed, types } as Parameters<typeof account.signTypedData>[0]);
}

async function signMessage([message, address]: Params): Promise<Hex> {
  mustBeOurs(address);
  const text = String(message);
  await mustApprove(describeMessage(text, { appName: config.appName, appHost: new URL(config.appUrl).host }));
  return account.signMessage({ message: isHex(text) ? { raw: text } : text });
}

const switchChain: Method = async ([request]) => {
  mustBeOurChain((request as { chainId?: Hex }).chainId);
  return null;
};

const METHODS: Record<string, Method> = {
  eth_accounts: async () => [account.address],
  eth_requestAccounts: async () => [account.address],
  eth_chainId: async () => toHex(chain.id),
  eth_sendTransaction: sendTransaction,
  eth_signTypedData_v4: signTypedData,
  personal_sign: signMessage,
  wallet_switchEthereumChain: switchChain,
  wallet_addEthereumChain: switchChain,
};

/** Reads that go to the node as they are. Anvil's own methods stay out of reach of the app, as on a real node. */
const READS =
  /^(eth_(get|call|estimateGas|blockNumber|gasPrice|maxPriorityFeePerGas|feeHistory|sendRawTransaction|newFilter|uninstallFilter)|net_version|web3_)/;

async function handle(method: string, params: Params): Promise<unknown> {
  const own = METHODS[method];
  if (own) return own(params);
  if (READS.test(method)) return node.request({ method, params } as Parameters<typeof node.request>[0]);
  throw refusal(4200, `This wallet does not offer ${method}.`);
}

/** The wallet that the mini-app gets: it signs with the test user's key after the person approved what it says in words. */
export const ethProvider = {
  on: () => undefined,
  removeListener: () => undefined,
  async request({ method, params = [] }: { method: string; params?: Params }): Promise<unknown> {
    if (!READS.test(method)) recordCall(`eth:${method}`, params);
    try {
      return await handle(method, params);
    } catch (error) {
      const { code, shortMessage, message } = error as Error & { code?: number; shortMessage?: string };
      if (code !== 4001) console.warn(`The wallet refused ${method}: ${message}`);
      throw refusal(typeof code === 'number' ? code : -32000, shortMessage ?? message);
    }
  },
};
