// SPDX-License-Identifier: MIT
pragma solidity 0.8.26;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IHooks} from "@uniswap/v4-core/src/interfaces/IHooks.sol";
import {LPFeeLibrary} from "@uniswap/v4-core/src/libraries/LPFeeLibrary.sol";
import {TickMath} from "@uniswap/v4-core/src/libraries/TickMath.sol";
import {Currency} from "@uniswap/v4-core/src/types/Currency.sol";
import {PoolId} from "@uniswap/v4-core/src/types/PoolId.sol";
import {PoolKey} from "@uniswap/v4-core/src/types/PoolKey.sol";
import {ICoin, ICoinVersions, PoolConfiguration, TICK_SPACING} from "./CoinTypes.sol";
import {LaunchPositions} from "./LaunchPositions.sol";

/// @title Stand-in for Zora's coin factory, for local chains only.
/// @notice Written from the ABI in @zoralabs/protocol-deployments and the public documentation; it shares no code with Zora's factory.
/// It makes content coins that are paired with ETH. Creator coins, trend coins, other currencies and hooks after deployment are left out.
contract ZoraFactoryStandIn is ICoinVersions {
    error ArrayLengthMismatch();
    error ConfigTickLowerMustBeLessThanTickUpper();
    error EthTransferInvalid();
    error InvalidConfig();
    error InvalidHook();
    error InvalidPoolVersion();
    error MaxShareToBeSoldExceeded(uint256 value, uint256 limit);
    error NumDiscoveryPositionsOutOfRange();
    error ZeroDiscoveryPositions();
    error ZeroDiscoverySupplyShare();

    event CoinCreatedV4(
        address indexed caller,
        address indexed payoutRecipient,
        address indexed platformReferrer,
        address currency,
        string uri,
        string name,
        string symbol,
        address coin,
        PoolKey poolKey,
        bytes32 poolKeyHash,
        string version
    );

    /// One deployment's inputs, gathered in memory because the stack has no room for them.
    struct Launch {
        address payoutRecipient;
        address[] owners;
        string uri;
        string name;
        string symbol;
        address platformReferrer;
        PoolConfiguration config;
    }

    /// Version of pools that are laid out by curves on Uniswap v4.
    uint8 private constant MULTICURVE = 4;
    uint256 private constant WAD = 1e18;
    uint256 private constant MAX_POSITIONS = 200;

    address public immutable coinV4Impl;
    address public immutable hook;

    mapping(address coin => uint8 version) public getVersionForDeployedCoin;

    constructor(address coinV4Impl_, address hook_) {
        coinV4Impl = coinV4Impl_;
        hook = hook_;
    }

    function contentCoinHook() external view returns (address) {
        return hook;
    }

    function contractName() external pure returns (string memory) {
        return "ZoraCoinFactory";
    }

    function contractVersion() external pure returns (string memory) {
        return "2.5.0";
    }

    /// The address that a deployment with these inputs gets. It does not depend on the uri, the payout recipient or the owners.
    function coinAddress(
        address msgSender,
        string memory name,
        string memory symbol,
        bytes memory poolConfig,
        address platformReferrer,
        bytes32 coinSalt
    ) external view returns (address) {
        bytes32 salt = keccak256(abi.encode(msgSender, name, symbol, poolConfig, platformReferrer, coinSalt));
        return Clones.predictDeterministicAddress(coinV4Impl, salt, address(this));
    }

    /// Creates a content coin and its pool. The same inputs a second time revert with FailedDeployment.
    function deploy(
        address payoutRecipient,
        address[] memory owners,
        string memory uri,
        string memory name,
        string memory symbol,
        bytes memory poolConfig,
        address platformReferrer,
        address postDeployHook,
        bytes memory,
        bytes32 coinSalt
    ) external payable returns (address coin, bytes memory postDeployHookDataOut) {
        if (postDeployHook != address(0)) revert InvalidHook();
        if (msg.value != 0) revert EthTransferInvalid();

        Launch memory launch;
        launch.payoutRecipient = payoutRecipient;
        launch.owners = owners;
        launch.uri = uri;
        launch.name = name;
        launch.symbol = symbol;
        launch.platformReferrer = platformReferrer;
        launch.config = _decode(poolConfig);
        bytes32 salt = keccak256(abi.encode(msg.sender, name, symbol, poolConfig, platformReferrer, coinSalt));
        coin = Clones.cloneDeterministic(coinV4Impl, salt);
        postDeployHookDataOut = "";
        _open(launch, coin);
    }

    function _open(Launch memory launch, address coin) private {
        getVersionForDeployedCoin[coin] = MULTICURVE;
        PoolKey memory key =
            PoolKey(Currency.wrap(address(0)), Currency.wrap(coin), launch.config.fee, TICK_SPACING, IHooks(hook));
        ICoin(coin).initialize(
            launch.payoutRecipient,
            launch.owners,
            launch.uri,
            launch.name,
            launch.symbol,
            launch.platformReferrer,
            address(0),
            key,
            TickMath.getSqrtPriceAtTick(LaunchPositions.startTick(launch.config)),
            launch.config
        );
        emit CoinCreatedV4(
            msg.sender,
            launch.payoutRecipient,
            launch.platformReferrer,
            address(0),
            launch.uri,
            launch.name,
            launch.symbol,
            coin,
            key,
            PoolId.unwrap(key.toId()),
            ICoin(coin).contractVersion()
        );
    }

    /// Reads and checks a configuration as encodeMultiCurvePoolConfig writes it.
    function _decode(bytes memory poolConfig) private pure returns (PoolConfiguration memory config) {
        address currency;
        (
            config.version,
            currency,
            config.tickLower,
            config.tickUpper,
            config.numDiscoveryPositions,
            config.maxDiscoverySupplyShare
        ) = abi.decode(poolConfig, (uint8, address, int24[], int24[], uint16[], uint256[]));
        if (config.version != MULTICURVE) revert InvalidPoolVersion();
        if (currency != address(0)) revert InvalidConfig();

        config.fee = LPFeeLibrary.DYNAMIC_FEE_FLAG;
        config.tickSpacing = TICK_SPACING;
        config.numPositions = _checkCurves(config);
    }

    function _checkCurves(PoolConfiguration memory config) private pure returns (uint16) {
        uint256 curves = config.tickLower.length;
        if (curves == 0) revert InvalidConfig();
        if (
            config.tickUpper.length != curves || config.numDiscoveryPositions.length != curves
                || config.maxDiscoverySupplyShare.length != curves
        ) revert ArrayLengthMismatch();

        uint256 positions = 1;
        uint256 share = 0;
        for (uint256 c = 0; c < curves; c++) {
            if (config.tickLower[c] >= config.tickUpper[c]) revert ConfigTickLowerMustBeLessThanTickUpper();
            if (config.tickLower[c] % TICK_SPACING != 0 || config.tickUpper[c] % TICK_SPACING != 0) revert InvalidConfig();
            if (config.numDiscoveryPositions[c] == 0) revert ZeroDiscoveryPositions();
            if (config.maxDiscoverySupplyShare[c] == 0) revert ZeroDiscoverySupplyShare();
            positions += config.numDiscoveryPositions[c];
            share += config.maxDiscoverySupplyShare[c];
        }
        if (share >= WAD) revert MaxShareToBeSoldExceeded(share, WAD);
        if (positions > MAX_POSITIONS) revert NumDiscoveryPositionsOutOfRange();
        return uint16(positions);
    }
}
