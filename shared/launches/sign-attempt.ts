import { checkSigned } from './check-signed.ts';
import { launchBroken, nonceLost, walletRefuses } from './errors.ts';
import type { Fees } from './fees.ts';
import type { Launch, LaunchAttempt } from './launch.ts';
import { checkedCall } from './launch-call.ts';
import type { LaunchConfig, LaunchPorts } from './ports.ts';
import { checkRules, type Purpose, walletRules } from './wallet-policy.ts';

/** Gas of a transaction that carries nothing. */
const FILL_GAS = 21_000n;

/** A fifth more gas than the simulation took: what is not used costs nothing. */
export function gasLimit(simulated: bigint): bigint {
  return (simulated * 12n) / 10n;
}

/**
 * The only way to a signature of the server wallet. In this order: the call is held against the rules and, decoded, against what the
 * creator agreed to; it is simulated; its highest fee is committed under the lock of the wallet's row; it is signed; what came back is
 * held against what was asked for. It is neither on record nor on the wire afterwards.
 * @throws AppError when any of it fails.
 */
export async function signAttempt(
  { store, chain, sign, clock }: LaunchPorts,
  config: LaunchConfig,
  launch: Launch,
  { purpose, nonce, fees }: { purpose: Purpose; nonce: number; fees: Fees },
): Promise<LaunchAttempt> {
  const { wallet } = chain;
  if (launch.walletAddress !== wallet) throw launchBroken('wallet-changed', 'The nonce was reserved for another wallet.');
  const call = checkedCall(config, launch, wallet, purpose);
  checkRules(walletRules(config.factory, wallet), purpose, call);
  const [gas, balance] = await Promise.all([
    purpose === 'fill' ? FILL_GAS : chain.simulate(call).then(gasLimit),
    chain.balance(),
  ]);
  const commitment = { nonce, purpose, mostFee: gas * fees.maxFeePerGas, balance };
  const answer = await store.commitFee(launch, wallet, commitment, clock.now());
  if (answer === 'lost') throw nonceLost();
  if (typeof answer === 'object') throw walletRefuses(answer.refused);
  const unsigned = { ...call, chainId: config.chainId, nonce, gas, ...fees };
  const signed = await sign(unsigned);
  await checkSigned(signed.raw, unsigned, wallet);
  return { ...signed, ...fees, purpose, nonce, wallet, signedAt: clock.now(), sentAt: null };
}
