// SPDX-License-Identifier: MIT
pragma solidity 0.8.26;

import {PoolKey} from "@uniswap/v4-core/src/types/PoolKey.sol";
import {SwapParams} from "@uniswap/v4-core/src/types/PoolOperation.sol";

/// @title What a hook of Zora's coins tells of each swap, as its published ABI gives it.
interface IHookEvents {
    struct MarketRewards {
        uint256 creatorPayoutAmountCurrency;
        uint256 creatorPayoutAmountCoin;
        uint256 platformReferrerAmountCurrency;
        uint256 platformReferrerAmountCoin;
        uint256 tradeReferrerAmountCurrency;
        uint256 tradeReferrerAmountCoin;
        uint256 protocolAmountCurrency;
        uint256 protocolAmountCoin;
        uint256 dopplerAmountCurrency;
        uint256 dopplerAmountCoin;
    }

    event CoinMarketRewardsV4(
        address coin,
        address currency,
        address payoutRecipient,
        address platformReferrer,
        address tradeReferrer,
        address protocolRewardRecipient,
        address dopplerRecipient,
        MarketRewards marketRewards
    );
    event Swapped(
        address indexed sender,
        address indexed swapSender,
        bool isTrustedSwapSenderAddress,
        PoolKey key,
        bytes32 indexed poolKeyHash,
        SwapParams params,
        int128 amount0,
        int128 amount1,
        bool isCoinBuy,
        bytes hookData,
        uint160 sqrtPriceX96
    );
}
