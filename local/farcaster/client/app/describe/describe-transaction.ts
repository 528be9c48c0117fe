import { type Address, decodeAbiParameters, decodeFunctionData, type Hex, maxUint256, parseAbi, parseAbiParameters } from 'viem';
import { describeAmount, isEther, readableAmount, timeLeft } from './amounts.ts';
import type { Description, LookUpToken, Reading } from './description.ts';
import { nameOf, ownOr } from './known-contracts.ts';
import { decodeV4Swap, type Swap } from './swap.ts';

export type TransactionRequest = { to?: Address; value?: Hex; data?: Hex };

const abi = parseAbi([
  'function execute(bytes commands, bytes[] inputs, uint256 deadline) payable',
  'function execute(bytes commands, bytes[] inputs) payable',
  'function approve(address spender, uint256 amount)',
  'function approve(address token, address spender, uint160 amount, uint48 expiration)',
  'function transfer(address to, uint256 amount)',
  'function release(address token, address account) returns (uint256)',
  'function aggregate3((address target, bool allowFailure, bytes callData)[] calls) payable',
]);
type Parts = Pick<Description, 'title' | 'facts' | 'warning'>;
const PERMIT =
  '((address token, uint160 amount, uint48 expiration, uint48 nonce) details, address spender, uint256 sigDeadline) permit, bytes signature';
const permitInput = parseAbiParameters(PERMIT);
const PERMIT2_PERMIT = '0a';
const PERMIT2_TRANSFER_FROM = '02';
const V4_SWAP = '10';
const moveInput = parseAbiParameters('address token, address recipient, uint160 amount');
/** Set in a command byte: the router goes on when this command fails. */
const MAY_FAIL = 0x80;

async function describeSwap(
  { tokenIn, tokenOut, amountIn, minimumOut }: Swap,
  lookUp: LookUpToken,
): Promise<Pick<Description, 'title' | 'facts'>> {
  const paid = await describeAmount(amountIn, tokenIn, lookUp);
  const got = await describeAmount(minimumOut, tokenOut, lookUp);
  const facts = [
    { label: 'You pay', value: paid },
    { label: 'You get at least', value: got },
  ];
  if (isEther(tokenIn)) return { title: `Buy at least ${got} for ${paid}`, facts };
  return { title: isEther(tokenOut) ? `Sell ${paid} for at least ${got}` : `Swap ${paid} for at least ${got}`, facts };
}

async function describeExecute(commands: Hex, inputs: readonly Hex[], { lookUp, now, own }: Reading): Promise<Parts> {
  const titles: string[] = [];
  const facts: Description['facts'] = [];
  const warnings: string[] = [];
  let unknown = 0;
  for (const [i, byte] of (commands.slice(2).match(/../g) ?? []).entries()) {
    const command = (Number.parseInt(byte, 16) & ~MAY_FAIL).toString(16).padStart(2, '0');
    const input = inputs[i] ?? '0x';
    const { swaps, takers } = command === V4_SWAP ? decodeV4Swap(input) : { swaps: [], takers: [] };
    for (const swap of swaps) {
      const described = await describeSwap(swap, lookUp);
      titles.push(described.title);
      facts.push(...described.facts);
    }
    for (const taker of takers) {
      facts.push({ label: 'Goes to', value: ownOr(taker, own) });
      if (taker.toLowerCase() !== own.toLowerCase()) warnings.push('What comes out goes to another wallet than yours.');
    }
    if (command === PERMIT2_PERMIT) {
      const [{ details, spender }] = decodeAbiParameters(permitInput, input);
      const amount = await describeAmount(details.amount, details.token, lookUp);
      facts.push({
        label: 'Uses your permission',
        value: `${nameOf(spender)} may move up to ${amount} for ${timeLeft(details.expiration, now)}`,
      });
    } else if (command === PERMIT2_TRANSFER_FROM) {
      const [token, recipient, moved] = decodeAbiParameters(moveInput, input);
      facts.push({ label: 'Moves', value: `${await describeAmount(moved, token, lookUp)} to ${nameOf(recipient)}` });
    } else if (swaps.length === 0) unknown += 1;
  }
  if (unknown > 0) warnings.push(`${unknown} of the router's steps could not be read.`);
  const warning = warnings.length > 0 ? { warning: warnings.join(' ') } : {};
  return { title: titles.join(', then ') || 'Call the router', facts, ...warning };
}

/** Payouts that splitters are asked to send, one call or many. Anything else among many cannot be read. */
async function describeReleases(calls: readonly { target: Address; callData: Hex }[], { lookUp, own }: Reading): Promise<Parts> {
  const releases = calls.map(({ target, callData }) => {
    const call = decodeFunctionData({ abi, data: callData });
    if (call.functionName !== 'release') throw new Error('not a payout');
    return { target, token: call.args[0], account: call.args[1] };
  });
  const tokens = [...new Set(releases.map(({ token }) => token))];
  const symbols = await Promise.all(
    tokens.map(async token => (isEther(token) ? 'ETH' : ((await lookUp(token))?.symbol ?? token))),
  );
  const accounts = [...new Set(releases.map(({ account }) => account))];
  const strangers = accounts.some(account => account.toLowerCase() !== own.toLowerCase());
  return {
    title: `Collect what waits of ${symbols.join(' and ')}`,
    facts: [
      ...[...new Set(releases.map(({ target }) => target))].map(target => ({ label: 'Comes from', value: nameOf(target) })),
      ...accounts.map(account => ({ label: 'Goes to', value: ownOr(account, own) })),
    ],
    ...(strangers && { warning: 'Some of it goes to another wallet than yours.' }),
  };
}

async function describeCall(to: Address, data: Hex, reading: Reading): Promise<Parts> {
  const { lookUp, now } = reading;
  const call = decodeFunctionData({ abi, data });
  if (call.functionName === 'release') return describeReleases([{ target: to, callData: data }], reading);
  if (call.functionName === 'aggregate3') return describeReleases(call.args[0], reading);
  if (call.functionName === 'execute') return describeExecute(call.args[0], call.args[1], reading);
  if (call.functionName === 'transfer') {
    const amount = await describeAmount(call.args[1], to, lookUp);
    return { title: `Send ${amount} to ${nameOf(call.args[0])}`, facts: [{ label: 'To', value: call.args[0] }] };
  }
  const [token, spender, amount, until] = call.args.length === 2 ? [to, call.args[0], call.args[1], null] : call.args;
  const unlimited = amount === maxUint256 || amount === 2n ** 160n - 1n;
  const symbol = (await lookUp(token))?.symbol ?? token;
  const limit = unlimited ? `any amount of ${symbol}` : `up to ${await describeAmount(amount, token, lookUp)}`;
  const duration = until === null ? 'until you take it back' : `for ${timeLeft(Number(until), now)}`;
  return {
    title: `Allow ${nameOf(spender)} to move ${limit} ${duration}`,
    facts: [
      { label: 'Spender', value: spender },
      { label: 'Token', value: token },
    ],
  };
}

/**
 * Says in words what a transaction does. A call that cannot be read is said to be unknown, with its value:
 * nothing is guessed.
 */
export async function describeTransaction(
  { to, value = '0x0', data = '0x' }: TransactionRequest,
  reading: Reading,
): Promise<Description> {
  const ether = `${readableAmount(BigInt(value), 18)} ETH`;
  const raw = JSON.stringify({ to, value, data }, null, 2);
  const common = [
    { label: 'Contract', value: to ? nameOf(to) : 'a new one' },
    { label: 'Leaves your wallet', value: `${ether} and the network fee` },
  ];
  if (to && data === '0x') return { title: `Send ${ether} to ${nameOf(to)}`, facts: common.slice(1), raw };
  try {
    if (!to) throw new Error('a deployment');
    const { title, facts, warning } = await describeCall(to, data, reading);
    return { title, facts: [...facts, ...common], raw, ...(warning ? { warning } : {}) };
  } catch {
    const title = to ? `Call ${data.slice(0, 10)} on ${nameOf(to)} with ${ether}` : 'Create a contract';
    return { title, facts: common, warning: 'This call could not be read. Approve it only if you know what it does.', raw };
  }
}
