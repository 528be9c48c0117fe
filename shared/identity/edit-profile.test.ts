import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkProfile } from './edit-profile.ts';

const refused = expect.objectContaining({ status: 400, code: 'identity/bad-profile' });

describe('checkProfile', () => {
  it('keeps what may stay, in one line, and takes away what is emptied', () => {
    expect(checkProfile({ displayName: '  Nia\nAdeyemi ', bio: 'Sings.', avatarUrl: 'https://pics.example/n.png' })).toEqual({
      displayName: 'Nia Adeyemi',
      bio: 'Sings.',
      avatarUrl: 'https://pics.example/n.png',
    });
    expect(checkProfile({ bio: null, avatarUrl: null })).toEqual({ bio: null, avatarUrl: null });
    expect(checkProfile({ bio: '  ' })).toEqual({ bio: null });
  });

  it.each([
    'http://pics.example/n.png',
    'https://pics.example:8443/n.png',
    'https://me:secret@pics.example/n.png',
    'https://localhost/n.png',
    'https://127.0.0.1/n.png',
    'https://[::1]/n.png',
    'https://10.0.0.1/n.png',
    'https://0x7f000001/n.png',
    'https://2130706433/n.png',
    'https://nas.local/n.png',
    'https://db.internal/n.png',
    'data:image/png;base64,AAAA',
    'ipfs://bafy',
    `https://pics.example/${'n'.repeat(2_000)}`,
  ])('takes no picture from %s', avatarUrl => {
    expect(() => checkProfile({ avatarUrl })).toThrow(refused);
  });

  it('refuses with words or gives what the database takes, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 220 }),
        fc.string({ unit: 'binary', maxLength: 220 }),
        (displayName, bio) => {
          let edit: ReturnType<typeof checkProfile>;
          try {
            edit = checkProfile({ displayName, bio });
          } catch (error) {
            expect(error).toEqual(refused);
            return;
          }
          expect([...(edit.displayName ?? '')].length).toBeGreaterThan(0);
          expect([...(edit.displayName ?? '')].length).toBeLessThanOrEqual(50);
          expect([...(edit.bio ?? '')].length).toBeLessThanOrEqual(160);
          expect(`${edit.displayName}${edit.bio}`.isWellFormed()).toBe(true);
          expect(`${edit.displayName}${edit.bio}`).not.toMatch(/\p{Cc}/u);
          expect(edit.displayName).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]/);
        },
      ),
      { seed: 3, numRuns: 2_000 },
    );
  });
});
