import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Abi, Hex } from 'viem';
import type { Artifact } from './compile.ts';

const require = createRequire(import.meta.url);
const PERIPHERY = '@uniswap/v4-periphery/foundry-out';

/** Uniswap's contracts as Uniswap compiled them: they ship inside its npm packages. */
export const uniswapArtifacts = {
  poolManager: () => load('@uniswap/v4-core/out/PoolManager.sol/PoolManager.json'),
  stateView: () => load(`${PERIPHERY}/StateView.sol/StateView.json`),
  quoter: () => load(`${PERIPHERY}/V4Quoter.sol/V4Quoter.json`),
  positionManager: () => load(`${PERIPHERY}/PositionManager.sol/PositionManager.json`),
  weth: () => load(`${PERIPHERY}/WETH.sol/WETH.default.json`),
  universalRouter: () => load('@uniswap/universal-router/artifacts/contracts/UniversalRouter.sol/UniversalRouter.json'),
};

const EAS = '@ethereum-attestation-service/eas-contracts/artifacts/contracts';

/** The Ethereum Attestation Service, as its package ships it. */
export const easArtifacts = {
  eas: () => load(`${EAS}/EAS.sol/EAS.json`),
  schemaRegistry: () => load(`${EAS}/SchemaRegistry.sol/SchemaRegistry.json`),
};

/** Zora's hook as its package has it; by its place, since the package exports other files alone. */
export function hookAbi(): Abi {
  const file = new URL('../../node_modules/@zoralabs/limit-orders/abis/IZoraV4CoinHook.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Permit2 as it runs on every chain: its package has it as a literal in the script that tests use. */
export function permit2Runtime(): Hex {
  const source = readFileSync(require.resolve('@uniswap/v4-periphery/lib/permit2/test/utils/DeployPermit2.sol'), 'utf8');
  const literal = /hex"([0-9a-f]+)"/.exec(source)?.[1];
  if (!literal) throw new Error('DeployPermit2.sol no longer holds the bytecode of Permit2');
  return `0x${literal}`;
}

/** Foundry writes `bytecode.object`, Hardhat `bytecode`. */
function load(path: string): Artifact {
  const { abi, bytecode } = require(path) as { abi: Abi; bytecode: Hex | { object: Hex } };
  return { abi, bytecode: typeof bytecode === 'string' ? bytecode : bytecode.object };
}
