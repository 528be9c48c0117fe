/**
 * What a performer states before posting. The version is stored with the time; a text is never changed, a new one gets a new version.
 */
export const ATTESTATIONS = {
  'rights-1': [
    'I performed this, and I wrote it or have permission to use the song and beat.',
    'Everyone on camera agreed to be posted.',
  ],
} as const satisfies Record<string, readonly string[]>;

export const ATTESTATION_IN_FORCE = 'rights-1';
