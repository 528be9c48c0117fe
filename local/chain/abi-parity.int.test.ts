import { readFileSync } from 'node:fs';
import { coinABI, coinFactoryABI } from '@zoralabs/protocol-deployments';
import { type Abi, type AbiItem, multicall3Abi, toEventSelector, toFunctionSelector } from 'viem';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Compiled, compileContracts } from './compile.ts';
import { testConfig } from './testing/test-chain.ts';

/** A published ABI, alone or inside an artifact. Read by path, since not every package exports its files. */
function abiOf(path: string): Abi {
  const found = JSON.parse(readFileSync(new URL(`../../node_modules/${path}`, import.meta.url), 'utf8')) as Abi | { abi: Abi };
  return 'abi' in found ? found.abi : found;
}

/** A function by its selector, what it returns and whether it may change state; an event by its topic and what is indexed. */
function signatureOf(item: AbiItem): string[] {
  if (item.type === 'function') {
    const outputs = item.outputs.map(typeOf).join();
    return [
      `${item.name} ${toFunctionSelector(item)} ${item.stateMutability === 'pure' ? 'view' : item.stateMutability} → ${outputs}`,
    ];
  }
  if (item.type === 'event') return [`${item.name} ${toEventSelector(item)} ${item.inputs.map(i => i.indexed).join()}`];
  if (item.type === 'error')
    return [`${item.name} ${toFunctionSelector({ ...item, type: 'function', outputs: [], stateMutability: 'view' })}`];
  return [];
}

type Parameter = { type: string; components?: readonly Parameter[] };
const typeOf = ({ type, components }: Parameter): string =>
  components ? `${type.replace('tuple', '')}(${components.map(typeOf).join()})` : type;

const names = (signatures: string[]) => signatures.map(signature => signature.split(' ')[0]);

let compiled: Compiled;
beforeAll(async () => {
  const { config, remove } = await testConfig(27_000);
  compiled = await compileContracts(config);
  await remove();
});

function compare(contract: string, theirs: Abi, own: string[] = []) {
  const known = new Set(theirs.flatMap(signatureOf));
  const ours = (compiled.contracts[contract]?.abi ?? []).flatMap(signatureOf);
  expect(ours.length).toBeGreaterThan(own.length);
  const unknown = ours.filter(signature => !known.has(signature));
  expect(names(unknown).sort()).toEqual(own.sort());
  return names(ours).sort();
}

describe("The stand-ins speak Zora's published ABIs and nothing else", () => {
  it('the factory', () => {
    expect(compare('ZoraFactoryStandIn', coinFactoryABI)).toMatchInlineSnapshot(`
      [
        "ArrayLengthMismatch",
        "CoinCreatedV4",
        "ConfigTickLowerMustBeLessThanTickUpper",
        "EthTransferInvalid",
        "FailedDeployment",
        "InsufficientBalance",
        "InvalidConfig",
        "InvalidHook",
        "InvalidPoolVersion",
        "MaxShareToBeSoldExceeded",
        "NumDiscoveryPositionsOutOfRange",
        "ZeroDiscoveryPositions",
        "ZeroDiscoverySupplyShare",
        "coinAddress",
        "coinV4Impl",
        "contentCoinHook",
        "contractName",
        "contractVersion",
        "deploy",
        "getVersionForDeployedCoin",
        "hook",
      ]
    `);
  });

  it('the content coin', () => {
    expect(compare('ContentCoinStandIn', coinABI)).toMatchInlineSnapshot(`
      [
        "AddressZero",
        "AlreadyOwner",
        "Approval",
        "CoinPayoutRecipientUpdated",
        "CoinTransfer",
        "ContractMetadataUpdated",
        "ContractURIUpdated",
        "DOMAIN_SEPARATOR",
        "ECDSAInvalidSignature",
        "ECDSAInvalidSignatureLength",
        "ECDSAInvalidSignatureS",
        "ERC20InsufficientAllowance",
        "ERC20InsufficientBalance",
        "ERC20InvalidApprover",
        "ERC20InvalidReceiver",
        "ERC20InvalidSender",
        "ERC20InvalidSpender",
        "ERC2612ExpiredSignature",
        "ERC2612InvalidSigner",
        "InvalidAccountNonce",
        "InvalidInitialization",
        "NameAndSymbolUpdated",
        "NameIsRequired",
        "NotOwner",
        "OneOwnerRequired",
        "OnlyOwner",
        "OwnerCannotBeAddressZero",
        "OwnerUpdated",
        "Transfer",
        "UseRevokeOwnershipToRemoveSelf",
        "addOwner",
        "allowance",
        "approve",
        "balanceOf",
        "burn",
        "contractURI",
        "contractVersion",
        "creationInfo",
        "currency",
        "decimals",
        "dopplerFeeRecipient",
        "getPoolConfiguration",
        "getPoolKey",
        "hooks",
        "initialize",
        "isOwner",
        "name",
        "nonces",
        "owners",
        "payoutRecipient",
        "permit",
        "platformReferrer",
        "poolManager",
        "protocolRewardRecipient",
        "removeOwner",
        "revokeOwnership",
        "setContractURI",
        "setNameAndSymbol",
        "setPayoutRecipient",
        "supportsInterface",
        "symbol",
        "tokenURI",
        "totalSupply",
        "totalSupplyForPositions",
        "transfer",
        "transferFrom",
      ]
    `);
  });

  it('the hook, with the callbacks that Uniswap calls', () => {
    const theirs = [
      ...abiOf('@zoralabs/limit-orders/abis/IZoraV4CoinHook.json'),
      ...abiOf('@zoralabs/limit-orders/abis/IHooks.json'),
      ...abiOf('@uniswap/v4-core/out/IUnlockCallback.sol/IUnlockCallback.json'),
    ];
    // Uniswap's own name for the error; what Zora's hook calls it is not published.
    expect(compare('ZoraHookStandIn', theirs, ['NotPoolManager'])).toMatchInlineSnapshot(`
      [
        "CoinMarketRewardsV4",
        "LpReward",
        "NotACoin",
        "NotPoolManager",
        "Swapped",
        "afterInitialize",
        "afterSwap",
        "beforeSwap",
        "getPoolCoin",
        "getPoolCoinByHash",
        "isTrustedMessageSender",
        "unlockCallback",
      ]
    `);
  });
});

describe('The other stand-ins', () => {
  it("Multicall3 has all of the published contract's functions", () => {
    const theirs = abiOf('@uniswap/v4-core/out/IMulticall3.sol/IMulticall3.json');
    const ours = compare('Multicall3StandIn', [...theirs, ...multicall3Abi]);
    expect(ours).toEqual(expect.arrayContaining(names(theirs.flatMap(signatureOf))));
  });

  it('the feed reads as a price feed of Chainlink and can be set by its owner', () => {
    const functions = (compiled.contracts.EthUsdFeedStandIn?.abi ?? []).flatMap(item =>
      item.type === 'function' ? signatureOf(item) : [],
    );
    expect(functions.sort()).toEqual([
      'decimals 0x313ce567 view → uint8',
      'description 0x7284e416 view → string',
      'getRoundData 0x9a6fc8f5 view → uint80,int256,uint256,uint256,uint80',
      'latestRoundData 0xfeaf968c view → uint80,int256,uint256,uint256,uint80',
      'owner 0x8da5cb5b view → address',
      'setAnswer 0x860f1383 nonpayable → ',
      'version 0x54fd4d50 view → uint256',
    ]);
  });
});
