// SPDX-License-Identifier: MIT
pragma solidity 0.8.26;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {PayoutSplitter} from "../src/PayoutSplitter.sol";

/// @title For tests: a token that asks a splitter again before it moves a balance.
contract HookedToken is ERC20("Hooked", "HOOK") {
    address public again;
    bool public askedAgain;

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    /// Whom to ask for while the next transfer of a splitter is under way.
    function setAgain(address account) external {
        again = account;
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (again != address(0) && from.code.length > 0) {
            try PayoutSplitter(payable(from)).release(address(this), again) {
                askedAgain = true;
            } catch {}
        }
        super._update(from, to, amount);
    }
}
