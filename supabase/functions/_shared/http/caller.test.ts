import { expect, it } from 'vitest';
import { callerNetwork } from './caller.ts';

it('believes the edge, not what a caller says of themselves', () => {
  const asked = (headers: Record<string, string>) => callerNetwork(new Request('http://functions/', { headers }));
  expect(asked({ 'cf-connecting-ip': '203.0.113.7', 'x-forwarded-for': '198.51.100.1' })).toBe('203.0.113.7');
  expect(asked({ 'x-forwarded-for': '198.51.100.1' })).toBe('unknown');
});
