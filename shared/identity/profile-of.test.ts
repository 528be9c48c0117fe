import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanUrl, profileOf } from './profile-of.ts';

const A = `0x${'Ab'.repeat(20)}`;
const B = `0x${'cD'.repeat(20)}`;

describe('profileOf', () => {
  it('takes the primary wallet, else the first, in lower case', () => {
    const verified = (primary: string | null) => ({
      fid: 1,
      verified_addresses: { primary: { eth_address: primary }, eth_addresses: [A, B] },
    });
    expect(profileOf(verified(B)).walletAddress).toBe(B.toLowerCase());
    expect(profileOf(verified(null)).walletAddress).toBe(A.toLowerCase());
    expect(profileOf({ fid: 1, verified_addresses: { eth_addresses: ['vitalik.eth'] } }).walletAddress).toBeNull();
    expect(profileOf({ fid: 1 }).walletAddress).toBeNull();
  });

  it('always has something to call a person', () => {
    expect(profileOf({ fid: 5, username: 'jonas', display_name: ' \n\u0000' }).displayName).toBe('jonas');
    expect(profileOf({ fid: 5 }).displayName).toBe('fid 5');
  });

  it('keeps Farcaster names in lower case, so that no two differ by that alone', () => {
    expect(profileOf({ fid: 5, username: 'Jonas.ETH' }).username).toBe('jonas.eth');
  });

  it('lets no name turn the words around it', () => {
    const { displayName, username, bio } = profileOf({
      fid: 5,
      display_name: 'Nia\u202E, 90 %',
      username: '\u2067nia',
      profile: { bio: { text: '\u202Dنيا \u{1F469}\u200D\u{1F3A4}' } },
    });
    expect([displayName, username, bio]).toEqual(['Nia, 90 %', 'nia', 'نيا \u{1F469}\u200D\u{1F3A4}']);
    expect(profileOf({ fid: 5, display_name: '\u202E\u2066' }).displayName).toBe('fid 5');
  });

  it('takes a bio as one line, cut to what we keep', () => {
    const bio = (text: string | null) => profileOf({ fid: 1, profile: { bio: { text } } }).bio;
    expect(bio(' Songs from\nthe last bus. ')).toBe('Songs from the last bus.');
    expect(bio('b'.repeat(400))).toHaveLength(160);
    expect([bio(''), bio(null), profileOf({ fid: 1 }).bio]).toEqual([null, null, null]);
  });

  it('gives nothing that the database would refuse', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => {
        const { displayName, username } = profileOf({ fid: 1, display_name: text, username: text });
        expect([...displayName].length).toBeLessThanOrEqual(100);
        expect([...(username ?? '')].length).toBeLessThanOrEqual(64);
        expect(displayName).not.toContain('\u0000');
        expect(displayName.isWellFormed()).toBe(true);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('shows pictures from the web alone', () => {
    expect(cleanUrl('https://img.example/a b.png')).toBe('https://img.example/a%20b.png');
    for (const url of ['javascript:alert(1)', 'data:image/png;base64,AAAA', 'ipfs://x', '/a.png', '', null])
      expect(cleanUrl(url)).toBeNull();
  });
});
