import { describe, expect, it } from 'vitest';
import { isNewMoment } from './use-moment.ts';

function memory() {
  const kept = new Map<string, string>();
  const store = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  return () => store;
}

describe('isNewMoment', () => {
  it('is true once a key', () => {
    const store = memory();
    expect([isNewMoment('a', store), isNewMoment('b', store), isNewMoment('a', store)]).toEqual([true, true, false]);
  });

  it('is never true where nothing can be kept', () => {
    const closed = {
      getItem: () => null,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    expect(isNewMoment('a', () => closed)).toBe(false);
    const refused = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    expect(isNewMoment('a', refused)).toBe(false);
  });

  it('forgets the oldest, not the newest', () => {
    const store = memory();
    for (let at = 0; at < 300; at += 1) isNewMoment(`coin ${at}`, store);
    expect(isNewMoment('coin 299', store)).toBe(false);
    expect(isNewMoment('coin 0', store)).toBe(true);
  });
});
