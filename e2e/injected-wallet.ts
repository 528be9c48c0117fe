import type { BrowserContext } from 'playwright-core';
import { createWalletClient, type Hex, http, isHex, type TypedDataDefinition } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { base } from 'viem/chains';

type Call = { method: string; params?: unknown[] };

export type InjectedWallet = {
  address: `0x${string}`;
  /** What the page asked the person for, in order. */
  asked: string[];
  /** Hashes of what it sent, in order. */
  sent: `0x${string}`[];
  /** The person says no to the next question. */
  declineNext: () => void;
};

const QUESTIONS = ['eth_requestAccounts', 'personal_sign', 'eth_signTypedData_v4', 'eth_sendTransaction'];

/**
 * Puts a wallet into every page of a context as browser extensions do: EIP-1193, announced by EIP-6963. The key stays in the test; it is one
 * of the local chain's, where it is worth nothing. Sites that were let in once stay so, as in a real wallet.
 */
export async function injectWallet(
  context: BrowserContext,
  options: { privateKey: Hex; rpcUrl: string; name?: string },
): Promise<InjectedWallet> {
  const account = privateKeyToAccount(options.privateKey);
  const client = createWalletClient({ account, chain: base, transport: http(options.rpcUrl) });
  const asked: string[] = [];
  const sent: `0x${string}`[] = [];
  let declines = 0;
  let letIn = false;

  const answer = async ({ method, params = [] }: Call): Promise<unknown> => {
    if (QUESTIONS.includes(method) && !(method === 'eth_requestAccounts' && letIn)) {
      asked.push(method);
      if (declines > 0) {
        declines -= 1;
        throw { code: 4001, message: 'User rejected the request.' };
      }
    }
    switch (method) {
      case 'eth_requestAccounts':
        letIn = true;
        return [account.address];
      case 'eth_accounts':
        return letIn ? [account.address] : [];
      case 'eth_chainId':
        return '0x2105';
      case 'wallet_switchEthereumChain':
        return null;
      case 'wallet_requestPermissions':
        return [{ parentCapability: 'eth_accounts' }];
      case 'wallet_revokePermissions':
        letIn = false;
        return null;
      case 'personal_sign': {
        const [message] = params as [string];
        return account.signMessage({ message: isHex(message) ? { raw: message } : message });
      }
      case 'eth_signTypedData_v4':
        return account.signTypedData(JSON.parse((params as [string, string])[1]) as TypedDataDefinition);
      case 'eth_sendTransaction': {
        const [{ to, data, value, gas }] = params as [{ to: Hex; data?: Hex; value?: Hex; gas?: Hex }];
        const call = { to, ...(data && { data }), value: BigInt(value ?? 0), ...(gas && { gas: BigInt(gas) }) };
        sent.push(await client.sendTransaction(call));
        return sent.at(-1);
      }
      default:
        return client.request({ method, params } as Parameters<typeof client.request>[0]);
    }
  };

  const name = options.name ?? 'Test wallet';
  await context.exposeFunction(`ask ${name}`, async (call: Call) => {
    try {
      return { result: await answer(call) };
    } catch (error) {
      const { code = -32603, message = String(error) } = error as { code?: number; message?: string };
      return { error: { code, message } };
    }
  });
  await context.addInitScript(announce, name);
  return { address: account.address, asked, sent, declineNext: () => (declines += 1) };
}

/** Runs in the page. */
function announce(name: string): void {
  type Ask = (call: unknown) => Promise<{ result?: unknown; error?: { code: number; message: string } }>;
  const provider = {
    request: async (call: unknown) => {
      const said = await (window as unknown as Record<string, Ask>)[`ask ${name}`]?.(call);
      if (!said) throw new Error(`${name} is away`);
      if (said.error) throw Object.assign(new Error(said.error.message), { code: said.error.code });
      return said.result;
    },
    on: () => provider,
    removeListener: () => provider,
  };
  const icon =
    'data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCA4IDgiPjxyZWN0IHdpZHRoPSI4IiBoZWlnaHQ9IjgiIGZpbGw9IiMxNTVkODciLz48L3N2Zz4=';
  const info = Object.freeze({
    uuid: crypto.randomUUID(),
    name,
    icon,
    rdns: `example.${name.toLowerCase().replaceAll(' ', '.')}`,
  });
  const tell = () =>
    window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail: Object.freeze({ info, provider }) }));
  window.addEventListener('eip6963:requestProvider', tell);
  tell();
}
