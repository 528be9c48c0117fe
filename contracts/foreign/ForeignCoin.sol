// SPDX-License-Identifier: MIT
pragma solidity 0.8.26;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IHooks} from "@uniswap/v4-core/src/interfaces/IHooks.sol";
import {IPoolManager} from "@uniswap/v4-core/src/interfaces/IPoolManager.sol";
import {IUnlockCallback} from "@uniswap/v4-core/src/interfaces/callback/IUnlockCallback.sol";
import {StateLibrary} from "@uniswap/v4-core/src/libraries/StateLibrary.sol";
import {TickMath} from "@uniswap/v4-core/src/libraries/TickMath.sol";
import {BalanceDelta} from "@uniswap/v4-core/src/types/BalanceDelta.sol";
import {Currency} from "@uniswap/v4-core/src/types/Currency.sol";
import {PoolId} from "@uniswap/v4-core/src/types/PoolId.sol";
import {PoolKey} from "@uniswap/v4-core/src/types/PoolKey.sol";
import {ModifyLiquidityParams} from "@uniswap/v4-core/src/types/PoolOperation.sol";
import {LiquidityAmounts} from "@uniswap/v4-periphery/src/libraries/LiquidityAmounts.sol";
import {ICoinEvents} from "../published/ICoinEvents.sol";

/// @title A coin of another make, for tests alone: the production events and nothing of the stand-ins in contracts/local.
/// @notice It is paired with any currency, in either order, opens its own pool with coins on one side of the price, and may move its liquidity to a pool with another hook.
contract ForeignCoin is ERC20, IUnlockCallback, ICoinEvents {
    using StateLibrary for IPoolManager;

    error NotPoolManager();
    error NoPool();

    event LiquidityMigrated(PoolKey fromPoolKey, bytes32 fromPoolKeyHash, PoolKey toPoolKey, bytes32 toPoolKeyHash);

    uint24 private constant FEE = 10_000;
    int24 private constant SPACING = 200;
    uint256 private constant SUPPLY = 1_000_000_000e18;
    uint256 private constant CREATOR_SUPPLY = 10_000_000e18;

    IPoolManager private immutable _manager;
    address public immutable currency;
    /// Whether it says which pool is its own, as Zora's coins do and other tokens do not.
    bool private immutable _tells;

    PoolKey private _key;
    int24 private _lower;
    int24 private _upper;
    uint128 private _liquidity;

    constructor(address manager, address currency_, address creator, bool tells) ERC20("", "") {
        _manager = IPoolManager(manager);
        currency = currency_;
        _tells = tells;
        _mint(creator, CREATOR_SUPPLY);
        _mint(address(this), SUPPLY - CREATOR_SUPPLY);
    }

    receive() external payable {}

    function getPoolKey() external view returns (PoolKey memory) {
        if (!_tells) revert NoPool();
        return _key;
    }

    function burn(uint256 amount) external {
        _burn(msg.sender, amount);
    }

    /// Opens the pool at a price of the coin: `tick` is that of coin per currency as if the coin were token0.
    function open(address hook, int24 tick) external {
        bool first = address(this) < currency;
        (address a, address b) = first ? (address(this), currency) : (currency, address(this));
        _key = PoolKey(Currency.wrap(a), Currency.wrap(b), FEE, SPACING, IHooks(hook));
        (_lower, _upper) = first ? (tick, TickMath.maxUsableTick(SPACING)) : (TickMath.minUsableTick(SPACING), -tick);
        uint160 price = TickMath.getSqrtPriceAtTick(first ? tick : -tick);
        _manager.initialize(_key, price);
        uint160 low = TickMath.getSqrtPriceAtTick(_lower);
        uint160 high = TickMath.getSqrtPriceAtTick(_upper);
        uint256 coins = balanceOf(address(this)) - 1e18;
        _liquidity = first
            ? LiquidityAmounts.getLiquidityForAmount0(low, high, coins)
            : LiquidityAmounts.getLiquidityForAmount1(low, high, coins);
        _manager.unlock(abi.encode(_key, int256(uint256(_liquidity))));
    }

    /// Moves all liquidity to a pool with another hook, at the same price.
    function migrateLiquidity(address newHook, bytes calldata) external returns (PoolKey memory newPoolKey) {
        PoolKey memory from = _key;
        newPoolKey = PoolKey(from.currency0, from.currency1, from.fee, from.tickSpacing, IHooks(newHook));
        (uint160 price,,,) = _manager.getSlot0(from.toId());
        _manager.unlock(abi.encode(from, -int256(uint256(_liquidity))));
        _manager.initialize(newPoolKey, price);
        _manager.unlock(abi.encode(newPoolKey, int256(uint256(_liquidity))));
        _key = newPoolKey;
        emit LiquidityMigrated(from, PoolId.unwrap(from.toId()), newPoolKey, PoolId.unwrap(newPoolKey.toId()));
    }

    function unlockCallback(bytes calldata data) external returns (bytes memory) {
        if (msg.sender != address(_manager)) revert NotPoolManager();
        (PoolKey memory key, int256 liquidity) = abi.decode(data, (PoolKey, int256));
        (BalanceDelta delta,) = _manager.modifyLiquidity(key, ModifyLiquidityParams(_lower, _upper, liquidity, 0), "");
        _settle(key.currency0, delta.amount0());
        _settle(key.currency1, delta.amount1());
        return "";
    }

    function _settle(Currency token, int128 amount) private {
        address asset = Currency.unwrap(token);
        if (amount > 0) _manager.take(token, address(this), uint128(amount));
        if (amount >= 0) return;
        uint256 owed = uint128(-amount);
        if (asset == address(0)) {
            _manager.settle{value: owed}();
            return;
        }
        _manager.sync(token);
        if (asset == address(this)) _transfer(address(this), address(_manager), owed);
        else ERC20(asset).transfer(address(_manager), owed);
        _manager.settle();
    }

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        emit CoinTransfer(from, to, value, balanceOf(from), balanceOf(to));
    }
}
