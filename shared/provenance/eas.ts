import {
  type Address,
  decodeAbiParameters,
  encodeAbiParameters,
  encodePacked,
  type Hex,
  keccak256,
  parseAbi,
  parseAbiParameters,
  zeroAddress,
} from 'viem';
import type { Published } from './ports.ts';

/** Part of the published interface of the Ethereum Attestation Service; on Base it is a predeploy. */
export const EAS_ABI = parseAbi([
  'struct AttestationRequestData { address recipient; uint64 expirationTime; bool revocable; bytes32 refUID; bytes data; uint256 value; }',
  'struct AttestationRequest { bytes32 schema; AttestationRequestData data; }',
  'struct Attestation { bytes32 uid; bytes32 schema; uint64 time; uint64 expirationTime; uint64 revocationTime; bytes32 refUID; address recipient; address attester; bool revocable; bytes data; }',
  'event Attested(address indexed recipient, address indexed attester, bytes32 uid, bytes32 indexed schemaUID)',
  'function attest(AttestationRequest request) payable returns (bytes32)',
  'function getAttestation(bytes32 uid) view returns (Attestation)',
]);
export const EAS_REGISTRY_ABI = parseAbi([
  'struct SchemaRecord { bytes32 uid; address resolver; bool revocable; string schema; }',
  'function register(string schema, address resolver, bool revocable) returns (bytes32)',
  'function getSchema(bytes32 uid) view returns (SchemaRecord)',
]);

/** Where both stand on every chain of the OP stack. */
export const EAS_ADDRESS: Address = '0x4200000000000000000000000000000000000021';
export const EAS_REGISTRY_ADDRESS: Address = '0x4200000000000000000000000000000000000020';

/** What an attestation of ours says; it cannot be revoked. */
export const EAS_SCHEMA = 'bytes32 root,bytes32 digest,uint256 count';
export const EAS_SCHEMA_UID: Hex = keccak256(encodePacked(['string', 'address', 'bool'], [EAS_SCHEMA, zeroAddress, false]));

/** Attestations can be looked up by their recipient alone: we put the beginning of the root there. */
export function recipientOf(root: Hex): Address {
  return root.slice(0, 42) as Address;
}

const PARAMETERS = parseAbiParameters(EAS_SCHEMA);

/** The data of an attestation to a batch. */
export function attestedData({ root, digest, count }: Pick<Published, 'root' | 'digest' | 'count'>): Hex {
  return encodeAbiParameters(PARAMETERS, [root, digest, BigInt(count)]);
}

type Attestation = { schema: Hex; data: Hex; time: bigint };

/** What an attestation of our schema says. @throws Error for one of another schema */
export function readAttested({ schema, data, time }: Attestation): Pick<Published, 'root' | 'digest' | 'count' | 'time'> {
  if (schema !== EAS_SCHEMA_UID) throw new Error('an attestation of another schema');
  const [root, digest, count] = decodeAbiParameters(PARAMETERS, data);
  return { root, digest, count: Number(count), time: Number(time) };
}
