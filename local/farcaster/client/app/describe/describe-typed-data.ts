import type { Address } from 'viem';
import { describeAmount, isEther, timeLeft } from './amounts.ts';
import type { Description, LookUpToken } from './description.ts';
import { nameOf } from './known-contracts.ts';

export type TypedData = {
  domain: Record<string, unknown>;
  primaryType: string;
  types: Record<string, readonly { name: string; type: string }[]>;
  message: Record<string, unknown>;
};

type Facts = Description['facts'];

/** "payoutRecipient" → "Payout recipient". */
function labelOf(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const isMoment = (name: string, type: string) => /^uint/.test(type) && /(expir|deadline|until|validbefore)/i.test(name);

function wordsOf(name: string, type: string, value: unknown, now: number): string {
  if (isMoment(name, type)) {
    const at = Number(value);
    return `${new Date(at * 1000).toISOString().replace('T', ' ').slice(0, 16)} UTC (in ${timeLeft(at, now)})`;
  }
  if (/bps$/i.test(name)) return `${Number(value) / 100} %`;
  if (type === 'address') return /currency/i.test(name) && isEther(String(value)) ? 'ETH' : String(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Every field of a struct, nested ones by their path, so that nothing is signed unseen. */
function factsOf(data: TypedData, type: string, message: Record<string, unknown>, now: number, prefix = ''): Facts {
  return (data.types[type] ?? []).flatMap(({ name, type: fieldType }): Facts => {
    const value = message[name];
    const label = prefix === '' ? labelOf(name) : `${prefix} · ${labelOf(name).toLowerCase()}`;
    const element = fieldType.replace(/\[\d*\]$/, '');
    const items = element === fieldType ? [value] : Array.isArray(value) ? value : [];
    return items.flatMap((item, i): Facts => {
      const numbered = items.length > 1 ? `${label} ${i + 1}` : label;
      if (data.types[element]) return factsOf(data, element, (item ?? {}) as Record<string, unknown>, now, numbered);
      return [{ label: numbered, value: wordsOf(name, element, item, now) }];
    });
  });
}

async function permitTitle(message: Record<string, unknown>, lookUp: LookUpToken, now: number): Promise<string> {
  const { token, amount, expiration } = message.details as { token: Address; amount: string; expiration: string | number };
  const limit = await describeAmount(BigInt(amount), token, lookUp);
  return `Allow ${nameOf(String(message.spender))} to move up to ${limit} for ${timeLeft(Number(expiration), now)}`;
}

/** A coin's name and ticker, wherever a launch consent keeps them. */
function launchTitle(message: Record<string, unknown>): string | null {
  const ticker = message.ticker ?? message.symbol;
  return typeof message.name === 'string' && typeof ticker === 'string' ? `Launch coin ${message.name} ($${ticker})` : null;
}

/** Says in words what EIP-712 data means and lists every field of it. `now` is in Unix seconds. */
export async function describeTypedData(data: TypedData, lookUp: LookUpToken, now: number): Promise<Description> {
  const known = data.primaryType === 'PermitSingle' ? await permitTitle(data.message, lookUp, now) : launchTitle(data.message);
  const asker = typeof data.domain.name === 'string' ? data.domain.name : 'an unnamed app';
  const facts = [...factsOf(data, data.primaryType, data.message, now), { label: 'Signed for', value: asker }];
  return {
    title: known ?? `Sign ${labelOf(data.primaryType).toLowerCase()} for ${asker}`,
    facts,
    raw: JSON.stringify(data, null, 2),
  };
}
