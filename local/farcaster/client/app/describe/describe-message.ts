import { hexToString, isHex } from 'viem';
import { parseSiweMessage } from 'viem/siwe';
import type { Description } from './description.ts';

/** Says what a plain or Sign In With Ethereum message is. `appName` stands for the mini-app's own domain `appHost`. */
export function describeMessage(message: string, { appName, appHost }: { appName: string; appHost: string }): Description {
  const text = isHex(message) ? hexToString(message) : message;
  const siwe = parseSiweMessage(text);
  if (siwe.domain && siwe.address && siwe.nonce) {
    const own = siwe.domain === appHost;
    return {
      title: `Sign in to ${own ? appName : siwe.domain}`,
      facts: [
        ...(siwe.statement ? [{ label: 'Says', value: siwe.statement }] : []),
        { label: 'Site', value: siwe.domain },
        { label: 'As', value: siwe.address },
      ],
      ...(own ? {} : { warning: `${appName} asks you to sign in to another site, ${siwe.domain}.` }),
      raw: text,
    };
  }
  return { title: 'Sign a message', facts: [{ label: 'Message', value: text }], raw: text };
}
