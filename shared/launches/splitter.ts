import {
  type Address,
  concatHex,
  decodeFunctionData,
  encodeAbiParameters,
  encodeFunctionData,
  getContractAddress,
  type Hex,
  numberToHex,
  parseAbi,
  size,
  zeroHash,
} from 'viem';
import type { LaunchCall } from './deploy-call.ts';
import { type Split, WHOLE_BPS } from './split.ts';

/** Where `contracts/src/SplitterFactory.sol` is, on every chain: its address follows from its code, and a test compiles it again. */
export const SPLITTER_FACTORY: Address = '0xC1C30906285d7bEA782017fa24113931c3603676';
/** The first contract that the factory made, in its constructor: what every splitter is a clone of. */
const ORIGINAL = getContractAddress({ from: SPLITTER_FACTORY, nonce: 1n });

export const SPLITTER_FACTORY_ABI = parseAbi([
  'struct Part { address account; uint16 bps; }',
  'function create(Part[] parts) returns (address splitter)',
  'function splitterOf(Part[] parts) view returns (address)',
  'event SplitterCreated(address indexed splitter, Part[] parts)',
]);

/** What `contracts/src/PayoutSplitter.sol` offers to those who share. The zero address as token is ether. */
export const PAYOUT_SPLITTER_ABI = parseAbi([
  'function due(address token, address account) view returns (uint256)',
  'function release(address token, address account) returns (uint256 amount)',
  'event Released(address indexed token, address indexed account, uint256 amount)',
]);

/**
 * Where the splitter of a canonical split of two parts or more is, whether it was made yet or not: CREATE2 of a minimal proxy (EIP-1167) with the ABI-encoded
 * parts behind it, salt 0.
 */
export function splitterAddress(split: Split): Address {
  const [parts] = SPLITTER_FACTORY_ABI[0].inputs;
  const args = encodeAbiParameters([parts], [split]);
  const bytecode = concatHex([
    '0x61',
    numberToHex(PROXY_SIZE + size(args), { size: 2 }),
    '0x3d81600a3d39f3363d3d373d3d3d363d73',
    ORIGINAL,
    '0x5af43d82803e903d91602b57fd5bf3',
    args,
  ]);
  return getContractAddress({ opcode: 'CREATE2', from: SPLITTER_FACTORY, salt: zeroHash, bytecode }).toLowerCase() as Address;
}
/** Bytes of the proxy's own code. */
const PROXY_SIZE = 45;

/** Whom a coin pays: the one wallet that gets everything, or the splitter. Lower case. */
export function payoutOf(split: Split): Address {
  const [only] = split;
  return only?.bps === WHOLE_BPS ? (only.account.toLowerCase() as Address) : splitterAddress(split);
}

/** The call that makes a split's splitter; once it is there it changes nothing. */
export function splitterCall(split: Split): LaunchCall {
  const data: Hex = encodeFunctionData({ abi: SPLITTER_FACTORY_ABI, functionName: 'create', args: [split] });
  return { to: SPLITTER_FACTORY, data, value: 0n };
}

/** The parts that a call asks the factory to make a splitter of; null when it asks for anything else. */
export function readSplitterCall(data: Hex): Split | null {
  try {
    const { functionName, args } = decodeFunctionData({ abi: SPLITTER_FACTORY_ABI, data });
    if (functionName !== 'create') return null;
    return args[0].map(({ account, bps }) => ({ account: account.toLowerCase() as Address, bps }));
  } catch {
    return null;
  }
}
