import { type Address, type Hex, parseEther, toHex } from 'viem';
import { mnemonicToAccount } from 'viem/accounts';

/** The mnemonic that every anvil uses. Its keys are public: they are worth nothing and belong on a local chain alone. */
const MNEMONIC = 'test test test test test test test test test test test junk';

export type LocalAccount = { address: Address; privateKey: Hex };

/** How many accounts anvil is asked to fund: the roles below and the audience. */
export const ACCOUNT_COUNT = 30;
const FIRST_TRADER = 6;

function accountAt(addressIndex: number): LocalAccount {
  const account = mnemonicToAccount(MNEMONIC, { addressIndex });
  const { privateKey } = account.getHdKey();
  if (!privateKey) throw new Error(`No key for account ${addressIndex}`);
  return { address: account.address, privateKey: toHex(privateKey) };
}

/** Who holds which of the test keys. */
export const ACCOUNTS = {
  /** Puts the contracts in place and owns the price feed. */
  deployer: accountAt(0),
  /** The server's wallet: it pays for launches. */
  launchWallet: accountAt(1),
  /** Gets the platform's share of the fees. */
  platformReferrer: accountAt(2),
  creator: accountAt(3),
  fan: accountAt(4),
  newcomer: accountAt(5),
  /** Publishes records of who made what; behind those that anvil funds. */
  recordsPublisher: accountAt(ACCOUNT_COUNT),
  /** Owns the tables of records in Tableland. */
  tablelandPublisher: accountAt(ACCOUNT_COUNT + 1),
  /** The audience: people who trade. */
  traders: Array.from({ length: ACCOUNT_COUNT - FIRST_TRADER }, (_, i) => accountAt(FIRST_TRADER + i)),
};

/** What those who appear on a screen own at first, in wei; the others keep anvil's 10,000 ETH. */
export const FIRST_BALANCES: [Address, bigint][] = [
  [ACCOUNTS.launchWallet.address, parseEther('0.25')],
  [ACCOUNTS.platformReferrer.address, 0n],
  [ACCOUNTS.recordsPublisher.address, parseEther('0.1')],
  [ACCOUNTS.tablelandPublisher.address, parseEther('0.1')],
  [ACCOUNTS.creator.address, parseEther('2')],
  [ACCOUNTS.fan.address, parseEther('2')],
  [ACCOUNTS.newcomer.address, parseEther('2')],
  ...ACCOUNTS.traders.map(({ address }): [Address, bigint] => [address, parseEther('100')]),
];
