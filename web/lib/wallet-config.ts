import { farcasterMiniApp } from '@farcaster/miniapp-wagmi-connector';
import { type Config, createConfig, http, injected } from 'wagmi';
import { base } from 'wagmi/chains';
import { env } from './env.ts';

/**
 * wagmi for Base alone. The first connector is the one that will be used: Farcaster's inside a host, the browser's own wallet outside.
 * The other is not even listed: Farcaster's would wait for ever for a host that is not there.
 */
export function createWalletConfig(inHost: boolean): Config {
  return createConfig({
    chains: [base],
    connectors: [inHost ? farcasterMiniApp() : injected()],
    transports: { [base.id]: http(env().baseRpcUrl) },
    // Reconnecting from storage races with the host's own connection.
    storage: null,
    multiInjectedProviderDiscovery: false,
  });
}
