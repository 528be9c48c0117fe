// SPDX-License-Identifier: MIT
pragma solidity 0.8.26;

/// @title Routers tell on whose behalf they act.
interface IMsgSender {
    function msgSender() external view returns (address);
}
