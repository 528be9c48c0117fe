import type { Address } from 'viem';

/** Where each contract stands on Base, and so on the local chain: Uniswap v4 and its company are real, the last four are stand-ins. */
export const ADDRESSES = {
  permit2: '0x000000000022D473030F116dDEE9F6B43aC78BA3',
  weth: '0x4200000000000000000000000000000000000006',
  poolManager: '0x498581fF718922c3f8e6A244956aF099B2652b2b',
  stateView: '0xA3c0c9b65baD0b08107Aa264b0f3dB444b867A71',
  quoter: '0x0d5e0F971ED27FBfF6c2837bf31316121532048D',
  positionManager: '0x7C5f5A4bBd8fD63184577525326123B519429bDc',
  universalRouter: '0x6fF5693b99212Da76ad316178A184AB56D299b43',
  coinFactory: '0x777777751622c0d3258f214F9DF38E35BF45baF3',
  coinHook: '0x0469a4Bd3724DC86C9542F4694c976DA13C450c0',
  ethUsdFeed: '0x71041dddad3595F9CEd3DcCFBe3D1F4b0a16Bb70',
  multicall3: '0xcA11bde05977b3631167028862bE2a173976CA11',
} as const satisfies Record<string, Address>;

/** Addresses that exist on the local chain alone. */
export const LOCAL_ADDRESSES = {
  /** The code that every coin is a clone of. */
  coinImplementation: '0x00000000000000000000000000000000C011c011',
  /** Receive the protocol's and Doppler's share of the fees; nobody holds their keys. */
  protocolRewards: '0x00000000000000000000000000000000000F0001',
  dopplerRewards: '0x00000000000000000000000000000000000f0002',
} as const satisfies Record<string, Address>;

/** Deploys what it is sent, after a salt, by CREATE2: the same code has the same address on every chain. anvil has it from the start, as Base does. */
export const CREATE2_DEPLOYER: Address = '0x4e59b44847b379578588920cA78FbF26c0B4956C';
