import { type Address, encodeFunctionData, erc20Abi, parseAbi, parseEther } from 'viem';
import { syncOnce } from '../../shared/markets/sync-once.ts';
import { mortal } from '../../supabase/functions/_testing/mortal.ts';
import { send, ZORA } from './foreign-coins.ts';
import type { MarketWorld } from './market-world.ts';
import type { Move } from './moves.ts';
import { buyOverRoute, swapIn } from './trade-foreign.ts';

/** How long one run of the index may take. */
export const BUDGET_MS = 400;
/** Longer than a dead runner's lease. */
export const LEASE_OVER_MS = 10_000;
const BURN = parseAbi(['function burn(uint256 amount)']);

/** Makes one move. @throws what the chain refuses, and `Killed` where the index died as it was meant to */
export async function makeMove(world: MarketWorld, move: Move): Promise<void> {
  const { chain, coins, ports, clock } = world;
  const who = (n: number) => chain.accounts.traders[n] ?? chain.accounts.fan;
  const which = (n: number) => coins.coins[n] ?? (coins.coins[0] as (typeof coins.coins)[number]);
  const held = (token: Address, n: number) =>
    chain.clients.read.readContract({ abi: erc20Abi, address: token, functionName: 'balanceOf', args: [who(n).address] });
  switch (move.kind) {
    case 'trade': {
      const { address, currency } = which(move.coin);
      const token = move.side === 'buy' ? currency : address;
      const most = BigInt(token) === 0n ? parseEther('1') : await held(token, move.trader);
      return swapIn(chain, await coins.keyOf(address), who(move.trader), token, (most * BigInt(move.part)) / 100n);
    }
    case 'route': {
      const { address, currency } = which(move.coin);
      const route = BigInt(currency) === 0n ? [address] : currency === ZORA ? [ZORA, address] : [ZORA, currency, address];
      return buyOverRoute(chain, coins, who(move.trader), route, (parseEther('0.5') * BigInt(move.part)) / 100n);
    }
    case 'give': {
      const { address } = which(move.coin);
      const amount = ((await held(address, move.from)) * BigInt(move.part)) / 100n;
      return send(
        chain,
        who(move.from),
        address,
        encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [who(move.to).address, amount] }),
      );
    }
    case 'burn': {
      const { address } = which(move.coin);
      const amount = ((await held(address, move.from)) * BigInt(move.part)) / 1_000n;
      return send(chain, who(move.from), address, encodeFunctionData({ abi: BURN, functionName: 'burn', args: [amount] }));
    }
    case 'migrate':
      return coins.migrate(who(0), which(move.coin).address);
    case 'wait':
      return chain.increaseTime(move.seconds);
    case 'reorg':
      return chain.reorg(move.depth);
    case 'sync':
      await syncOnce(ports, BUDGET_MS);
      return;
    case 'die': {
      const dying = mortal({ store: ports.store, chain: ports.chain, clock }, move.at, move.when).ports;
      await syncOnce({ ...dying, runId: ports.runId }, BUDGET_MS).finally(() => clock.jump(LEASE_OVER_MS));
      return;
    }
  }
}
