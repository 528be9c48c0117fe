import { coinFactoryABI, encodeMultiCurvePoolConfig } from '@zoralabs/protocol-deployments';
import { type Abi, type AbiEvent, type AbiFunction, type Address, toEventSelector, toFunctionSelector } from 'viem';
import { describe, expect, it } from 'vitest';
import { COIN_FACTORY_ABI, checkDeployCall, type DeployIntent, deployCall, type LaunchCall } from './deploy-call.ts';
import { ETH_CURVE, encodePoolConfig } from './pool-config.ts';

const factory: Address = '0x777777751622c0d3258f214F9DF38E35BF45baF3';
const intent: DeployIntent = {
  owner: '0x000000000000000000000000000000000000b0b0',
  payout: '0x00000000000000000000000000000000000face5',
  uri: 'ipfs://bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy',
  name: 'Night bus home',
  symbol: 'NIGHTBUS',
  platformReferrer: '0x0000000000000000000000000000000000001234',
  salt: `0x${'5a'.repeat(32)}`,
};
const other: Address = '0x0000000000000000000000000000000000000bad';

describe('the call that makes a coin', () => {
  it('speaks the published ABI', () => {
    const published = (coinFactoryABI as Abi).map(item =>
      item.type === 'function'
        ? toFunctionSelector(item as AbiFunction)
        : item.type === 'event'
          ? toEventSelector(item as AbiEvent)
          : '',
    );
    for (const item of COIN_FACTORY_ABI) {
      expect(published).toContain(item.type === 'function' ? toFunctionSelector(item) : toEventSelector(item));
    }
    expect(encodePoolConfig(ETH_CURVE)).toBe(encodeMultiCurvePoolConfig(ETH_CURVE));
  });

  it('passes its own check', () => {
    expect(() => checkDeployCall(deployCall(factory, intent), factory, intent)).not.toThrow();
  });

  it('is refused when anything in it is not what was agreed to', () => {
    const changed: Partial<DeployIntent>[] = [
      { payout: other },
      { owner: other },
      { uri: 'ipfs://other' },
      { name: 'Night bus' },
      { symbol: 'NIGHT' },
      { platformReferrer: other },
      { salt: `0x${'5b'.repeat(32)}` },
    ];
    const calls: LaunchCall[] = changed.map(change => deployCall(factory, { ...intent, ...change }));
    const good = deployCall(factory, intent);
    calls.push(
      { ...good, to: other },
      { ...good, value: 1n },
      { ...good, data: '0xdeadbeef' },
      { ...good, data: good.data.replace(/^0x.{8}/, '0xa9059cbb') as never },
    );
    for (const call of calls) expect(() => checkDeployCall(call, factory, intent)).toThrow('does not sign this');
  });
});
