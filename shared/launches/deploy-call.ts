import { type Address, decodeFunctionData, encodeFunctionData, type Hex, parseAbi, zeroAddress } from 'viem';
import { sameHex } from '../kernel/hex.ts';
import { callRefused } from './errors.ts';
import { ETH_CURVE, encodePoolConfig } from './pool-config.ts';

/** The factory's two functions that a launch uses, and the event that it answers with. */
export const COIN_FACTORY_ABI = parseAbi([
  'struct PoolKey { address currency0; address currency1; uint24 fee; int24 tickSpacing; address hooks; }',
  'function deploy(address payoutRecipient, address[] owners, string uri, string name, string symbol, bytes poolConfig, address platformReferrer, address postDeployHook, bytes postDeployHookData, bytes32 coinSalt) payable returns (address coin, bytes postDeployHookDataOut)',
  'function coinAddress(address msgSender, string name, string symbol, bytes poolConfig, address platformReferrer, bytes32 coinSalt) view returns (address)',
  'event CoinCreatedV4(address indexed caller, address indexed payoutRecipient, address indexed platformReferrer, address currency, string uri, string name, string symbol, address coin, PoolKey poolKey, bytes32 poolKeyHash, string version)',
]);

/** What the creator agreed to, as the factory takes it. */
export type DeployIntent = {
  /** Who is paid: the creator's wallet, or the splitter of those who share. */
  payout: Address;
  /** Who may change the coin's page on Zora: the creator alone. */
  owner: Address;
  uri: string;
  name: string;
  symbol: string;
  platformReferrer: Address;
  salt: Hex;
};

export type LaunchCall = { to: Address; data: Hex; value: bigint };

/** The one call by which the server wallet makes something: the coin, straight from the factory, for nothing. The owner is the creator alone. */
export function deployCall(factory: Address, intent: DeployIntent): LaunchCall {
  const data = encodeFunctionData({
    abi: COIN_FACTORY_ABI,
    functionName: 'deploy',
    args: [
      intent.payout,
      [intent.owner],
      intent.uri,
      intent.name,
      intent.symbol,
      encodePoolConfig(ETH_CURVE),
      intent.platformReferrer,
      zeroAddress,
      '0x',
      intent.salt,
    ],
  });
  return { to: factory, data, value: 0n };
}

/**
 * The last look before the server wallet signs: the call is decoded again and held against the allow-list (the factory, `deploy`, no ether) and the intent.
 * @throws AppError `launches/call-refused`, which no retry mends.
 */
export function checkDeployCall(call: LaunchCall, factory: Address, intent: DeployIntent): void {
  const difference = differenceOf(call, factory, intent);
  if (difference) throw callRefused(difference);
}

function differenceOf(call: LaunchCall, factory: Address, intent: DeployIntent): string | null {
  if (!sameHex(call.to, factory)) return 'the call is not to the coin factory';
  if (call.value !== 0n) return 'the call carries ether';
  const asked = decoded(call.data);
  if (!asked) return 'the calldata cannot be read';
  if (asked.functionName !== 'deploy') return `the call is ${asked.functionName}, not deploy`;
  const [payout, owners, uri, name, symbol, poolConfig, referrer, hook, hookData, salt] = asked.args;
  if (!sameHex(payout, intent.payout)) return 'the payout is another wallet';
  if (owners.length !== 1 || !sameHex(owners[0] ?? '', intent.owner)) return 'the owner is not the creator alone';
  if (uri !== intent.uri || name !== intent.name || symbol !== intent.symbol) return 'the texts differ from those agreed to';
  if (poolConfig !== encodePoolConfig(ETH_CURVE)) return 'the pool is another one';
  if (!sameHex(referrer, intent.platformReferrer)) return 'the referrer is another wallet';
  if (hook !== zeroAddress || hookData !== '0x') return 'something else would be called after it';
  return sameHex(salt, intent.salt) ? null : 'the salt is another one';
}

function decoded(data: Hex) {
  try {
    return decodeFunctionData({ abi: COIN_FACTORY_ABI, data });
  } catch {
    return null;
  }
}
