import type { Address } from 'viem';
import { describeAmount, isEther, timeLeft } from './amounts.ts';
import type { Description, Reading } from './description.ts';
import { nameOf, ownOr } from './known-contracts.ts';

export type TypedData = {
  domain: Record<string, unknown>;
  primaryType: string;
  types: Record<string, readonly { name: string; type: string }[]>;
  message: Record<string, unknown>;
};

type Facts = Description['facts'];

const BASE = 8453;

/** "payoutRecipient" → "Payout recipient". */
function labelOf(name: string): string {
  const spaced = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  const words = spaced.replace(/ (bps|id)$/, '').replace(/\bcid\b/, 'CID');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const isMoment = (name: string, type: string) => /^uint/.test(type) && /(expir|deadline|until|validbefore)/i.test(name);

function wordsOf(name: string, type: string, value: unknown, { now, own }: Reading): string {
  if (isMoment(name, type)) {
    const at = Number(value);
    return `${new Date(at * 1000).toISOString().replace('T', ' ').slice(0, 16)} UTC (in ${timeLeft(at, now)})`;
  }
  if (/bps$/i.test(name)) return `${Number(value) / 100} %`;
  if (type === 'address') return /currency/i.test(name) && isEther(String(value)) ? 'ETH' : ownOr(String(value), own);
  if (name === 'chainId') return Number(value) === BASE ? `Base (${BASE})` : String(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Every field of a struct, nested ones by their path, so that nothing is signed unseen. */
function factsOf(data: TypedData, type: string, message: Record<string, unknown>, reading: Reading, prefix = ''): Facts {
  return (data.types[type] ?? []).flatMap(({ name, type: fieldType }): Facts => {
    const value = message[name];
    const label = prefix === '' ? labelOf(name) : `${prefix} · ${labelOf(name).toLowerCase()}`;
    const element = fieldType.replace(/\[\d*\]$/, '');
    const items = element === fieldType ? [value] : Array.isArray(value) ? value : [];
    return items.flatMap((item, i): Facts => {
      const numbered = items.length > 1 ? `${label} ${i + 1}` : label;
      if (data.types[element]) return factsOf(data, element, (item ?? {}) as Record<string, unknown>, reading, numbered);
      return [{ label: numbered, value: wordsOf(name, element, item, reading) }];
    });
  });
}

async function permitTitle(message: Record<string, unknown>, { lookUp, now }: Reading): Promise<string> {
  const { token, amount, expiration } = message.details as { token: Address; amount: string; expiration: string | number };
  const limit = await describeAmount(BigInt(amount), token, lookUp);
  return `Allow ${nameOf(String(message.spender))} to move up to ${limit} for ${timeLeft(Number(expiration), now)}`;
}

/** A coin's name and ticker, wherever a launch consent keeps them. */
function launchTitle(message: Record<string, unknown>): string | null {
  const ticker = message.ticker ?? message.symbol;
  return typeof message.name === 'string' && typeof ticker === 'string' ? `Launch coin ${message.name} ($${ticker})` : null;
}

/** Says in words what EIP-712 data means and lists every field of it. */
export async function describeTypedData(data: TypedData, reading: Reading): Promise<Description> {
  const known = data.primaryType === 'PermitSingle' ? await permitTitle(data.message, reading) : launchTitle(data.message);
  const asker = typeof data.domain.name === 'string' ? data.domain.name : 'an unnamed app';
  const facts = [...factsOf(data, data.primaryType, data.message, reading), { label: 'Signed for', value: asker }];
  return {
    title: known ?? `Sign ${labelOf(data.primaryType).toLowerCase()} for ${asker}`,
    facts,
    raw: JSON.stringify(data, null, 2),
  };
}
