import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { PATIENCE_MS as STORY_PATIENCE_MS } from './e2e/patience.ts';

/** A test says what is right, never how fast: a busy machine gets its time. */
const PATIENCE_MS = 60_000;

const here = (path: string) => resolve(import.meta.dirname, path);

// Screens write numbers as their reader's system does. A test says which it expects, on any machine: it is for the workers, who inherit it.
process.env.LC_ALL = 'en_US.UTF-8';

export default defineConfig({
  root: here('./web'),
  publicDir: here('./web/public'),
  plugins: [react()],
  resolve: {
    alias: {
      // frame-sdk is a deprecated re-export: resolving it here leaves one instance of the SDK, the one the wallet connector imports too.
      '@farcaster/frame-sdk': '@farcaster/miniapp-sdk',
      // The SDK pulls in Solana's client for hosts with Solana wallets; we pin Base.
      '@solana/web3.js': here('./web/lib/solana-stub.ts'),
    },
  },
  build: {
    outDir: here('./dist'),
    emptyOutDir: true,
    target: 'es2022',
    // Browsers with light-dark(): lowered, a theme could not be turned within a page, as paper and media do.
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    sourcemap: true,
    // What the app begins with is one file: in a dozen small ones it would weigh 3% more, and each would be asked for on its own.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
      // Its package does not say so: its schemas are for servers, and with them came the large form of zod, most of it into the first file.
      treeshake: { moduleSideEffects: id => !id.includes('/@farcaster/miniapp-core/') },
    },
  },
  // A service worker answers pages from its own folder down, so it lies beside index.html, and browsers find a new one by its name.
  worker: { rolldownOptions: { output: { entryFileNames: '[name].js' } } },
  test: {
    root: here('./'),
    expect: { poll: { timeout: PATIENCE_MS / 2 } },
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{shared,supabase,local,web}/**/*.test.ts'],
          exclude: ['**/*.int.test.ts', '**/node_modules/**'],
          testTimeout: PATIENCE_MS,
        },
      },
      {
        extends: true,
        test: {
          name: 'dom',
          environment: 'happy-dom',
          include: ['web/**/*.test.tsx'],
          setupFiles: [here('./web/lib/testing/no-network.ts')],
          testTimeout: PATIENCE_MS,
        },
      },
      {
        extends: true,
        test: {
          name: 'int',
          environment: 'node',
          include: ['{shared,supabase,local,web,e2e}/**/*.int.test.ts'],
          // Two at once: each has ports of its own (local/tasks/test-ports.test.ts), and waits as long as it works.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 3 * PATIENCE_MS,
          hookTimeout: 3 * PATIENCE_MS,
          server: { deps: { inline: ['@farcaster/miniapp-host'] } },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['e2e/**/*.e2e.test.ts'],
          // Two at once: a story waits for blocks and delays as long as it works.
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
          // Some things may be late, each by a story's patience: that is still no fault.
          testTimeout: 480_000,
          hookTimeout: 480_000,
          expect: { poll: { timeout: STORY_PATIENCE_MS } },
        },
      },
    ],
  },
});
