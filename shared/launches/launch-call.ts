import type { Address } from 'viem';
import { checkDeployCall, deployCall, type LaunchCall } from './deploy-call.ts';
import { callRefused, launchBroken } from './errors.ts';
import type { Launch } from './launch.ts';
import type { LaunchChain } from './launch-chain.ts';
import { intentOf } from './launch-intent.ts';
import type { LaunchConfig } from './ports.ts';
import { checkSplit, type Split } from './split.ts';
import { payoutOf, readSplitterCall, SPLITTER_FACTORY, splitterCall } from './splitter.ts';
import type { Purpose } from './wallet-policy.ts';

/** What a launch has to do next on the chain: make the splitter that its coin pays, where several share and it is not there yet; then the coin. */
export async function nextPurpose(chain: LaunchChain, launch: Launch): Promise<'split' | 'launch'> {
  const payout = launch.payoutAddress;
  const shared = (launch.consent?.split.length ?? 0) > 1;
  return shared && payout && !(await chain.hasCode(payout)) ? 'split' : 'launch';
}

/**
 * The call of the server wallet for this purpose, decoded again and held against what the creator agreed to.
 * @throws AppError `launches/call-refused`, which no retry mends.
 */
export function checkedCall(config: LaunchConfig, launch: Launch, wallet: Address, purpose: Purpose): LaunchCall {
  if (purpose === 'fill') return { to: wallet, data: '0x', value: 0n };
  const intent = intentOf(config, launch);
  if (purpose === 'split') {
    if (!launch.consent) throw launchBroken('incomplete', 'The approved launch lacks its split.');
    const split = checkSplit(launch.consent.split);
    const call = splitterCall(split);
    checkSplitterCall(call, split, intent.payout);
    return call;
  }
  const call = deployCall(config.factory, intent);
  checkDeployCall(call, config.factory, intent);
  return call;
}

/** @throws AppError `launches/call-refused` unless the call makes exactly the splitter that the coin pays, for no ether. */
export function checkSplitterCall(call: LaunchCall, split: Split, payout: Address): void {
  if (call.to.toLowerCase() !== SPLITTER_FACTORY.toLowerCase()) throw callRefused('the call is not to the splitter factory');
  if (call.value !== 0n) throw callRefused('the call carries ether');
  const asked = readSplitterCall(call.data);
  if (!asked || JSON.stringify(asked) !== JSON.stringify(split)) throw callRefused('the parts differ from those agreed to');
  if (payoutOf(asked) !== payout.toLowerCase()) throw callRefused('the splitter is not the one that the coin pays');
}
