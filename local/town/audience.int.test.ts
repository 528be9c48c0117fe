import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { localConfig, urlOf } from '../config.ts';
import { type FarcasterPart, startFarcaster } from '../farcaster/start.ts';
import { type Received, startReceiver } from '../farcaster/test-receiver.ts';
import { testUsers } from '../farcaster/users.ts';
import { type IpfsPart, startIpfs } from '../ipfs/start.ts';
import type { Part } from '../part.ts';
import { startAudience } from './start.ts';

let dataDir = '';
let config: ReturnType<typeof localConfig>;
let farcaster: FarcasterPart;
let ipfs: IpfsPart;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let audience: Part | null = null;
let problems: string[] = [];

const startNetwork = async () => {
  farcaster = await startFarcaster(config, {
    webhookUrl: receiver.url,
    webhookSecret: 's',
    apiKey: 'k',
    users: Object.values(testUsers),
  });
};
const start = async (speed: number) => {
  audience = await startAudience(config, {
    world: farcaster.world,
    ipfs,
    publishableKey: 'none',
    speed,
    market: false,
    report: problem => problems.push(problem),
  });
};

beforeEach(async () => {
  problems = [];
  dataDir = await mkdtemp(join(tmpdir(), 'audience-test-'));
  config = localConfig({ firstPort: 28800, dataDir });
  receiver = await startReceiver(28831, 's');
  ipfs = await startIpfs(config, { jwt: 'jwt' });
  await startNetwork();
});

afterEach(async () => {
  await audience?.stop();
  audience = null;
  await farcaster.stop();
  await ipfs.stop();
  await receiver.stop();
  await rm(dataDir, { recursive: true });
  expect(problems).toEqual([]);
});

type CastData = {
  hash: string;
  text: string;
  timestamp: string;
  parent_hash: string | null;
  author: { fid: number };
  embeds: { url: string; metadata: { content_type?: string } }[];
};
const takes = () =>
  receiver.received
    .filter(({ type, data }) => type === 'cast.created' && data.parent_hash === null)
    .map(({ data }) => data as CastData);
const natural = ({ type, data }: Received) =>
  JSON.stringify([
    type,
    data.hash,
    data.event_timestamp,
    data.reaction_type,
    (data.user as { fid: number } | undefined)?.fid,
    (data.cast as { hash: string } | undefined)?.hash,
  ]);
const onCreator = () => {
  const hash = takes().find(({ author }) => author.fid === testUsers.creator.fid)?.hash;
  return receiver.received.filter(
    ({ data }) => data.parent_hash === hash || (data.cast as { hash: string } | undefined)?.hash === hash,
  );
};

test('a town opens with a past, its media can be fetched, and the creator rises', async () => {
  await start(100);
  const past = takes().filter(({ timestamp }) => Date.parse(timestamp) < Date.now() - 60_000);
  expect(past).toHaveLength(12);
  for (const { embeds } of past.slice(0, 2)) {
    expect(embeds[0]?.url).toMatch(new RegExp(`^${urlOf(config, 'web')}/p/[0-9a-f-]{36}$`));
    for (const [i, type] of ['audio/wav', 'image/png'].entries()) {
      const { url = '', metadata } = embeds[i + 1] ?? {};
      expect(metadata?.content_type).toBe(type);
      const media = await fetch(url);
      expect([media.status, media.headers.get('content-type')]).toEqual([200, type]);
      await media.arrayBuffer();
    }
  }
  expect(receiver.received.every(({ signed }) => signed)).toBe(true);
  // At 100 times its pace the creator's rush takes two seconds.
  await expect.poll(() => onCreator().length, { timeout: 40_000 }).toBeGreaterThanOrEqual(190);
});

test('a second start tells nothing twice and goes on', async () => {
  await start(10);
  await audience?.stop();
  await farcaster.world.flush();
  const before = await farcaster.world.stats();
  await farcaster.stop();
  await startNetwork();
  await start(10);
  const after = await farcaster.world.stats();
  expect(after.users).toBe(before.users);
  expect(takes()).toHaveLength(
    before.casts - receiver.received.filter(({ type, data }) => type === 'cast.created' && data.parent_hash !== null).length,
  );
  await expect.poll(() => onCreator().length, { timeout: 40_000 }).toBeGreaterThanOrEqual(150);
  await audience?.stop();
  audience = null;
  await farcaster.world.flush();
  const told = receiver.received.map(natural);
  expect(new Set(told).size).toBe(told.length);
});
