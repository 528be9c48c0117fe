import { concatHex, parseEther, zeroAddress, zeroHash } from 'viem';
import { ACCOUNTS, FIRST_BALANCES } from './accounts.ts';
import { ADDRESSES, CREATE2_DEPLOYER, LOCAL_ADDRESSES } from './addresses.ts';
import { permit2Runtime, uniswapArtifacts } from './artifacts.ts';
import type { Clients } from './clients.ts';
import type { Artifact, Compiled } from './compile.ts';
import { deployEas } from './deploy-eas.ts';
import { place } from './place.ts';

/** Position descriptions are not needed here, so their gas limit never matters. */
const UNSUBSCRIBE_GAS_LIMIT = 300_000n;

/** Puts Uniswap v4 and the stand-ins at their addresses on Base, and hands out the first balances. For an empty chain. */
export async function deployContracts(clients: Clients, compiled: Compiled): Promise<void> {
  await deployUniswap(clients);
  await deployStandIns(clients, compiled);
  await deployOurs(clients, compiled);
  await deployEas(clients);
  for (const [address, value] of FIRST_BALANCES) await clients.test.setBalance({ address, value });
  // On Base other pools' ETH lies here. The hook takes its fee before the swapper pays, so an empty pool manager would refuse.
  await clients.test.setBalance({ address: ADDRESSES.poolManager, value: parseEther('100000') });
}

async function deployUniswap(clients: Clients): Promise<void> {
  const { permit2, weth, poolManager, stateView, quoter, positionManager, universalRouter } = ADDRESSES;
  await clients.test.setCode({ address: permit2, bytecode: permit2Runtime() });
  await place(clients, weth, uniswapArtifacts.weth());
  await place(clients, poolManager, uniswapArtifacts.poolManager(), [ACCOUNTS.deployer.address]);
  await place(clients, stateView, uniswapArtifacts.stateView(), [poolManager]);
  await place(clients, quoter, uniswapArtifacts.quoter(), [poolManager]);
  const positionArgs = [poolManager, permit2, UNSUBSCRIBE_GAS_LIMIT, zeroAddress, weth];
  await place(clients, positionManager, uniswapArtifacts.positionManager(), positionArgs);
  const routerParameters = {
    permit2,
    weth9: weth,
    v2Factory: zeroAddress,
    v3Factory: zeroAddress,
    pairInitCodeHash: zeroHash,
    poolInitCodeHash: zeroHash,
    v4PoolManager: poolManager,
    v3NFTPositionManager: zeroAddress,
    v4PositionManager: positionManager,
    spokePool: zeroAddress,
  };
  await place(clients, universalRouter, uniswapArtifacts.universalRouter(), [routerParameters]);
}

async function deployStandIns(clients: Clients, { contracts }: Compiled): Promise<void> {
  const { poolManager, universalRouter, positionManager, coinFactory, coinHook, ethUsdFeed, multicall3 } = ADDRESSES;
  const { coinImplementation, protocolRewards, dopplerRewards } = LOCAL_ADDRESSES;
  const artifact = (name: string) => artifactOf(contracts, name);
  const coinArgs = [poolManager, coinFactory, protocolRewards, dopplerRewards];
  const hookArgs = [poolManager, coinFactory, protocolRewards, dopplerRewards, [universalRouter, positionManager]];
  await place(clients, coinImplementation, artifact('ContentCoinStandIn'), coinArgs);
  await place(clients, coinFactory, artifact('ZoraFactoryStandIn'), [coinImplementation, coinHook]);
  await place(clients, coinHook, artifact('ZoraHookStandIn'), hookArgs);
  await place(clients, ethUsdFeed, artifact('EthUsdFeedStandIn'), [ACCOUNTS.deployer.address]);
  await place(clients, multicall3, artifact('Multicall3StandIn'));
}

function artifactOf(contracts: Compiled['contracts'], name: string): Artifact {
  const found = contracts[name];
  if (!found) throw new Error(`there is no contract ${name}`);
  return found;
}

/** Our own contracts come to the chain as they do anywhere: through the deployer that is at the same address on every chain. */
async function deployOurs(clients: Clients, { contracts }: Compiled): Promise<void> {
  for (const name of ['RecordRegistry', 'AppendOnlyPolicy', 'SplitterFactory']) {
    const data = concatHex([zeroHash, artifactOf(contracts, name).bytecode]);
    const hash = await clients.walletOf(ACCOUNTS.deployer).sendTransaction({ to: CREATE2_DEPLOYER, data });
    const receipt = await clients.read.waitForTransactionReceipt({ hash });
    if (receipt.status !== 'success') throw new Error(`${name} was not deployed`);
  }
}
