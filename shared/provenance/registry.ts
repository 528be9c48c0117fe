import { type Address, parseAbi } from 'viem';

/** Where contracts/src/RecordRegistry.sol is, on every chain: its address follows from its code (CREATE2, salt 0), and a test compiles it again. */
export const RECORD_REGISTRY: Address = '0x0C93f7327acCC9E67269b28f384d49B70b318197';

/** Our own registry of batches: contracts/src/RecordRegistry.sol. */
export const REGISTRY_ABI = parseAbi([
  'event Published(address indexed publisher, bytes32 indexed root, bytes32 digest, uint256 count)',
  'error AlreadyPublished(bytes32 root)',
  'error EmptyBatch()',
  'function publish(bytes32 root, bytes32 digest, uint256 count)',
  'function publishedAt(address publisher, bytes32 root) view returns (uint256 time)',
]);
