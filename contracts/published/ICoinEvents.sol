// SPDX-License-Identifier: MIT
pragma solidity 0.8.26;

/// @title What Zora's coins tell of each move of coins, as their published ABI gives it.
interface ICoinEvents {
    event CoinTransfer(
        address indexed sender,
        address indexed recipient,
        uint256 amount,
        uint256 senderBalance,
        uint256 recipientBalance
    );
}
