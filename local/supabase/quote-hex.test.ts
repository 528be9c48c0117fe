import { expect, it } from 'vitest';
import { quoteHex } from './quote-hex.ts';

const quoted = (query: string) => [...quoteHex(new URLSearchParams(query)).values()];

it('quotes addresses and hashes wherever a filter holds one', () => {
  expect(quoted('coin_address=eq.0xC1&a=in.(0xa1,0xb2)&or=(trader.eq.0xb1,id.eq.5)')).toEqual([
    'eq."0xC1"',
    'in.("0xa1","0xb2")',
    '(trader.eq."0xb1",id.eq.5)',
  ]);
});

it('leaves everything else alone', () => {
  const plain = ['eq."0xC1"', 'like.*0xC1*', 'eq.bus 0xC1', '*,users(display_name)', 'price.desc'];
  expect(quoted(new URLSearchParams(plain.map((value, i) => [`p${i}`, value])).toString())).toEqual(plain);
});
