import { createPublicClient, custom, numberToHex, type PublicClient } from 'viem';
import { describe, expect, it } from 'vitest';
import { askBoth } from './ask-both.ts';

/** A node at block `head` that tells everybody the same gas price, or answers nothing. */
function nodeAt(head: number, price: bigint | null, chain = 8453): PublicClient {
  const request = async ({ method }: { method: string }) => {
    if (method === 'eth_chainId') return numberToHex(chain);
    if (method === 'eth_blockNumber') return numberToHex(head);
    if (price === null) throw new Error('out of order');
    return numberToHex(price);
  };
  return createPublicClient({ cacheTime: 0, transport: custom({ request }, { retryCount: 0 }) });
}

/** Which blocks were asked about, and what came of it. */
async function ask(first: PublicClient, witness?: PublicClient, agree?: (a: bigint, b: bigint) => bigint | 'differs') {
  const blocks: (bigint | undefined)[] = [];
  const price = (node: PublicClient, block?: bigint) => {
    blocks.push(block);
    return node.getGasPrice();
  };
  const answer = await askBoth({ first, witness }, 'simulation', price, agree).catch(({ code, status, facts }) => ({
    code,
    status,
    facts,
  }));
  return { answer, blocks };
}

describe('two nodes', () => {
  it('are asked about the newest block that both have, and their one answer is taken', async () => {
    expect(await ask(nodeAt(110, 7n), nodeAt(100, 7n))).toEqual({ answer: 7n, blocks: [100n, 100n] });
    expect(await ask(nodeAt(100, 7n), nodeAt(110, 7n))).toEqual({ answer: 7n, blocks: [100n, 100n] });
  });

  it('that differ are no answer, unless it is said what two answers come to', async () => {
    const { answer } = await ask(nodeAt(100, 7n), nodeAt(100, 8n));
    expect(answer).toMatchObject({
      code: 'witness/differs',
      status: 503,
      facts: { question: 'simulation', first: '"7"', witness: '"8"' },
    });
    expect((await ask(nodeAt(100, 7n), nodeAt(100, 8n), (a, b) => a + b)).answer).toBe(15n);
  });

  it('too far apart, or of two chains, are asked nothing', async () => {
    expect((await ask(nodeAt(115, 7n), nodeAt(100, 7n))).answer).toBe(7n);
    expect(await ask(nodeAt(116, 7n), nodeAt(100, 7n))).toMatchObject({ answer: { code: 'witness/apart' }, blocks: [] });
    expect(await ask(nodeAt(100, 7n), nodeAt(100, 7n, 1))).toMatchObject({ answer: { code: 'witness/differs' }, blocks: [] });
  });

  it('of which the second is silent are no answer; the first one’s failure is its own', async () => {
    expect((await ask(nodeAt(100, 7n), nodeAt(100, null))).answer).toMatchObject({ code: 'witness/silent', status: 503 });
    expect((await ask(nodeAt(100, null), nodeAt(100, 7n))).answer).not.toMatchObject({ code: 'witness/silent' });
  });
});

it('takes one node’s word where there is no other, about no block in particular', async () => {
  expect(await ask(nodeAt(100, 7n))).toEqual({ answer: 7n, blocks: [undefined] });
});
