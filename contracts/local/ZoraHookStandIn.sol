// SPDX-License-Identifier: MIT
pragma solidity 0.8.26;

import {IHooks} from "@uniswap/v4-core/src/interfaces/IHooks.sol";
import {IPoolManager} from "@uniswap/v4-core/src/interfaces/IPoolManager.sol";
import {IUnlockCallback} from "@uniswap/v4-core/src/interfaces/callback/IUnlockCallback.sol";
import {LPFeeLibrary} from "@uniswap/v4-core/src/libraries/LPFeeLibrary.sol";
import {StateLibrary} from "@uniswap/v4-core/src/libraries/StateLibrary.sol";
import {TickMath} from "@uniswap/v4-core/src/libraries/TickMath.sol";
import {BalanceDelta} from "@uniswap/v4-core/src/types/BalanceDelta.sol";
import {BeforeSwapDelta, BeforeSwapDeltaLibrary} from "@uniswap/v4-core/src/types/BeforeSwapDelta.sol";
import {PoolId} from "@uniswap/v4-core/src/types/PoolId.sol";
import {PoolKey} from "@uniswap/v4-core/src/types/PoolKey.sol";
import {ModifyLiquidityParams, SwapParams} from "@uniswap/v4-core/src/types/PoolOperation.sol";
import {LiquidityAmounts} from "@uniswap/v4-periphery/src/libraries/LiquidityAmounts.sol";
import {IHookEvents} from "../published/IHookEvents.sol";
import {IMsgSender} from "../published/IMsgSender.sol";
import {ICoin, ICoinVersions, LpPosition, TICK_SPACING} from "./CoinTypes.sol";
import {LaunchPositions} from "./LaunchPositions.sol";

/// @title Stand-in for the Uniswap v4 hook of Zora's coins, for local chains only.
/// @notice Written from the ABI in @zoralabs/limit-orders and the public documentation; it shares no code with Zora's hook.
///
/// It owns a coin's liquidity for good, asks a fee of each swap (99 % falling evenly to 1 % in a coin's first ten seconds), turns what came in
/// as coins into ETH and hands everything out in the same transaction. It knows ETH pairs only, where ETH is currency0.
contract ZoraHookStandIn is IUnlockCallback, IHookEvents {
    using StateLibrary for IPoolManager;

    error NotACoin(address coin);
    error NotPoolManager();

    struct PoolCoin {
        address coin;
        LpPosition[] positions;
    }

    /// What Swapped tells, gathered in memory because the stack has no room for it.
    struct Swap {
        address sender;
        address swapSender;
        PoolKey key;
        bytes32 id;
        SwapParams params;
        BalanceDelta delta;
        bytes hookData;
        uint160 sqrtPriceX96;
    }

    event LpReward(
        address indexed coin, address indexed currency, uint256 amountCurrency, int24 tick, uint128 liquidity
    );

    /// Fees in millionths, as Uniswap counts them.
    uint256 private constant LAUNCH_FEE = 990_000;
    uint256 private constant FEE = 10_000;
    uint256 private constant LAUNCH_SECONDS = 10;

    /// Shares of a fee in basis points; the protocol has what is left.
    uint256 private constant LIQUIDITY_BPS = 2_000;
    uint256 private constant CREATOR_BPS = 5_000;
    uint256 private constant PLATFORM_BPS = 2_000;
    uint256 private constant TRADE_BPS = 400;
    uint256 private constant DOPPLER_BPS = 100;
    uint256 private constant BPS = 10_000;

    /// Enough to receive ETH, too little to do harm with it.
    uint256 private constant PAYOUT_GAS = 50_000;

    IPoolManager private immutable _poolManager;
    ICoinVersions private immutable _factory;
    address private immutable _protocol;
    address private immutable _doppler;

    mapping(address sender => bool) public isTrustedMessageSender;
    mapping(bytes32 poolKeyHash => PoolCoin) private _pools;
    /// ETH that is owed to a pool's liquidity but too little, or not possible, to add yet.
    mapping(bytes32 poolKeyHash => uint256) private _pendingLiquidity;

    modifier onlyPoolManager() {
        if (msg.sender != address(_poolManager)) revert NotPoolManager();
        _;
    }

    constructor(address poolManager, address factory, address protocol, address doppler, address[] memory trusted) {
        _poolManager = IPoolManager(poolManager);
        _factory = ICoinVersions(factory);
        _protocol = protocol;
        _doppler = doppler;
        for (uint256 i = 0; i < trusted.length; i++) {
            isTrustedMessageSender[trusted[i]] = true;
        }
    }

    receive() external payable onlyPoolManager {}

    function getPoolCoin(PoolKey memory key) external view returns (PoolCoin memory) {
        return _pools[PoolId.unwrap(key.toId())];
    }

    function getPoolCoinByHash(bytes32 poolKeyHash) external view returns (PoolCoin memory) {
        return _pools[poolKeyHash];
    }

    // What the pool manager calls. The hook's address allows these three callbacks and none that changes amounts.

    /// A coin opens its own pool; the supply that it minted to the hook becomes the pool's liquidity.
    function afterInitialize(address sender, PoolKey calldata key, uint160, int24)
        external
        onlyPoolManager
        returns (bytes4)
    {
        if (_factory.getVersionForDeployedCoin(sender) == 0) revert NotACoin(sender);
        _poolManager.unlock(abi.encode(sender, key));
        return IHooks.afterInitialize.selector;
    }

    function beforeSwap(address, PoolKey calldata key, SwapParams calldata, bytes calldata)
        external
        onlyPoolManager
        returns (bytes4, BeforeSwapDelta, uint24)
    {
        uint24 fee = _feeNow(_pools[PoolId.unwrap(key.toId())].coin);
        return (
            IHooks.beforeSwap.selector, BeforeSwapDeltaLibrary.ZERO_DELTA, fee | LPFeeLibrary.OVERRIDE_FEE_FLAG
        );
    }

    function afterSwap(
        address sender,
        PoolKey calldata key,
        SwapParams calldata params,
        BalanceDelta delta,
        bytes calldata hookData
    ) external onlyPoolManager returns (bytes4, int128) {
        bytes32 id = PoolId.unwrap(key.toId());
        (uint256 amountEth, uint256 amountCoin) = _collect(key, id);
        if (amountEth != 0 || amountCoin != 0) {
            uint256 forLiquidity = (amountEth * LIQUIDITY_BPS) / BPS;
            _addLiquidity(key, id, forLiquidity);
            _reward(_pools[id].coin, amountEth, forLiquidity, amountCoin, _tradeReferrer(hookData));
        }
        _emitSwapped(Swap(sender, _swapSender(sender), key, id, params, delta, hookData, _price(key)));
        return (IHooks.afterSwap.selector, 0);
    }

    /// Lays out a new coin's positions.
    function unlockCallback(bytes calldata data) external onlyPoolManager returns (bytes memory) {
        (address coin, PoolKey memory key) = abi.decode(data, (address, PoolKey));
        PoolCoin storage pool = _pools[PoolId.unwrap(key.toId())];
        pool.coin = coin;
        LpPosition[] memory positions = LaunchPositions.build(ICoin(coin).getPoolConfiguration());
        uint256 owed = 0;
        for (uint256 i = 0; i < positions.length; i++) {
            pool.positions.push(positions[i]);
            (BalanceDelta delta,) = _modify(key, positions[i], int256(uint256(positions[i].liquidity)));
            owed += uint128(-delta.amount1());
        }
        _poolManager.sync(key.currency1);
        ICoin(coin).transfer(address(_poolManager), owed);
        _poolManager.settle();
        return "";
    }

    function _feeNow(address coin) private view returns (uint24) {
        (uint256 createdAt,) = ICoin(coin).creationInfo();
        uint256 age = block.timestamp - createdAt;
        if (age >= LAUNCH_SECONDS) return uint24(FEE);
        return uint24(LAUNCH_FEE - ((LAUNCH_FEE - FEE) * age) / LAUNCH_SECONDS);
    }

    /// Takes the fees that the swap left on the positions, and sells those that are coins. Coins stay over when that would push the price
    /// below the one at launch.
    function _collect(PoolKey calldata key, bytes32 id) private returns (uint256 amountEth, uint256 amountCoin) {
        LpPosition[] memory positions = _pools[id].positions;
        for (uint256 i = 0; i < positions.length; i++) {
            (, BalanceDelta fees) = _modify(key, positions[i], 0);
            amountEth += uint128(fees.amount0());
            amountCoin += uint128(fees.amount1());
        }
        if (amountCoin != 0) {
            (uint256 bought, uint256 sold) = _sell(key, amountCoin);
            (amountEth, amountCoin) = (amountEth + bought, amountCoin - sold);
        }
        if (amountEth != 0) _poolManager.take(key.currency0, address(this), amountEth);
        if (amountCoin != 0) _poolManager.take(key.currency1, _protocol, amountCoin);
    }

    function _sell(PoolKey calldata key, uint256 amount) private returns (uint256 bought, uint256 sold) {
        uint160 launchPrice = TickMath.getSqrtPriceAtTick(_startTick(key));
        if (_price(key) >= launchPrice) return (0, 0);
        BalanceDelta delta = _poolManager.swap(key, SwapParams(false, -int256(amount), launchPrice), "");
        return (uint128(delta.amount0()), uint128(-delta.amount1()));
    }

    /// Locks ETH in one range under the launch price, as a floor that grows with each trade.
    function _addLiquidity(PoolKey calldata key, bytes32 id, uint256 amount) private {
        uint256 available = _pendingLiquidity[id] + amount;
        LpPosition memory floorPosition = LpPosition(_startTick(key), TickMath.maxUsableTick(TICK_SPACING), 0);
        uint160 lower = TickMath.getSqrtPriceAtTick(floorPosition.tickLower);
        if (_price(key) < lower) {
            floorPosition.liquidity = LiquidityAmounts.getLiquidityForAmount0(
                lower, TickMath.getSqrtPriceAtTick(floorPosition.tickUpper), available
            );
        }
        if (floorPosition.liquidity != 0) {
            (BalanceDelta delta,) = _modify(key, floorPosition, int256(uint256(floorPosition.liquidity)));
            uint256 used = uint128(-delta.amount0());
            _poolManager.settle{value: used}();
            available -= used;
            _remember(id, floorPosition);
        }
        _pendingLiquidity[id] = available;
        emit LpReward(_pools[id].coin, address(0), amount, floorPosition.tickLower, floorPosition.liquidity);
    }

    /// The floor is the one position after those of the launch.
    function _remember(bytes32 id, LpPosition memory floorPosition) private {
        LpPosition[] storage positions = _pools[id].positions;
        LpPosition storage last = positions[positions.length - 1];
        if (last.tickLower == floorPosition.tickLower) last.liquidity += floorPosition.liquidity;
        else positions.push(floorPosition);
    }

    function _reward(
        address coin,
        uint256 amountEth,
        uint256 forLiquidity,
        uint256 protocolCoins,
        address tradeReferrer
    ) private {
        address creator = ICoin(coin).payoutRecipient();
        address platform = ICoin(coin).platformReferrer();
        MarketRewards memory rewards;
        rewards.creatorPayoutAmountCurrency = _pay(creator, (amountEth * CREATOR_BPS) / BPS);
        rewards.platformReferrerAmountCurrency = _pay(platform, (amountEth * PLATFORM_BPS) / BPS);
        rewards.tradeReferrerAmountCurrency = _pay(tradeReferrer, (amountEth * TRADE_BPS) / BPS);
        rewards.dopplerAmountCurrency = _pay(_doppler, (amountEth * DOPPLER_BPS) / BPS);
        rewards.protocolAmountCurrency = amountEth - forLiquidity - rewards.creatorPayoutAmountCurrency
            - rewards.platformReferrerAmountCurrency - rewards.tradeReferrerAmountCurrency - rewards.dopplerAmountCurrency;
        rewards.protocolAmountCoin = protocolCoins;
        _pay(_protocol, rewards.protocolAmountCurrency);
        emit CoinMarketRewardsV4(coin, address(0), creator, platform, tradeReferrer, _protocol, _doppler, rewards);
    }

    /// What a recipient got: nothing when there is none or when it refuses, and then the protocol has it.
    function _pay(address to, uint256 amount) private returns (uint256) {
        if (to == address(0) || amount == 0) return 0;
        (bool accepted,) = to.call{value: amount, gas: PAYOUT_GAS}("");
        return accepted ? amount : 0;
    }

    function _emitSwapped(Swap memory swap) private {
        emit Swapped(
            swap.sender,
            swap.swapSender,
            isTrustedMessageSender[swap.sender],
            swap.key,
            swap.id,
            swap.params,
            swap.delta.amount0(),
            swap.delta.amount1(),
            swap.params.zeroForOne,
            swap.hookData,
            swap.sqrtPriceX96
        );
    }

    function _swapSender(address sender) private view returns (address) {
        try IMsgSender(sender).msgSender() returns (address swapSender) {
            return swapSender;
        } catch {
            return address(0);
        }
    }

    function _tradeReferrer(bytes calldata hookData) private pure returns (address) {
        return hookData.length == 32 ? abi.decode(hookData, (address)) : address(0);
    }

    function _price(PoolKey calldata key) private view returns (uint160 sqrtPriceX96) {
        (sqrtPriceX96,,,) = _poolManager.getSlot0(key.toId());
    }

    function _startTick(PoolKey calldata key) private view returns (int24) {
        return LaunchPositions.startTick(ICoin(_pools[PoolId.unwrap(key.toId())].coin).getPoolConfiguration());
    }

    function _modify(PoolKey memory key, LpPosition memory position, int256 liquidityDelta)
        private
        returns (BalanceDelta, BalanceDelta)
    {
        return _poolManager.modifyLiquidity(
            key, ModifyLiquidityParams(position.tickLower, position.tickUpper, liquidityDelta, 0), ""
        );
    }
}
