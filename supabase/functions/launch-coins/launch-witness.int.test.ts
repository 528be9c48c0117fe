import { numberToHex } from 'viem';
import { describe, expect, it } from 'vitest';
import type { RpcFault } from '../../../local/chain/fault-proxy.ts';
import { openFaultWorld } from '../../../local/chaos/testing/fault-world.ts';
import type { LaunchPorts } from '../../../shared/launches/ports.ts';
import { splitterCall } from '../../../shared/launches/splitter.ts';

/** A node that lies the same way each time, and a witness that does not; or the other way around. */
const worlds = openFaultWorld(30_420, { witness: true });
const { clock, details, look, untilOpen, untilStatus, created, attemptsOf, world, proxy, witness, ports, alone } = worlds;

const NO_RECEIPT: RpcFault = { result: null };
/** Counts as used what is not: no receipt, and a count that has passed every nonce. */
const used = (method: string): RpcFault | null => {
  if (method === 'eth_getTransactionReceipt') return NO_RECEIPT;
  return method === 'eth_getTransactionCount' ? { result: numberToHex(900) } : null;
};

const rowOf = async (id: string) =>
  (
    await world()
      .admin`select status, nonce, last_error, error_kind, payout_address, predicted_address, consent from public.viral_queue where id = ${id}`
  )[0];
const health = async () =>
  (await world().admin`select trouble, since, failures from private.launch_health where part = 'witness'`)[0];

async function looks(times: number, ms: number, by?: LaunchPorts): Promise<void> {
  for (let call = 0; call < times; call++) await look(ms, by);
}

/** Everybody tells the truth again, and nobody waits any more for a node that was in trouble. */
async function truth(): Promise<void> {
  for (const node of [proxy(), witness()]) {
    node.decide = () => null;
    node.newest = () => null;
  }
  clock.jump(40_000);
}

async function expectOneCoin(id: string): Promise<void> {
  expect(await created(id)).toBe(1);
  expect(await ports().chain.pendingCount()).toBe(await ports().chain.minedCount());
  expect(await health()).toEqual({ trouble: null, since: null, failures: 0 });
}

/** A launch whose transaction is on record as sent and is lost on its way, to both nodes. */
async function sentAndLost(): Promise<string> {
  const id = await world().approve();
  for (const node of [proxy(), witness()])
    node.decide = method => (method === 'eth_sendRawTransaction' ? { result: `0x${'ab'.repeat(32)}` } : null);
  await untilStatus(id, 'sent');
  return id;
}

describe('a node that says each time that a nonce is used', () => {
  const lying = (method: string) => (method === 'eth_sendRawTransaction' ? { error: 'nonce too low' } : used(method));

  it('alone is believed: the transaction is given up that would have made the coin', async () => {
    const id = await sentAndLost();
    proxy().decide = lying;
    for (let call = 0; call < 40 && (await rowOf(id))?.status === 'sent'; call++) await look(5_000, alone());
    expect(await rowOf(id)).toMatchObject({ status: 'failed', last_error: 'Another transaction took the nonce.' });
    await truth();
    await untilOpen([id]);
  });

  it('ends none beside a witness: the launch waits, the operators’ line says why, and it has its one coin in the end', async () => {
    const id = await sentAndLost();
    proxy().decide = lying;
    expect((await rowOf(id))?.status).toBe('sent');
    await looks(40, 5_000);
    expect(await rowOf(id)).toMatchObject({
      status: 'sent',
      error_kind: 'network',
      last_error: expect.stringContaining('Two nodes'),
    });
    expect(await attemptsOf(id)).toBe(1);
    expect(details.at(-1)).toMatch(/^witness\/(differs|apart)/);
    expect((await health())?.trouble).toMatch(/transactions mined.*900/);
    await truth();
    await untilOpen([id]);
    await expectOneCoin(id);
  });
});

describe('the splitter that a coin pays', () => {
  const saysItIsThere =
    (splitter: unknown) =>
    (method: string, [address]: readonly unknown[]) =>
      method === 'eth_getCode' && address === splitter ? ({ result: '0x60' } as const) : null;

  it.each([
    ['the node', proxy, 'first'],
    ['the witness', witness, 'witness'],
  ] as const)('is made, though %s says each time that it is there: no coin is made before that', async (_, liar, side) => {
    const id = await world().approve({ shared: true });
    const { payout_address: splitter } = (await rowOf(id)) ?? {};
    liar().decide = saysItIsThere(splitter);
    await looks(20, 5_000);
    expect(await rowOf(id)).toMatchObject({ status: 'pinned', error_kind: 'network' });
    expect([await created(id), await attemptsOf(id)]).toEqual([0, 0]);
    expect(details.at(-1)).toContain(`"${side}":"true"`);
    await truth();
    await untilOpen([id]);
    expect(await ports().chain.hasCode(splitter)).toBe(true);
    await expectOneCoin(id);
  });

  it('is asked for once more at the end: one node does not make a launch final whose splitter a reorg took', async () => {
    const id = await world().approve({ shared: true });
    const { payout_address: splitter } = (await rowOf(id)) ?? {};
    const isThere = saysItIsThere(splitter);
    for (const node of [proxy(), witness()]) node.decide = isThere;
    await untilOpen([id]);
    await world().chain.mine(100);
    witness().decide = () => null;
    clock.jump(16_000);
    await looks(5, 40_000);
    expect(await rowOf(id)).toMatchObject({ status: 'open', error_kind: 'network' });
    proxy().decide = () => null;
    const { consent } = (await rowOf(id)) ?? {};
    await world().chain.clients.walletOf(world().chain.accounts.deployer).sendTransaction(splitterCall(consent.split));
    clock.jump(40_000);
    await untilStatus(id, 'final');
  });
});

describe('before a launch is sent', () => {
  it.each([
    ['where its coin will be', 'eth_call', { result: `0x${'00'.repeat(12)}${'ab'.repeat(20)}` }],
    ['whether it would be refused', 'eth_estimateGas', { error: 'execution reverted', code: 3 }],
    ['that nothing would refuse it', 'eth_estimateGas', { result: '0x1' }],
  ] as const)('one node does not say alone %s', async (what, method, lie) => {
    const id = await world().approve();
    const [liar, honest] = what === 'that nothing would refuse it' ? [witness(), proxy()] : [proxy(), witness()];
    liar.decide = asked => (asked === method ? lie : null);
    if (liar === witness()) honest.decide = asked => (asked === method ? { error: 'execution reverted', code: 3 } : null);
    await looks(20, 31_000);
    expect(await rowOf(id)).toMatchObject({ status: 'pinned', nonce: null, error_kind: 'network' });
    expect(await attemptsOf(id)).toBe(0);
    await truth();
    await untilOpen([id]);
    await expectOneCoin(id);
  });

  it('a node that counts transactions that do not wait leaves no number open', async () => {
    const id = await world().approve();
    const mined = await ports().chain.minedCount();
    proxy().decide = (method, [, tag]) =>
      method === 'eth_getTransactionCount' && tag === 'pending' ? { result: numberToHex(mined + 40) } : null;
    await untilOpen([id]);
    await expectOneCoin(id);
    expect(await ports().chain.minedCount()).toBe(mined + 1);
  });

  it('a count of what waits that is lower than what is mined leads to no nonce that is used', async () => {
    const { launchWallet } = world().chain.accounts;
    await world().chain.clients.walletOf(launchWallet).sendTransaction({ to: launchWallet.address });
    await world().chain.mine(1);
    const low = numberToHex((await ports().chain.minedCount()) - 1);
    const id = await world().approve();
    for (const node of [proxy(), witness()])
      node.decide = (method, [, tag]) => (method === 'eth_getTransactionCount' && tag === 'pending' ? { result: low } : null);
    await untilOpen([id]);
    expect([await created(id), await attemptsOf(id)]).toEqual([1, 1]);
    await truth();
  });

  it.each([
    ['is silent', { status: 503 }, 'witness/silent'],
    ['loses every answer', 'lost-answer', 'witness/silent'],
    ['is of another chain', { result: '0x1' }, 'witness/differs'],
  ] as const)('a witness that %s holds it up, and nothing is half done', async (_, fault, code) => {
    const id = await world().approve();
    const about = typeof fault === 'object' && 'result' in fault ? 'eth_chainId' : null;
    witness().decide = method => (about === null || method === about ? fault : null);
    await looks(8, 31_000);
    expect(await rowOf(id)).toMatchObject({ status: 'pinned', nonce: null, error_kind: 'network' });
    expect(await attemptsOf(id)).toBe(0);
    expect((await health())?.trouble).toContain(code);
    await truth();
    await untilOpen([id]);
    await expectOneCoin(id);
  });

  it('a witness that went away after a nonce was taken has it given back: nobody waits behind it', async () => {
    const id = await world().approve();
    let reserved = false;
    // The step that takes the nonce asks for what waits; the next step begins with where the coin will be.
    proxy().decide = (method, [, tag]) => {
      if (method === 'eth_getTransactionCount' && tag === 'pending') reserved = true;
      return null;
    };
    witness().decide = method => (reserved && method === 'eth_call' ? { status: 503 } : null);
    await looks(4, 31_000);
    expect(reserved).toBe(true);
    expect(await rowOf(id)).toMatchObject({ status: 'pinned', error_kind: 'network' });
    expect(await world().admin`select from private.wallet_nonces where queue_id = ${id}`).toHaveLength(0);
    await truth();
    await untilOpen([id]);
    await expectOneCoin(id);
  });
});

it('a node that takes transactions and keeps them to itself holds up no launch: the witness is told of them, too', async () => {
  const id = await world().approve();
  proxy().decide = method => (method === 'eth_sendRawTransaction' ? { result: `0x${'ab'.repeat(32)}` } : null);
  witness().decide = method => (method === 'eth_sendRawTransaction' ? 'lost-answer' : null);
  await untilOpen([id]);
  expect(details).toEqual([]);
  await expectOneCoin(id);
});

describe('a coin', () => {
  it('is not believed by one node’s receipt, nor taken back by one node’s word', async () => {
    const id = await world().approve();
    witness().decide = method => (method === 'eth_getTransactionReceipt' ? NO_RECEIPT : null);
    await looks(10, 5_000);
    expect(await rowOf(id)).toMatchObject({ status: 'sent', error_kind: 'network' });
    expect(details.at(-1)).toMatch(/witness\/differs.*receipt/);
    await truth();
    await untilOpen([id]);
    await expectOneCoin(id);

    proxy().decide = method => {
      if (method === 'eth_getTransactionReceipt') return NO_RECEIPT;
      return method === 'eth_getBlockByNumber' ? { result: { hash: `0x${'cd'.repeat(32)}`, number: '0x1' } } : null;
    };
    await looks(6, 31_000);
    expect(await rowOf(id)).toMatchObject({ status: 'open', error_kind: 'network' });
    await truth();
    await world().chain.mine(100);
    await untilStatus(id, 'final');
  });

  it('is final when both nodes say so', async () => {
    const id = await world().approve();
    await untilOpen([id]);
    const ahead = numberToHex((await world().chain.clients.read.getBlockNumber()) + 500n);
    proxy().decide = (method, [tag]) =>
      method === 'eth_getBlockByNumber' && tag === 'finalized'
        ? { result: { number: ahead, hash: `0x${'cd'.repeat(32)}`, timestamp: '0x1', transactions: [] } }
        : null;
    await looks(6, 31_000);
    expect(await rowOf(id)).toMatchObject({ status: 'open' });
    await world().chain.mine(100);
    await untilStatus(id, 'final');
  });
});

describe('two nodes that do not know the same blocks', () => {
  it.each([
    ['the witness', witness],
    ['the node', proxy],
  ] as const)('differ in nothing while %s is a block behind', async (_, slow) => {
    const id = await world().approve();
    const head = async () => Number(await world().chain.clients.read.getBlockNumber());
    let newest = await head();
    slow().newest = () => newest;
    for (let call = 0; call < 60 && (await rowOf(id))?.status !== 'open'; call++) {
      await look(1_000);
      newest = (await head()) - 1;
      if (call > 4) await world().chain.mine(1);
    }
    expect(await rowOf(id)).toMatchObject({ status: 'open' });
    expect(details).toEqual([]);
    for (const node of [proxy(), witness()]) node.newest = () => null;
    await expectOneCoin(id);
  });

  it('are no two witnesses of anything when one is half an hour behind: the launch waits', async () => {
    const id = await world().approve();
    const stale = Number(await world().chain.clients.read.getBlockNumber());
    await world().chain.mine(900);
    witness().newest = () => stale;
    await looks(8, 31_000);
    expect(await rowOf(id)).toMatchObject({ status: 'pinned', error_kind: 'network' });
    expect((await health())?.trouble).toContain('witness/apart');
    await truth();
    await untilOpen([id]);
    await expectOneCoin(id);
  });
});
