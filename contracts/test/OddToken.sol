// SPDX-License-Identifier: MIT
pragma solidity 0.8.26;

/// @title For tests: a token whose transfer returns nothing, keeps a part of what is sent, and whose balances may shrink by themselves.
contract OddToken {
    mapping(address => uint256) public balanceOf;
    uint256 public feeBps;

    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    function setFee(uint256 bps) external {
        feeBps = bps;
    }

    function shrink(address holder, uint256 amount) external {
        balanceOf[holder] -= amount;
    }

    function transfer(address to, uint256 amount) external {
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount - amount * feeBps / 10_000;
    }
}
