import { encodeFunctionResult, erc20Abi } from 'viem';
import { expect, it, vi } from 'vitest';
import { lookUpToken } from './rpc.ts';

vi.mock('./config.ts', () => ({
  config: { rpcUrl: 'http://chain.test' },
  currentUser: { privateKey: `0x${'01'.repeat(32)}` },
}));

const TOKEN = `0x${'ab'.repeat(20)}` as const;

it('asks a token that did not answer again, and one that did no more', async () => {
  let asked = 0;
  let away = true;
  vi.stubGlobal('fetch', async (_: string, { body }: { body: string }) => {
    asked += 1;
    const { id, params } = JSON.parse(body);
    const symbol = params[0].data.startsWith('0x95d89b41');
    const result = symbol
      ? encodeFunctionResult({ abi: erc20Abi, functionName: 'symbol', result: 'NIGHT' })
      : encodeFunctionResult({ abi: erc20Abi, functionName: 'decimals', result: 18 });
    return Response.json({ jsonrpc: '2.0', id, ...(away ? { error: { code: 3, message: 'no' } } : { result }) });
  });
  expect(await lookUpToken(TOKEN)).toBeNull();
  away = false;
  expect(await lookUpToken(TOKEN)).toEqual({ symbol: 'NIGHT', decimals: 18 });
  const before = asked;
  expect(await lookUpToken(TOKEN)).toEqual({ symbol: 'NIGHT', decimals: 18 });
  expect(asked).toBe(before);
  vi.unstubAllGlobals();
});
