// SPDX-License-Identifier: MIT
pragma solidity ^0.8.26;

interface IOwned {
    function ownerOf(uint256 tableId) external view returns (address);
}

/// What a caller may do with a table of Tableland; the network's validators hold every statement against it.
struct TablelandPolicy {
    bool allowInsert;
    bool allowUpdate;
    bool allowDelete;
    string whereClause;
    string withCheck;
    string[] updatableColumns;
}

/// The controller of tables that can only grow: a table's owner adds rows, and nobody, the owner included, changes or removes one.
/// It has no state and no owner. Locked as a table's controller, that stays so for good.
contract AppendOnlyPolicy {
    /// Asked by the registry of tables before a statement is logged.
    function getPolicy(address caller, uint256 tableId) external payable returns (TablelandPolicy memory policy) {
        policy.allowInsert = IOwned(msg.sender).ownerOf(tableId) == caller;
    }
}
