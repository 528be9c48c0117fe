import { createSiweMessage } from 'viem/siwe';
import { expect, test } from 'vitest';
import { describeMessage } from './describe-message.ts';
import { OTHER } from './testing/reading.ts';

test('signing in names the site, and warns of another one', () => {
  const siwe = (domain: string) =>
    createSiweMessage({
      domain,
      address: OTHER,
      uri: `https://${domain}/`,
      version: '1',
      chainId: 10,
      nonce: 'abcdefgh12345678',
    });
  const own = { appName: 'GigaVibe', appHost: 'app.example' };
  expect(describeMessage(siwe('app.example'), own)).toMatchObject({ title: 'Sign in to GigaVibe' });
  expect(describeMessage(siwe('bank.example'), own)).toMatchObject({
    title: 'Sign in to bank.example',
    warning: expect.stringContaining('another site'),
  });
  expect(describeMessage('0x68656c6c6f', own)).toMatchObject({ title: 'Sign a message', facts: [{ value: 'hello' }] });
});
