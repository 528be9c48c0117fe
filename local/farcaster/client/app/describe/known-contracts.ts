/** Contracts of Base that the wallet knows by name, in lower case. */
const NAMES: Record<string, string> = {
  '0x6ff5693b99212da76ad316178a184ab56d299b43': 'the Uniswap router',
  '0x000000000022d473030f116ddee9f6b43ac78ba3': 'Permit2',
  '0xca11bde05977b3631167028862be2a173976ca11': 'Multicall3',
  '0x777777751622c0d3258f214f9df38e35bf45baf3': "Zora's coin factory",
};

/** A known contract's name, or the address itself. */
export const nameOf = (address: string): string => NAMES[address.toLowerCase()] ?? address;

/** "your wallet (0x90f7…b906)" for one's own address, else what `nameOf` says: strangers' addresses are never shortened. */
export const ownOr = (address: string, own: string): string =>
  address.toLowerCase() === own.toLowerCase() ? `your wallet (${own.slice(0, 6)}…${own.slice(-4)})` : nameOf(address);
