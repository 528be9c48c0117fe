import { expect, it } from 'vitest';
import { unixMs } from '../kernel/units.ts';
import { approveLaunch } from './answer-consent.ts';
import { consentTypedData } from './consent.ts';
import type { ConsentPorts, LaunchFile } from './consent-ports.ts';
import { checkSplit } from './split.ts';
import type { LaunchStatus } from './states.ts';

const creator = '0x1111111111111111111111111111111111111111';
const config = { chainId: 8453, factory: creator, consentHours: 24 } as const;
const { message } = consentTypedData({
  launchId: 'l1',
  metadataCid: 'cid',
  name: 'Night bus home',
  ticker: 'NIGHTBUS',
  creator,
  split: checkSplit([{ account: creator, bps: 10_000 }]),
  chainId: 8453,
  factory: creator,
  expiresAt: 1_800_000_000,
});

function portsOf(status: LaunchStatus): ConsentPorts {
  const file = { launch: { id: 'l1', userId: 'nia', status, consent: message }, creatorWallet: creator, parts: [] };
  return {
    store: { file: async () => file as unknown as LaunchFile } as unknown as ConsentPorts['store'],
    verify: async () => true,
    now: () => unixMs(1_700_000_000_000),
  };
}

const again = (status: LaunchStatus) =>
  approveLaunch(portsOf(status), config, { launchId: 'l1', userId: 'nia', message, signature: '0x' });

it('an approval that is sent again stays approved while a coin may come of it, and is told the truth afterwards', async () => {
  for (const status of ['approved', 'sent', 'failed', 'open', 'final'] as const)
    expect(await again(status)).toEqual({ status: 'approved' });
  for (const status of ['held', 'expired', 'dead'] as const)
    await expect(again(status)).rejects.toMatchObject({ code: 'launches/wrong-state' });
});
