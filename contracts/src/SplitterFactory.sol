// SPDX-License-Identifier: MIT
pragma solidity 0.8.26;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {Part, PayoutSplitter} from "./PayoutSplitter.sol";

/// @title Makes payout splitters at addresses that follow from their parts.
/// @notice The same parts are the same splitter, whoever asks for it and when: an address can be paid before its code is there. There is no owner and nothing to set.
contract SplitterFactory {
    error WrongNumberOfParts(uint256 count);
    error PartWithoutAccount();
    error PartWithoutShare(address account);
    error PartsOutOfOrder(address before, address account);
    error PartsDoNotSumToWhole(uint256 sum);

    event SplitterCreated(address indexed splitter, Part[] parts);

    uint256 private constant WHOLE = 10_000;
    uint256 private constant MOST_PARTS = 16;

    /// The code that every splitter is a clone of.
    PayoutSplitter public immutable original = new PayoutSplitter();

    /// @notice The splitter of these parts; made unless it is there already.
    /// @param parts 2 to 16, by ascending account, each above zero, together 10,000.
    function create(Part[] calldata parts) external returns (address splitter) {
        check(parts);
        splitter = splitterOf(parts);
        if (splitter.code.length > 0) return splitter;
        Clones.cloneDeterministicWithImmutableArgs(address(original), abi.encode(parts), 0);
        emit SplitterCreated(splitter, parts);
    }

    /// @notice Where the splitter of these parts is, or will be.
    function splitterOf(Part[] calldata parts) public view returns (address) {
        return Clones.predictDeterministicAddressWithImmutableArgs(address(original), abi.encode(parts), 0);
    }

    function check(Part[] calldata parts) private pure {
        if (parts.length < 2 || parts.length > MOST_PARTS) revert WrongNumberOfParts(parts.length);
        uint256 sum;
        address before;
        for (uint256 i; i < parts.length; ++i) {
            address account = parts[i].account;
            if (account == address(0)) revert PartWithoutAccount();
            if (account <= before) revert PartsOutOfOrder(before, account);
            if (parts[i].bps == 0) revert PartWithoutShare(account);
            before = account;
            sum += parts[i].bps;
        }
        if (sum != WHOLE) revert PartsDoNotSumToWhole(sum);
    }
}
