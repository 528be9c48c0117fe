import { type Hex, parseAbi, toEventSelector } from 'viem';
import { POOL_KEY } from './pool-key.ts';

const SWAP_PARAMS = 'struct SwapParams { bool zeroForOne; int256 amountSpecified; uint160 sqrtPriceLimitX96; }';
const REWARDS =
  'struct MarketRewards { uint256 creatorPayoutAmountCurrency; uint256 creatorPayoutAmountCoin; uint256 platformReferrerAmountCurrency; uint256 platformReferrerAmountCoin; uint256 tradeReferrerAmountCurrency; uint256 tradeReferrerAmountCoin; uint256 protocolAmountCurrency; uint256 protocolAmountCoin; uint256 dopplerAmountCurrency; uint256 dopplerAmountCoin; }';

/** Events of a coin's life as the production ABIs have them: the hook's, the coin's, the pool manager's, and a Uniswap v3 pool's (named apart). */
export const COIN_EVENTS = parseAbi([
  POOL_KEY,
  SWAP_PARAMS,
  REWARDS,
  'event Swapped(address indexed sender, address indexed swapSender, bool isTrustedSwapSenderAddress, PoolKey key, bytes32 indexed poolKeyHash, SwapParams params, int128 amount0, int128 amount1, bool isCoinBuy, bytes hookData, uint160 sqrtPriceX96)',
  'event CoinMarketRewardsV4(address coin, address currency, address payoutRecipient, address platformReferrer, address tradeReferrer, address protocolRewardRecipient, address dopplerRecipient, MarketRewards marketRewards)',
  'event CoinTransfer(address indexed sender, address indexed recipient, uint256 amount, uint256 senderBalance, uint256 recipientBalance)',
  'event LiquidityMigrated(PoolKey fromPoolKey, bytes32 fromPoolKeyHash, PoolKey toPoolKey, bytes32 toPoolKeyHash)',
  'event Initialize(bytes32 indexed id, address indexed currency0, address indexed currency1, uint24 fee, int24 tickSpacing, address hooks, uint160 sqrtPriceX96, int24 tick)',
  'event Swap(bytes32 indexed id, address indexed sender, int128 amount0, int128 amount1, uint160 sqrtPriceX96, uint128 liquidity, int24 tick, uint24 fee)',
]);

export type CoinEvent = (typeof COIN_EVENTS)[number]['name'];

const topicOf = (name: CoinEvent): Hex => {
  const event = COIN_EVENTS.find(item => item.name === name);
  if (!event) throw new Error(`no event ${name}`);
  return toEventSelector(event);
};

export const SWAPPED_TOPIC = topicOf('Swapped');
export const REWARDS_TOPIC = topicOf('CoinMarketRewardsV4');
export const COIN_TRANSFER_TOPIC = topicOf('CoinTransfer');
export const MIGRATED_TOPIC = topicOf('LiquidityMigrated');
export const INITIALIZE_TOPIC = topicOf('Initialize');
export const POOL_SWAP_TOPIC = topicOf('Swap');
/** A Uniswap v3 pool's own Swap: its price is the third word of the data, as in v4's. */
export const V3_SWAP_TOPIC = toEventSelector(
  'event Swap(address indexed sender, address indexed recipient, int256 amount0, int256 amount1, uint160 sqrtPriceX96, uint128 liquidity, int24 tick)',
);
