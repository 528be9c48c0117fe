// SPDX-License-Identifier: MIT
pragma solidity 0.8.26;

import {PayoutSplitter} from "../src/PayoutSplitter.sol";

/// @title For tests: an account that asks again while it is being paid, and one that takes no ether.
contract GreedyPart {
    bool public refuses;
    bool public askedAgain;

    function setRefuses(bool value) external {
        refuses = value;
    }

    receive() external payable {
        require(!refuses, "takes no ether");
        try PayoutSplitter(payable(msg.sender)).release(address(0), address(this)) {
            askedAgain = true;
        } catch {}
    }
}
