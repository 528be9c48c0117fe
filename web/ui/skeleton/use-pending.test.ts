import { describe, expect, it } from 'vitest';
import { nextChange } from './use-pending.ts';

describe('when a skeleton comes and goes', () => {
  it('comes after 200 ms of waiting', () => expect(nextChange(true, false, 0)).toBe(200));
  it('stays for 400 ms at least', () => {
    expect(nextChange(false, true, 100)).toBe(300);
    expect(nextChange(false, true, 900)).toBe(0);
  });
  it('changes nothing that is right', () => {
    expect(nextChange(false, false, 0)).toBeUndefined();
    expect(nextChange(true, true, 0)).toBeUndefined();
  });
});
