import { type Address, encodeAbiParameters, type Hex, parseAbiParameters, parseEther, zeroAddress } from 'viem';

const PARAMETERS = parseAbiParameters(
  'uint8 version, address currency, int24[] tickLower, int24[] tickUpper, uint16[] numDiscoveryPositions, uint256[] maxDiscoverySupplyShare',
);
/** Version of the factory's pool configurations that Uniswap v4 pools use. */
const UNISWAP_V4 = 4;

export type PoolCurve = {
  currency: Address;
  tickLower: number[];
  tickUpper: number[];
  numDiscoveryPositions: number[];
  maxDiscoverySupplyShare: bigint[];
};

/**
 * The curve of every coin paired with ETH. It begins at 2.06 ETH of market cap and is deep enough for first fans: 0.002 ETH moves the price by 1 %,
 * 0.016 ETH by 7 %. A cheaper start would put every first trade beyond the price impact that a screen lets pass.
 *
 * It is an input of the coin's address: changing it changes the address of coins that are not made yet,
 * and a launch that has signed for its address by then stops for a person to look at.
 */
export const ETH_CURVE: PoolCurve = {
  currency: zeroAddress,
  tickLower: [-200_000],
  tickUpper: [-160_000],
  numDiscoveryPositions: [5],
  maxDiscoverySupplyShare: [parseEther('0.9')],
};

/** The pool configuration as the factory takes it. */
export function encodePoolConfig(curve: PoolCurve): Hex {
  return encodeAbiParameters(PARAMETERS, [
    UNISWAP_V4,
    curve.currency,
    curve.tickLower,
    curve.tickUpper,
    curve.numDiscoveryPositions,
    curve.maxDiscoverySupplyShare,
  ]);
}
