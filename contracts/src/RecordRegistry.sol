// SPDX-License-Identifier: MIT
pragma solidity ^0.8.26;

/// Remembers when whom published which batch of records. A batch is a Merkle root and the sha2-256 digest of the file that lists its records,
/// which is the file's name on IPFS. Anybody may publish; who reads decides whom to believe. Nothing can be changed or taken back, nobody owns it.
contract RecordRegistry {
    /// Seconds since 1970 at which a publisher published a root first; 0 is never.
    mapping(address publisher => mapping(bytes32 root => uint256 time)) public publishedAt;

    event Published(address indexed publisher, bytes32 indexed root, bytes32 digest, uint256 count);

    error AlreadyPublished(bytes32 root);
    error EmptyBatch();

    /// The cost does not depend on `count`: one word is written and one event is logged.
    function publish(bytes32 root, bytes32 digest, uint256 count) external {
        if (count == 0) revert EmptyBatch();
        if (publishedAt[msg.sender][root] != 0) revert AlreadyPublished(root);
        publishedAt[msg.sender][root] = block.timestamp;
        emit Published(msg.sender, root, digest, count);
    }
}
