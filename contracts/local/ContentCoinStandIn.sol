// SPDX-License-Identifier: MIT
pragma solidity 0.8.26;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {IPoolManager} from "@uniswap/v4-core/src/interfaces/IPoolManager.sol";
import {PoolKey} from "@uniswap/v4-core/src/types/PoolKey.sol";
import {ICoinEvents} from "../published/ICoinEvents.sol";
import {CREATOR_SUPPLY, ICoin, POOL_SUPPLY, PoolConfiguration} from "./CoinTypes.sol";

/// @title Stand-in for Zora's content coin, for local chains only.
/// @notice Written from the ABI in @zoralabs/protocol-deployments and the public documentation; it shares no code with Zora's coin.
/// The factory clones it. Left out: moving liquidity to another hook, swap paths for payouts, other currencies than ETH.
contract ContentCoinStandIn is ERC20, Nonces, ICoin, ICoinEvents, IERC165 {
    error AddressZero();
    error AlreadyOwner();
    error ERC2612ExpiredSignature(uint256 deadline);
    error ERC2612InvalidSigner(address signer, address owner);
    error InvalidInitialization();
    error NameIsRequired();
    error NotOwner();
    error OneOwnerRequired();
    error OnlyOwner();
    error OwnerCannotBeAddressZero();
    error UseRevokeOwnershipToRemoveSelf();

    event CoinPayoutRecipientUpdated(address indexed caller, address indexed prevRecipient, address indexed newRecipient);
    event ContractMetadataUpdated(address indexed caller, string newURI, string name);
    event ContractURIUpdated();
    event NameAndSymbolUpdated(address indexed caller, string newName, string newSymbol);
    event OwnerUpdated(address indexed caller, address indexed prevOwner, address indexed newOwner);

    bytes32 private constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    address public immutable poolManager;
    address public immutable protocolRewardRecipient;
    address public immutable dopplerFeeRecipient;
    address private immutable _factory;

    address public payoutRecipient;
    address public platformReferrer;
    address public currency;
    string public tokenURI;

    string private _name;
    string private _symbol;
    address[] private _owners;
    PoolKey private _poolKey;
    PoolConfiguration private _poolConfiguration;
    uint256 private _createdAt;
    bool private _initialized;

    modifier onlyOwner() {
        if (!isOwner(msg.sender)) revert OnlyOwner();
        _;
    }

    constructor(address poolManager_, address factory_, address protocolRewardRecipient_, address dopplerFeeRecipient_)
        ERC20("", "")
    {
        poolManager = poolManager_;
        _factory = factory_;
        protocolRewardRecipient = protocolRewardRecipient_;
        dopplerFeeRecipient = dopplerFeeRecipient_;
    }

    /// Called once by the factory, in the transaction that makes the clone: hands out the supply and opens the pool.
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
    ) external {
        if (_initialized || msg.sender != _factory) revert InvalidInitialization();
        if (payoutRecipient_ == address(0)) revert AddressZero();
        if (owners_.length == 0) revert OneOwnerRequired();
        if (bytes(name_).length == 0) revert NameIsRequired();
        _initialized = true;
        _createdAt = block.timestamp;
        _setTerms(payoutRecipient_, platformReferrer_, currency_, poolKey_, poolConfiguration_);
        _setMetadata(tokenURI_, name_, symbol_);
        for (uint256 i = 0; i < owners_.length; i++) {
            _addOwner(owners_[i]);
        }

        _mint(payoutRecipient_, CREATOR_SUPPLY);
        _mint(address(poolKey_.hooks), POOL_SUPPLY);
        IPoolManager(poolManager).initialize(poolKey_, sqrtPriceX96);
    }

    function name() public view override returns (string memory) {
        return _name;
    }

    function symbol() public view override returns (string memory) {
        return _symbol;
    }

    function transfer(address to, uint256 value) public override(ERC20, ICoin) returns (bool) {
        return super.transfer(to, value);
    }

    function burn(uint256 amount) external {
        _burn(msg.sender, amount);
    }

    function contractURI() external view returns (string memory) {
        return tokenURI;
    }

    function contractVersion() external pure returns (string memory) {
        return "2.5.0";
    }

    function creationInfo() external view returns (uint256 creationTimestamp, bool isDeploying) {
        return (_createdAt, false);
    }

    function hooks() external view returns (address) {
        return address(_poolKey.hooks);
    }

    function getPoolKey() external view returns (PoolKey memory) {
        return _poolKey;
    }

    function getPoolConfiguration() external view returns (PoolConfiguration memory) {
        return _poolConfiguration;
    }

    function totalSupplyForPositions() external pure returns (uint256) {
        return POOL_SUPPLY;
    }

    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == type(IERC165).interfaceId || id == type(IERC20).interfaceId
            || id == type(IERC20Metadata).interfaceId || id == type(IERC20Permit).interfaceId;
    }

    // What owners may change.

    function setPayoutRecipient(address newPayoutRecipient) external onlyOwner {
        if (newPayoutRecipient == address(0)) revert AddressZero();
        emit CoinPayoutRecipientUpdated(msg.sender, payoutRecipient, newPayoutRecipient);
        payoutRecipient = newPayoutRecipient;
    }

    function setContractURI(string memory newURI) external onlyOwner {
        tokenURI = newURI;
        emit ContractMetadataUpdated(msg.sender, newURI, _name);
        emit ContractURIUpdated();
    }

    function setNameAndSymbol(string memory newName, string memory newSymbol) external onlyOwner {
        if (bytes(newName).length == 0) revert NameIsRequired();
        (_name, _symbol) = (newName, newSymbol);
        emit NameAndSymbolUpdated(msg.sender, newName, newSymbol);
    }

    function owners() external view returns (address[] memory) {
        return _owners;
    }

    function isOwner(address account) public view returns (bool) {
        for (uint256 i = 0; i < _owners.length; i++) {
            if (_owners[i] == account) return true;
        }
        return false;
    }

    function addOwner(address account) external onlyOwner {
        _addOwner(account);
    }

    function removeOwner(address account) external onlyOwner {
        if (account == msg.sender) revert UseRevokeOwnershipToRemoveSelf();
        _removeOwner(account);
    }

    function revokeOwnership() external onlyOwner {
        _removeOwner(msg.sender);
    }

    // ERC-2612. A clone has its own name and address, so the domain is worked out each time.

    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        return keccak256(
            abi.encode(DOMAIN_TYPEHASH, keccak256(bytes(_name)), keccak256("1"), block.chainid, address(this))
        );
    }

    function nonces(address owner) public view override returns (uint256) {
        return super.nonces(owner);
    }

    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
    {
        if (block.timestamp > deadline) revert ERC2612ExpiredSignature(deadline);
        bytes32 message = keccak256(abi.encode(PERMIT_TYPEHASH, owner, spender, value, _useNonce(owner), deadline));
        address signer = ECDSA.recover(MessageHashUtils.toTypedDataHash(DOMAIN_SEPARATOR(), message), v, r, s);
        if (signer != owner) revert ERC2612InvalidSigner(signer, owner);
        _approve(owner, spender, value);
    }

    /// Every move of coins also tells both balances as they are afterwards.
    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        emit CoinTransfer(from, to, value, balanceOf(from), balanceOf(to));
    }

    function _setTerms(
        address payoutRecipient_,
        address platformReferrer_,
        address currency_,
        PoolKey memory poolKey_,
        PoolConfiguration memory poolConfiguration_
    ) private {
        emit CoinPayoutRecipientUpdated(msg.sender, address(0), payoutRecipient_);
        payoutRecipient = payoutRecipient_;
        // Without a referrer the share is the protocol's.
        platformReferrer = platformReferrer_ == address(0) ? protocolRewardRecipient : platformReferrer_;
        currency = currency_;
        _poolKey = poolKey_;
        _poolConfiguration = poolConfiguration_;
    }

    function _setMetadata(string memory tokenURI_, string memory name_, string memory symbol_) private {
        (tokenURI, _name, _symbol) = (tokenURI_, name_, symbol_);
        emit ContractMetadataUpdated(msg.sender, tokenURI_, name_);
        emit ContractURIUpdated();
    }

    function _addOwner(address account) private {
        if (account == address(0)) revert OwnerCannotBeAddressZero();
        if (isOwner(account)) revert AlreadyOwner();
        _owners.push(account);
        emit OwnerUpdated(msg.sender, address(0), account);
    }

    function _removeOwner(address account) private {
        for (uint256 i = 0; i < _owners.length; i++) {
            if (_owners[i] != account) continue;
            _owners[i] = _owners[_owners.length - 1];
            _owners.pop();
            emit OwnerUpdated(msg.sender, account, address(0));
            return;
        }
        revert NotOwner();
    }
}
