import fc from 'fast-check';
import { type Address, type ContractFunctionArgs, getContractAddress, type Hex, parseEther, zeroAddress, zeroHash } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkSplit, MOST_PARTS, type Split, WHOLE_BPS } from '../../shared/launches/split.ts';
import { SPLITTER_FACTORY, SPLITTER_FACTORY_ABI, splitterAddress, splitterCall } from '../../shared/launches/splitter.ts';
import { CREATE2_DEPLOYER } from './addresses.ts';
import { type Artifact, compileContracts } from './compile.ts';
import { startTestChain, type TestChain } from './testing/test-chain.ts';

const ETHER = zeroAddress;
let test: TestChain;
let contracts: Record<string, Artifact>;
beforeAll(async () => {
  test = await startTestChain(30_700);
  ({ contracts } = await compileContracts(test.config));
});
afterAll(() => test?.stop());

const account = (n: number) => `0x${n.toString(16).padStart(40, '5')}` as Address;
const artifact = (name: string) => {
  const found = contracts[name];
  if (!found) throw new Error(`no ${name}`);
  return found;
};
const payer = () => test.chain.clients.walletOf(test.chain.accounts.deployer);
async function done(hash: Hex) {
  const receipt = await test.chain.clients.read.waitForTransactionReceipt({ hash });
  if (receipt.status !== 'success') throw new Error('it reverted');
  return receipt;
}
async function deploy(name: string): Promise<Address> {
  const { abi, bytecode } = artifact(name);
  const { contractAddress } = await done(await payer().deployContract({ abi, bytecode }));
  return contractAddress as Address;
}
async function makeSplitter(split: Split): Promise<Address> {
  const { to, data } = splitterCall(split);
  await done(await payer().sendTransaction({ to, data }));
  return splitterAddress(split);
}
const read = <T = bigint>(address: Address, name: string, functionName: string, args: unknown[] = []) =>
  test.chain.clients.read.readContract({
    address,
    abi: artifact(name).abi,
    functionName,
    args: args as ContractFunctionArgs,
  }) as Promise<T>;
const write = async (address: Address, name: string, functionName: string, args: unknown[] = []) =>
  done(await payer().writeContract({ address, abi: artifact(name).abi, functionName, args }));
const release = (splitter: Address, token: Address, to: Address) => write(splitter, 'PayoutSplitter', 'release', [token, to]);
const due = (splitter: Address, token: Address, to: Address) => read(splitter, 'PayoutSplitter', 'due', [token, to]);
const balance = (address: Address) => test.chain.clients.read.getBalance({ address });
const pay = async (to: Address, value: bigint) => done(await payer().sendTransaction({ to, value }));

describe('the splitter factory', () => {
  it('is where its code says, on this chain as on every other', async () => {
    const { bytecode } = artifact('SplitterFactory');
    expect(getContractAddress({ opcode: 'CREATE2', from: CREATE2_DEPLOYER, salt: zeroHash, bytecode })).toBe(SPLITTER_FACTORY);
    expect((await test.chain.clients.read.getCode({ address: SPLITTER_FACTORY }))?.length).toBeGreaterThan(100);
  });

  it('makes a splitter where we compute it, once, whoever asks', async () => {
    for (const size of [2, 3, MOST_PARTS]) {
      const each = Math.floor(WHOLE_BPS / size);
      const split = checkSplit(
        Array.from({ length: size }, (_, i) => ({
          account: account(i + 1),
          bps: i === 0 ? WHOLE_BPS - each * (size - 1) : each,
        })),
      );
      const said = await test.chain.clients.read.readContract({
        address: SPLITTER_FACTORY,
        abi: SPLITTER_FACTORY_ABI,
        functionName: 'splitterOf',
        args: [split],
      });
      expect(said.toLowerCase()).toBe(splitterAddress(split));
      await pay(said, 1_000n);
      const splitter = await makeSplitter(split);
      await makeSplitter(split);
      expect(await due(splitter, ETHER, account(2))).toBe((1_000n * BigInt(each)) / 10_000n);
    }
  });

  it.each([
    ['one part', [{ account: account(1), bps: 10_000 }], 'WrongNumberOfParts'],
    [
      'more than it takes',
      Array.from({ length: 17 }, (_, i) => ({ account: account(i + 1), bps: i ? 588 : 592 })),
      'WrongNumberOfParts',
    ],
    [
      'too little',
      [
        { account: account(1), bps: 5_000 },
        { account: account(2), bps: 4_999 },
      ],
      'PartsDoNotSumToWhole',
    ],
    [
      'another order',
      [
        { account: account(2), bps: 5_000 },
        { account: account(1), bps: 5_000 },
      ],
      'PartsOutOfOrder',
    ],
    [
      'an account twice',
      [
        { account: account(1), bps: 5_000 },
        { account: account(1), bps: 5_000 },
      ],
      'PartsOutOfOrder',
    ],
    [
      'nobody',
      [
        { account: zeroAddress, bps: 5_000 },
        { account: account(1), bps: 5_000 },
      ],
      'PartWithoutAccount',
    ],
    [
      'a part of nothing',
      [
        { account: account(1), bps: 10_000 },
        { account: account(2), bps: 0 },
      ],
      'PartWithoutShare',
    ],
  ])('refuses %s', async (_, parts, error) => {
    await expect(write(SPLITTER_FACTORY, 'SplitterFactory', 'create', [parts])).rejects.toThrow(error);
  });
});

describe('a splitter', () => {
  it('pays each part in ether and tokens to the wei, whatever the order, and keeps less than a wei a part', async () => {
    const token = await deploy('HookedToken');
    const step = fc.record({
      pays: fc.boolean(),
      inToken: fc.boolean(),
      amount: fc.bigInt({ min: 1n, max: 10n ** 20n }),
      who: fc.nat(4),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 2_000 }), { minLength: 1, maxLength: 4 }),
        fc.array(step, { maxLength: 8 }),
        async (bps, steps) => {
          run++;
          const rest = WHOLE_BPS - bps.reduce((sum, part) => sum + part, 0);
          const split = checkSplit([rest, ...bps].map((part, i) => ({ account: account(1_000 * run + i + 1), bps: part })));
          const splitter = await makeSplitter(split);
          const came = { [ETHER]: 0n, [token]: 0n };
          const held = (currency: Address, who: Address) =>
            currency === ETHER ? balance(who) : read(token, 'HookedToken', 'balanceOf', [who]);
          for (const { pays, inToken, amount, who } of steps) {
            const currency = inToken ? token : ETHER;
            const to = split[who % split.length]?.account as Address;
            if (!pays) {
              if ((await due(splitter, currency, to)) > 0n) await release(splitter, currency, to);
              continue;
            }
            came[currency] = (came[currency] ?? 0n) + amount;
            await (inToken ? write(token, 'HookedToken', 'mint', [splitter, amount]) : pay(splitter, amount));
          }
          for (const currency of [ETHER, token]) {
            let paid = 0n;
            for (const part of split) {
              if ((await due(splitter, currency, part.account)) > 0n) await release(splitter, currency, part.account);
              const got = await held(currency, part.account);
              expect(got).toBe(((came[currency] ?? 0n) * BigInt(part.bps)) / 10_000n);
              paid += got;
            }
            const left = await held(currency, splitter);
            expect(paid + left).toBe(came[currency]);
            expect(left).toBeLessThan(BigInt(split.length));
          }
        },
      ),
      { seed: 11, numRuns: 12 },
    );
  });

  it('pays nobody twice who asks again while being paid, in ether or in a token that calls back', async () => {
    const greedy = await deploy('GreedyPart');
    const token = await deploy('HookedToken');
    const split = checkSplit([
      { account: greedy, bps: 3_000 },
      { account: account(77), bps: 7_000 },
    ]);
    const splitter = await makeSplitter(split);
    await pay(splitter, parseEther('1'));
    await release(splitter, ETHER, greedy);
    expect(await read<boolean>(greedy, 'GreedyPart', 'askedAgain')).toBe(false);
    expect(await balance(greedy)).toBe(parseEther('0.3'));
    await write(token, 'HookedToken', 'mint', [splitter, 1_000n]);
    await write(token, 'HookedToken', 'setAgain', [greedy]);
    await release(splitter, token, greedy);
    expect(await read<boolean>(token, 'HookedToken', 'askedAgain')).toBe(false);
    expect(await read(token, 'HookedToken', 'balanceOf', [greedy])).toBe(300n);
  });

  it('lets an account that cannot be paid hold up nobody, and keeps its part', async () => {
    const greedy = await deploy('GreedyPart');
    const splitter = await makeSplitter(
      checkSplit([
        { account: greedy, bps: 5_000 },
        { account: account(88), bps: 5_000 },
      ]),
    );
    await write(greedy, 'GreedyPart', 'setRefuses', [true]);
    await pay(splitter, 1_000n);
    await expect(release(splitter, ETHER, greedy)).rejects.toThrow('PaymentFailed');
    await release(splitter, ETHER, account(88));
    expect(await balance(account(88))).toBe(500n);
    expect(await due(splitter, ETHER, greedy)).toBe(500n);
  });

  it('counts what leaves it, also of a token that returns nothing and keeps a fee on the way', async () => {
    const token = await deploy('OddToken');
    let run = 0;
    const amount = fc.bigInt({ min: 1n, max: 10n ** 30n });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9_999 }),
        fc.integer({ min: 0, max: 3_000 }),
        fc.array(fc.tuple(amount, fc.nat(1)), { minLength: 1, maxLength: 4 }),
        async (bps, fee, payments) => {
          const base = 500_000 + 10 * run++;
          const split = checkSplit([
            { account: account(base), bps },
            { account: account(base + 1), bps: WHOLE_BPS - bps },
          ]);
          const splitter = await makeSplitter(split);
          await write(token, 'OddToken', 'setFee', [BigInt(fee)]);
          let came = 0n;
          for (const [value, who] of payments) {
            await write(token, 'OddToken', 'mint', [splitter, value]);
            came += value;
            const to = split[who]?.account as Address;
            if ((await due(splitter, token, to)) > 0n) await release(splitter, token, to);
          }
          let left = came;
          for (const part of split) {
            if ((await due(splitter, token, part.account)) > 0n) await release(splitter, token, part.account);
            const sent = await read(splitter, 'PayoutSplitter', 'released', [token, part.account]);
            expect(sent).toBe((came * BigInt(part.bps)) / 10_000n);
            left -= sent;
            expect(await read(token, 'OddToken', 'balanceOf', [part.account])).toBeLessThanOrEqual(sent);
          }
          expect(await read(token, 'OddToken', 'balanceOf', [splitter])).toBe(left);
          expect(left).toBeLessThan(2n);
        },
      ),
      { seed: 17, numRuns: 8 },
    );
  });

  it('pays nobody more than is there when a token takes balances away, and goes on when more comes', async () => {
    const token = await deploy('OddToken');
    const [one, other] = [account(700), account(701)];
    const splitter = await makeSplitter(
      checkSplit([
        { account: one, bps: 5_000 },
        { account: other, bps: 5_000 },
      ]),
    );
    await write(token, 'OddToken', 'mint', [splitter, 100n]);
    await release(splitter, token, one);
    await write(token, 'OddToken', 'shrink', [splitter, 40n]);
    // Who was paid before the loss has had more than half of what is left.
    expect(await due(splitter, token, one)).toBe(0n);
    await expect(release(splitter, token, other)).rejects.toThrow();
    await write(token, 'OddToken', 'mint', [splitter, 40n]);
    await release(splitter, token, other);
    expect(await read(token, 'OddToken', 'balanceOf', [other])).toBe(50n);
    // Other currencies are not touched by it.
    await pay(splitter, 10n);
    await release(splitter, ETHER, other);
    expect(await balance(other)).toBe(5n);
  });

  it('gives strangers nothing, and the original takes nothing', async () => {
    const splitter = await makeSplitter(
      checkSplit([
        { account: account(90), bps: 1 },
        { account: account(91), bps: 9_999 },
      ]),
    );
    await pay(splitter, 9_999n);
    await expect(release(splitter, ETHER, account(92))).rejects.toThrow('NothingDue');
    // Less than a wei is due; with one more it is one.
    expect(await due(splitter, ETHER, account(90))).toBe(0n);
    await pay(splitter, 1n);
    expect(await due(splitter, ETHER, account(90))).toBe(1n);
    const original = await read<Address>(SPLITTER_FACTORY, 'SplitterFactory', 'original');
    await expect(pay(original, 1n)).rejects.toThrow();
    await expect(release(original, ETHER, account(90))).rejects.toThrow('NotASplitter');
  });
});
