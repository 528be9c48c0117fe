const DECIMALS = 18;

/** What somebody typed, in wei: digits with one point or comma. Null when it is no amount, has more than 18 decimals, or is zero. */
export function parseAmount(typed: string): bigint | null {
  const match = /^(\d*)(?:[.,](\d{0,18}))?$/.exec(typed.trim());
  if (!match) return null;
  const [, whole = '', part = ''] = match;
  if (whole.length + part.length === 0 || whole.length > 30) return null;
  const amount = BigInt(whole || '0') * 10n ** BigInt(DECIMALS) + BigInt(part.padEnd(DECIMALS, '0') || '0');
  return amount > 0n ? amount : null;
}

/** An amount in wei as a person would type it: all digits, no zeros at the end. */
export function typedAmount(amount: bigint): string {
  const text = amount.toString().padStart(DECIMALS + 1, '0');
  const part = text.slice(-DECIMALS).replace(/0+$/, '');
  return part ? `${text.slice(0, -DECIMALS)}.${part}` : text.slice(0, -DECIMALS);
}

/** `amount` rounded down to so many decimals, for offers such as "Use 0.084 ETH instead". */
export function roundDown(amount: bigint, decimals: number): bigint {
  const step = 10n ** BigInt(DECIMALS - decimals);
  return (amount / step) * step;
}

/** `amount` rounded down to so many significant digits. */
export function roundDownSignificant(amount: bigint, digits: number): bigint {
  const length = amount.toString().length;
  if (length <= digits) return amount;
  const step = 10n ** BigInt(length - digits);
  return (amount / step) * step;
}
