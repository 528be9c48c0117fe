// SPDX-License-Identifier: MIT
pragma solidity 0.8.26;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// One account's part of everything that comes in, in hundredths of a percent.
struct Part {
    address account;
    uint16 bps;
}

/// @title Pays what comes in to several accounts, in parts that nobody can change.
/// @notice Every splitter is a clone; its parts are in its own code and in the hash of its address. Nothing is pushed: each account's part waits until
/// somebody asks for it to be sent there, so an account that cannot be paid holds up nobody else. There is no owner, and no way to anybody's part but to its account.
///
/// Rounding: an account is due floor(all that ever came in · bps / 10,000) less what it got. With n parts at most n - 1 units of a currency wait here until
/// more of it comes in; no order of deposits and releases gains a unit.
///
/// Ether may be sent before the clone exists. A sender that forwards 2,300 gas alone (`transfer`) cannot pay a clone that exists: delegating takes more.
contract PayoutSplitter is ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    error NotASplitter();
    error NothingDue(address token, address account);
    error PaymentFailed(address account);

    /// @param token The zero address means ether.
    event Released(address indexed token, address indexed account, uint256 amount);

    uint256 private constant WHOLE = 10_000;
    address private immutable original = address(this);

    /// Everything that was paid out of a currency, and what each account got of it.
    mapping(address token => uint256) public totalReleased;
    mapping(address token => mapping(address account => uint256)) public released;

    /// The original has no parts: what it took would be lost.
    modifier onlyClone() {
        if (address(this) == original) revert NotASplitter();
        _;
    }

    receive() external payable onlyClone {}

    /// @notice Sends an account what it is due. Anybody may call it; the money goes to the account alone.
    /// @param token A token's address, or zero for ether.
    function release(address token, address account) external onlyClone nonReentrant returns (uint256 amount) {
        amount = due(token, account);
        if (amount == 0) revert NothingDue(token, account);
        totalReleased[token] += amount;
        released[token][account] += amount;
        emit Released(token, account, amount);
        if (token == address(0)) {
            (bool paid,) = account.call{value: amount}("");
            if (!paid) revert PaymentFailed(account);
        } else {
            IERC20(token).safeTransfer(account, amount);
        }
    }

    /// @notice What an account could have sent to it now.
    function due(address token, address account) public view onlyClone returns (uint256) {
        uint256 held = token == address(0) ? address(this).balance : IERC20(token).balanceOf(address(this));
        uint256 entitled = (held + totalReleased[token]) * bpsOf(account) / WHOLE;
        uint256 got = released[token][account];
        // Less only for tokens that take balances away by themselves.
        return entitled > got ? entitled - got : 0;
    }

    /// @notice An account's part; zero for those who have none.
    function bpsOf(address account) public view onlyClone returns (uint256) {
        Part[] memory all = parts();
        for (uint256 i; i < all.length; ++i) {
            if (all[i].account == account) return all[i].bps;
        }
        return 0;
    }

    /// @notice All parts, by ascending account.
    function parts() public view onlyClone returns (Part[] memory) {
        return abi.decode(Clones.fetchCloneArgs(address(this)), (Part[]));
    }
}
