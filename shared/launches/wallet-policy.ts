import { type Address, getAbiItem, type Hex, toFunctionSelector } from 'viem';
import { COIN_FACTORY_ABI, type LaunchCall } from './deploy-call.ts';
import { callRefused } from './errors.ts';
import { SPLITTER_FACTORY, SPLITTER_FACTORY_ABI } from './splitter.ts';

/** A transaction of the server wallet makes a coin or the splitter that it pays, or does nothing but use up a nonce that later ones wait behind. */
export type Purpose = 'launch' | 'split' | 'fill';

/** One thing that the wallet may do. Without a selector the calldata is empty. */
export type WalletRule = { purpose: Purpose; to: Address; selector: Hex | null };

/** Everything that the server wallet may do; what no rule allows is refused. Ether goes along with none of it. */
export function walletRules(factory: Address, wallet: Address): readonly WalletRule[] {
  return [
    { purpose: 'launch', to: factory, selector: toFunctionSelector(getAbiItem({ abi: COIN_FACTORY_ABI, name: 'deploy' })) },
    {
      purpose: 'split',
      to: SPLITTER_FACTORY,
      selector: toFunctionSelector(getAbiItem({ abi: SPLITTER_FACTORY_ABI, name: 'create' })),
    },
    { purpose: 'fill', to: wallet, selector: null },
  ];
}

/** @throws AppError `launches/call-refused` when no rule for this purpose allows the call. */
export function checkRules(rules: readonly WalletRule[], purpose: Purpose, call: LaunchCall): void {
  const allows = (rule: WalletRule) =>
    rule.purpose === purpose &&
    rule.to.toLowerCase() === call.to.toLowerCase() &&
    (rule.selector === null ? call.data === '0x' : call.data.slice(0, 10) === rule.selector) &&
    call.value === 0n;
  if (!rules.some(allows)) throw callRefused('no rule allows this call');
}

/** The limits in the wallet's row, in wei. */
export type WalletLimits = {
  /** While there is a reason, nothing is signed. */
  pausedBecause: string | null;
  mostPerTransaction: bigint;
  mostPerHour: bigint;
  mostPerDay: bigint;
  leastBalance: bigint;
  mostBalance: bigint;
};

/**
 * What counts against the limits, in wei: the highest possible fee of everything that is not mined yet, however old (`open`), and
 * with it the fees that were paid within the hour and the day. So no hour costs more than its limit, whenever it begins.
 */
export type WalletSpending = { open: bigint; hour: bigint; day: bigint };

/** A transaction to be signed: its highest possible fee, and how much of it is `spending` already, by an attempt with the same nonce. */
export type FeeAsk = { mostFee: bigint; held: bigint; balance: bigint };

/** Why the wallet does not sign now, in words that a creator may read; null when it may. */
export function refuseFee(limits: WalletLimits, spent: WalletSpending, { mostFee, held, balance }: FeeAsk): string | null {
  if (limits.pausedBecause !== null) return `Launches are paused: ${limits.pausedBecause}`;
  if (mostFee > limits.mostPerTransaction) return 'The network is too expensive right now; the coin waits.';
  // Only one attempt of a nonce is ever mined: what counts is the dearest.
  const more = mostFee > held ? mostFee - held : 0n;
  if (spent.hour + more > limits.mostPerHour) return 'The launch wallet has spent what it may within an hour; the coin waits.';
  if (spent.day + more > limits.mostPerDay) return 'The launch wallet has spent what it may within a day; the coin waits.';
  if (spent.open + more > balance) return 'The launch wallet is short of funds; the coin waits for it.';
  return null;
}

/** What an operator should know of the wallet's balance. Too much does not stop launches: anybody may send ether there. */
export function balanceTrouble(limits: WalletLimits, balance: bigint): string | null {
  if (limits.pausedBecause !== null) return `Switched off: ${limits.pausedBecause}`;
  if (balance < limits.leastBalance)
    return `It holds ${balance} wei, less than the ${limits.leastBalance} wei it should. Top it up.`;
  if (balance > limits.mostBalance)
    return `It holds ${balance} wei, more than the ${limits.mostBalance} wei it may. Move the rest away.`;
  return null;
}
