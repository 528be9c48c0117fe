import { describe, expect, it } from 'vitest';
import { parseEnv } from './env.ts';

const complete = {
  VITE_SUPABASE_URL: 'http://127.0.0.1:54321/',
  VITE_SUPABASE_PUBLISHABLE_KEY: 'key',
  VITE_QUICK_AUTH_ORIGIN: 'https://auth.example',
  VITE_BASE_RPC_URL: 'https://rpc.example',
  VITE_APP_URL: 'https://app.example/',
  VITE_IPFS_GATEWAY_URLS: 'https://ipfs.example',
  VITE_ETH_USD_FEED_ADDRESS: `0x${'a'.repeat(40)}`,
};

describe('parseEnv', () => {
  it('takes slashes off the ends of addresses', () => {
    expect(parseEnv(complete)).toMatchObject({ supabaseUrl: 'http://127.0.0.1:54321', appUrl: 'https://app.example' });
  });

  it('takes a model for poses with its hash alone, or none', () => {
    const [VITE_POSE_MODEL_URL, VITE_POSE_MODEL_HASH] = ['https://models.example/pose.task', 'ab'.repeat(32)];
    expect(parseEnv(complete).poseModel).toBeNull();
    expect(parseEnv({ ...complete, VITE_POSE_MODEL_URL: '', VITE_POSE_MODEL_HASH: '' }).poseModel).toBeNull();
    const model = { url: VITE_POSE_MODEL_URL, sha256: VITE_POSE_MODEL_HASH };
    expect(parseEnv({ ...complete, VITE_POSE_MODEL_URL, VITE_POSE_MODEL_HASH }).poseModel).toEqual(model);
    for (const half of [{ VITE_POSE_MODEL_URL }, { VITE_POSE_MODEL_HASH }])
      expect(() => parseEnv({ ...complete, ...half })).toThrow('together');
    expect(() => parseEnv({ ...complete, VITE_POSE_MODEL_URL, VITE_POSE_MODEL_HASH: 'none' })).toThrow('MODEL_HASH');
  });

  it('names every variable that is wrong, at once', () => {
    const broken = {
      ...complete,
      VITE_APP_URL: 'javascript:alert(1)',
      VITE_ETH_USD_FEED_ADDRESS: '0x12',
      VITE_BASE_RPC_URL: undefined,
    };
    expect(() => parseEnv(broken)).toThrow(/VITE_BASE_RPC_URL[\s\S]*VITE_APP_URL[\s\S]*VITE_ETH_USD_FEED_ADDRESS/);
  });
});
