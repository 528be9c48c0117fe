/** Which way a trade goes: ETH for coins, or coins for ETH. */
export type Side = 'buy' | 'sell';
