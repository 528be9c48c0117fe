import { farcasterMiniApp } from '@farcaster/miniapp-wagmi-connector';
import { type Config, type Connector, createConfig, http, injected } from 'wagmi';
import { base } from 'wagmi/chains';
import { env } from './env.ts';

/**
 * wagmi for Base alone. In a Farcaster host its wallet is the only one; outside every wallet that the browser announces (EIP-6963), and the one
 * that an older wallet put into the page. Farcaster's is not even listed there: it would wait for ever for a host that is not there.
 */
export function createWalletConfig(inHost: boolean): Config {
  return createConfig({
    chains: [base],
    connectors: [inHost ? farcasterMiniApp() : injected()],
    transports: { [base.id]: http(env().baseRpcUrl) },
    // Reconnecting from storage races with the host's own connection.
    storage: null,
    multiInjectedProviderDiscovery: !inHost,
  });
}

const OLD_WAY = 'injected';

/** The wallets that a person can choose from. One that announced itself also stands in the page in the old way: it is listed once. */
export function walletsOf(config: Pick<Config, 'connectors'>): readonly Connector[] {
  const announced = config.connectors.filter(connector => connector.id !== OLD_WAY);
  if (announced.length > 0) return announced;
  return 'ethereum' in window ? config.connectors : [];
}
