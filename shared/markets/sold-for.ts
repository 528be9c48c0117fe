import type { Address, Hex } from 'viem';
import { ETH, POOL_MANAGER, UNIVERSAL_ROUTER, WETH } from './base-contracts.ts';
import { POOL_SWAP_TOPIC, V3_SWAP_TOPIC } from './coin-events.ts';
import { addressOfTopic, intAt } from './log-words.ts';
import { decodeRouterCall } from './router-call.ts';

type Log = { address: Address; topics: readonly Hex[]; data: Hex };

/**
 * How much ether a sale by this call brought, in wei, by the logs of its receipt in their order: what the last of the router's
 * own swaps gave. That swap ends in ether, and a call that was checked (`decodeTradeCall`) leaves nothing of it behind. Swaps
 * that a hook makes on the way are not the router's. Null where the call has another form.
 */
export function soldFor(data: Hex, logs: readonly Log[]): bigint | null {
  const swaps = stepsOf(data).filter(step => step.kind === 'swap');
  const endings = swaps.filter(({ tokenOut }) => tokenOut === ETH || tokenOut === WETH);
  if (endings.length !== 1 || endings[0] !== swaps.at(-1)) return null;
  const last = logs.map(outOf).findLast(out => out !== null);
  return last ?? null;
}

function stepsOf(data: Hex): ReturnType<typeof decodeRouterCall>['steps'] {
  try {
    return decodeRouterCall(data).steps;
  } catch {
    return [];
  }
}

/** What came out of one of the router's swaps; null for any other log. */
function outOf({ address, topics, data }: Log): bigint | null {
  const isV4 = topics[0] === POOL_SWAP_TOPIC && address.toLowerCase() === POOL_MANAGER;
  if (!isV4 && topics[0] !== V3_SWAP_TOPIC) return null;
  // The sender is the second topic of a v3 pool's event, and the third of the pool manager's, after the pool.
  if (addressOfTopic(topics[isV4 ? 2 : 1]).toLowerCase() !== UNIVERSAL_ROUTER) return null;
  const amounts = [intAt(data, 0), intAt(data, 1)];
  // Uniswap v4 counts from the swapper's side, v3 from the pool's.
  return amounts.map(amount => (isV4 ? amount : -amount)).find(amount => amount > 0n) ?? 0n;
}
