import { type Address, parseAbi } from 'viem';

/** Part of the published interface of Tableland's registry. */
export const TABLELAND_ABI = parseAbi([
  'struct Policy { bool allowInsert; bool allowUpdate; bool allowDelete; string whereClause; string withCheck; string[] updatableColumns; }',
  'struct Statement { uint256 tableId; string statement; }',
  'event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)',
  'event CreateTable(address owner, uint256 tableId, string statement)',
  'event RunSQL(address caller, bool isOwner, uint256 tableId, string statement, Policy policy)',
  'error Unauthorized()',
  'error MaxQuerySizeExceeded(uint256 querySize, uint256 maxQuerySize)',
  'function create(address owner, string[] statements) payable returns (uint256[])',
  'function mutate(address caller, Statement[] statements) payable',
  'function setController(address caller, uint256 tableId, address controller)',
  'function lockController(address caller, uint256 tableId)',
  'function getController(uint256 tableId) view returns (address)',
]);

/** Where the registry stands, by chain id: Base and Base Sepolia. */
export const TABLELAND_REGISTRIES: Readonly<Record<number, Address>> = {
  8453: '0x8268F7Aba0E152B3A853e8CB4Ab9795Ec66c2b6B',
  84532: '0xA85aAE9f0Aec5F5638E5F13840797303Ab29c9f9',
};

/** Where contracts/src/AppendOnlyPolicy.sol is, on every chain: its address follows from its code (CREATE2, salt 0), and a test compiles it again. */
export const APPEND_ONLY_POLICY: Address = '0xD5AbDe45A066d524387f16505BC1a999636393f0';
