import { sdk } from '@farcaster/miniapp-sdk';
import { parseEther, stringToHex, toHex } from 'viem';

/** A mini-app with one button for each thing that it may ask its host; answers are appended to #log. */
const log = document.getElementById('log');
const say = (name: string, value: unknown) => {
  if (log) log.textContent += `${name}: ${JSON.stringify(value)}\n`;
};
const query = new URLSearchParams(window.location.search);
const provider = sdk.wallet.ethProvider;
const OTHER = '0x000000000000000000000000000000000000dEaD';

const me = async () => (await provider.request({ method: 'eth_requestAccounts' }))[0] ?? OTHER;
const typed = {
  domain: { name: 'GigaVibe', version: '1', chainId: 8453 },
  primaryType: 'LaunchConsent',
  types: {
    EIP712Domain: [],
    LaunchConsent: [
      { name: 'name', type: 'string' },
      { name: 'ticker', type: 'string' },
    ],
  },
  message: { name: 'Night bus home', ticker: 'NIGHTBUS' },
};

const actions: Record<string, () => Promise<unknown>> = {
  'sign in': () => sdk.quickAuth.getToken({ quickAuthServerOrigin: query.get('auth') ?? '' }),
  accounts: () => provider.request({ method: 'eth_accounts' }),
  send: async () =>
    provider.request({
      method: 'eth_sendTransaction',
      params: [{ from: await me(), to: OTHER, value: toHex(parseEther('1.5')) }],
    }),
  consent: async () => provider.request({ method: 'eth_signTypedData_v4', params: [await me(), JSON.stringify(typed)] }),
  message: async () => provider.request({ method: 'personal_sign', params: [stringToHex('hello'), await me()] }),
  'switch to mainnet': () => provider.request({ method: 'wallet_switchEthereumChain', params: [{ chainId: '0x1' }] }),
  'mint money': () => provider.request({ method: 'anvil_setBalance' as 'eth_accounts' }),
  balance: async () => provider.request({ method: 'eth_getBalance', params: [await me(), 'latest'] }),
  compose: () => sdk.actions.composeCast({ text: 'Listen to this', embeds: [`${window.location.origin}/p/1`] }),
  'view cast': () => sdk.actions.viewCast({ hash: query.get('cast') ?? '' }),
  'view profile': () => sdk.actions.viewProfile({ fid: 3621 }),
  add: () => sdk.actions.addMiniApp(),
  haptic: () => sdk.haptics.impactOccurred('light'),
  capabilities: () => sdk.getCapabilities(),
  'show back': () => sdk.back.show(),
  close: () => sdk.actions.close(),
};

for (const [name, action] of Object.entries(actions)) {
  const button = document.createElement('button');
  button.textContent = name;
  button.onclick = () =>
    action().then(
      value => say(name, value ?? null),
      error => say(name, { error: error.message, code: error.code ?? error.name }),
    );
  document.getElementById('actions')?.append(button);
}
sdk.on('backNavigationTriggered', () => say('back', true));
sdk.on('miniAppAdded', () => say('added', true));

const context = document.getElementById('context');
if (context) context.textContent = JSON.stringify({ ...(await sdk.context), path: window.location.pathname });
await sdk.actions.ready();
