// SPDX-License-Identifier: MIT
pragma solidity 0.8.26;

import {TickMath} from "@uniswap/v4-core/src/libraries/TickMath.sol";
import {LiquidityAmounts} from "@uniswap/v4-periphery/src/libraries/LiquidityAmounts.sol";
import {LpPosition, PoolConfiguration, POOL_SUPPLY, TICK_SPACING} from "./CoinTypes.sol";

/// @title Turns a pool configuration into the coin-only positions with which a pool starts.
/// @notice Part of a stand-in for local chains, written from public ABIs and documentation.
///
/// Each curve spreads its share of the pool's supply over n ranges that all end at the curve's upper price and start in even steps from its
/// lower one, so liquidity grows as the price climbs. What the curves leave goes into one last range up to the highest price there is.
/// ETH is always currency0, hence the coin is currency1 and the ticks of the configuration change sign.
library LaunchPositions {
    uint256 private constant WAD = 1e18;

    /// The lowest price of all curves: where trading begins.
    function startTick(PoolConfiguration memory config) internal pure returns (int24 tick) {
        int24 lowest = config.tickLower[0];
        for (uint256 c = 1; c < config.tickLower.length; c++) {
            if (config.tickLower[c] < lowest) lowest = config.tickLower[c];
        }
        return -lowest;
    }

    function build(PoolConfiguration memory config) internal pure returns (LpPosition[] memory positions) {
        positions = new LpPosition[](config.numPositions);
        uint256 next = 0;
        uint256 left = POOL_SUPPLY;
        int24 highest = config.tickUpper[0];
        for (uint256 c = 0; c < config.tickLower.length; c++) {
            if (config.tickUpper[c] > highest) highest = config.tickUpper[c];
            int24 span = config.tickUpper[c] - config.tickLower[c];
            int24 count = int24(uint24(config.numDiscoveryPositions[c]));
            uint256 amount = (POOL_SUPPLY * config.maxDiscoverySupplyShare[c]) / WAD / config.numDiscoveryPositions[c];
            for (int24 i = 0; i < count; i++) {
                int24 from = config.tickLower[c] + ((span * i) / count / TICK_SPACING) * TICK_SPACING;
                positions[next++] = _coinOnly(from, config.tickUpper[c], amount);
                left -= amount;
            }
        }
        positions[next] = _coinOnly(highest, TickMath.maxUsableTick(TICK_SPACING), left);
    }

    /// Liquidity of a range between two prices of the coin that holds nothing but coins.
    function _coinOnly(int24 from, int24 to, uint256 amount) private pure returns (LpPosition memory) {
        uint160 lower = TickMath.getSqrtPriceAtTick(-to);
        uint160 upper = TickMath.getSqrtPriceAtTick(-from);
        return LpPosition(-to, -from, LiquidityAmounts.getLiquidityForAmount1(lower, upper, amount));
    }
}
