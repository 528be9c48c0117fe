// SPDX-License-Identifier: MIT
pragma solidity 0.8.26;

import {IHooks} from "@uniswap/v4-core/src/interfaces/IHooks.sol";
import {IPoolManager} from "@uniswap/v4-core/src/interfaces/IPoolManager.sol";
import {StateLibrary} from "@uniswap/v4-core/src/libraries/StateLibrary.sol";
import {BalanceDelta} from "@uniswap/v4-core/src/types/BalanceDelta.sol";
import {Currency} from "@uniswap/v4-core/src/types/Currency.sol";
import {PoolId} from "@uniswap/v4-core/src/types/PoolId.sol";
import {PoolKey} from "@uniswap/v4-core/src/types/PoolKey.sol";
import {SwapParams} from "@uniswap/v4-core/src/types/PoolOperation.sol";
import {IHookEvents} from "../published/IHookEvents.sol";
import {IMsgSender} from "../published/IMsgSender.sol";

interface IPaired {
    function currency() external view returns (address);
}

/// @title A hook of another make, for tests alone: it tells of swaps and rewards with the production events, and pays nothing.
contract ForeignHook is IHookEvents {
    using StateLibrary for IPoolManager;

    struct Seen {
        address sender;
        PoolKey key;
        SwapParams params;
        BalanceDelta delta;
        bool coinFirst;
        address coin;
    }

    IPoolManager private immutable _manager;
    address private immutable _creator;
    bool private immutable _trusts;

    constructor(address manager, address creator, bool trusts) {
        _manager = IPoolManager(manager);
        _creator = creator;
        _trusts = trusts;
    }

    function afterSwap(
        address sender,
        PoolKey calldata key,
        SwapParams calldata params,
        BalanceDelta delta,
        bytes calldata hookData
    ) external returns (bytes4, int128) {
        Seen memory seen;
        seen.sender = sender;
        seen.key = key;
        seen.params = params;
        seen.delta = delta;
        seen.coinFirst = _isCoin(Currency.unwrap(key.currency0), Currency.unwrap(key.currency1));
        seen.coin = Currency.unwrap(seen.coinFirst ? key.currency0 : key.currency1);
        _tellSwap(seen, hookData);
        _tellRewards(seen);
        return (IHooks.afterSwap.selector, 0);
    }

    /// A coin is the side that names the other one as its currency.
    function _isCoin(address token, address other) private view returns (bool) {
        if (token == address(0)) return false;
        try IPaired(token).currency() returns (address currency) {
            return currency == other;
        } catch {
            return false;
        }
    }

    function _tellSwap(Seen memory seen, bytes calldata hookData) private {
        bytes32 id = PoolId.unwrap(seen.key.toId());
        (uint160 price,,,) = _manager.getSlot0(seen.key.toId());
        emit Swapped(
            seen.sender,
            IMsgSender(seen.sender).msgSender(),
            _trusts,
            seen.key,
            id,
            seen.params,
            seen.delta.amount0(),
            seen.delta.amount1(),
            seen.params.zeroForOne != seen.coinFirst,
            hookData,
            price
        );
    }

    function _tellRewards(Seen memory seen) private {
        int128 paid = seen.coinFirst ? seen.delta.amount1() : seen.delta.amount0();
        uint256 fee = uint128(paid < 0 ? -paid : paid) / 100;
        MarketRewards memory rewards;
        rewards.creatorPayoutAmountCurrency = fee / 2;
        rewards.platformReferrerAmountCurrency = fee / 5;
        rewards.tradeReferrerAmountCoin = fee / 25;
        address currency = Currency.unwrap(seen.coinFirst ? seen.key.currency1 : seen.key.currency0);
        emit CoinMarketRewardsV4(
            seen.coin, currency, _creator, address(1), seen.sender, address(2), address(3), rewards
        );
    }
}
