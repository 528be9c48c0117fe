// SPDX-License-Identifier: MIT
pragma solidity 0.8.26;

import {PoolKey} from "@uniswap/v4-core/src/types/PoolKey.sol";

// Part of the stand-ins for local chains: shapes that the stand-ins share, as the public ABIs give them.

// Supply of a content coin: a billion, ten million of it to the creator, the rest into the pool.
uint256 constant TOTAL_SUPPLY = 1_000_000_000e18;
uint256 constant CREATOR_SUPPLY = 10_000_000e18;
uint256 constant POOL_SUPPLY = TOTAL_SUPPLY - CREATOR_SUPPLY;

// Grid of the pool's ticks. Every tick of a pool configuration is a multiple of it.
int24 constant TICK_SPACING = 200;

/// The curves of a coin's pool. Ticks are written as if the coin were currency0: a higher tick is a dearer coin.
struct PoolConfiguration {
    uint8 version;
    uint16 numPositions;
    uint24 fee;
    int24 tickSpacing;
    uint16[] numDiscoveryPositions;
    int24[] tickLower;
    int24[] tickUpper;
    uint256[] maxDiscoverySupplyShare;
}

/// One range of liquidity, in the pool's own ticks.
struct LpPosition {
    int24 tickLower;
    int24 tickUpper;
    uint128 liquidity;
}

/// What the hook and the factory need of a coin.
interface ICoin {
    function initialize(
        address payoutRecipient_,
        address[] memory owners_,
        string memory tokenURI_,
        string memory name_,
        string memory symbol_,
        address platformReferrer_,
        address currency_,
        PoolKey memory poolKey_,
        uint160 sqrtPriceX96,
        PoolConfiguration memory poolConfiguration_
    ) external;

    function contractVersion() external pure returns (string memory);
    function creationInfo() external view returns (uint256 creationTimestamp, bool isDeploying);
    function getPoolConfiguration() external view returns (PoolConfiguration memory);
    function payoutRecipient() external view returns (address);
    function platformReferrer() external view returns (address);
    function transfer(address to, uint256 value) external returns (bool);
}

/// What the hook and the coins need of the factory.
interface ICoinVersions {
    function getVersionForDeployedCoin(address coin) external view returns (uint8);
}
