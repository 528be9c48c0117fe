import { describe, expect, it } from 'vitest';
import { AppError } from '../kernel/app-error.ts';
import { kindOf, upstreamIn } from './error-kind.ts';
import * as errors from './errors.ts';

const of = (code: string) => new AppError(code, 'words', { status: 503, retryable: true });

describe('the kind of an error', () => {
  it.each([
    ['network', of('chain/away')],
    ['network', of('chain/wrong-chain')],
    ['network', of('ipfs/away')],
    ['network', of('signer/away')],
    ['network', errors.creationNotFound()],
    ['gas', errors.walletRefuses('words')],
    ['gas', errors.feeTooLow()],
    ['gas', of('launches/wallet-empty')],
    ['nonce', errors.nonceTooHigh()],
    ['nonce', errors.nonceLost()],
    ['execution', of('launches/would-revert')],
    ['execution', of('launches/node-refuses')],
    ['execution', of('signer/refused')],
    ['execution', errors.callRefused('words')],
    ['fault', of('elsewhere/odd')],
    ['fault', new Error('chain/away')],
    ['fault', 'nothing'],
  ] as const)('is %s', (kind, error) => {
    expect(kindOf(error)).toBe(kind);
  });

  it('tells which service is away', () => {
    expect(upstreamIn(of('signer/away'))).toBe('signer');
    expect(upstreamIn(of('signer/refused'))).toBeNull();
    expect(upstreamIn(errors.creationNotFound())).toBeNull();
    expect(upstreamIn(new Error('chain/away'))).toBeNull();
  });
});
