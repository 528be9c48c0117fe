import { appendFileSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Configuration, isApiErrorResponse, NeynarAPIClient } from '@neynar/nodejs-sdk';
import { FetchCastReactionsTypesEnum } from '@neynar/nodejs-sdk/build/api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { localConfig, urlOf } from '../config.ts';
import { connectWorld } from './connect-world.ts';
import { type FarcasterPart, startFarcaster } from './start.ts';
import { startReceiver } from './test-receiver.ts';
import { testUsers } from './users.ts';
import type { WorldUser } from './world.ts';

const RECEIVER_PORT = 28131;
const SECRET = 'webhook-secret';
const users = Object.values(testUsers);
const { creator, fan, newcomer } = testUsers;

let dataDir = '';
let config: ReturnType<typeof localConfig>;
let part: FarcasterPart;
let receiver: Awaited<ReturnType<typeof startReceiver>>;

const options = {
  webhookUrl: `http://127.0.0.1:${RECEIVER_PORT}/`,
  webhookSecret: SECRET,
  apiKey: 'key',
  users,
  delivery: { backoffMs: [5, 5, 5] },
};
const client = () => new NeynarAPIClient(new Configuration({ apiKey: 'key', basePath: urlOf(config, 'neynar') }));
const journal = () => join(dataDir, 'farcaster', 'world.ndjson');

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'neynar-test-'));
  config = localConfig({ firstPort: 28100, dataDir });
  receiver = await startReceiver(RECEIVER_PORT, SECRET);
  part = await startFarcaster(config, options);
});

afterEach(async () => {
  await part.stop();
  await receiver.stop();
  await rm(dataDir, { recursive: true });
});

const crowd = (count: number): WorldUser[] =>
  Array.from({ length: count }, (_, i) => {
    return {
      fid: 1000 + i,
      username: `p${i}`,
      displayName: `P ${i}`,
      address: null,
      score: 0.8,
      followerCount: i,
      registeredAt: 1_700_000_000_000,
    };
  });

test('the SDK reads people by fid and by verified address', async () => {
  const { users: found } = await client().fetchBulkUsers({ fids: [creator.fid, 999_999] });
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({
    fid: 3621,
    username: 'niasings',
    score: 0.97,
    follower_count: 2410,
    registered_at: '2023-11-04T00:00:00.000Z',
  });
  expect(found[0]?.verified_addresses.primary.eth_address).toBe(creator.address.toLowerCase());
  const byAddress = await client().fetchBulkUsersByEthOrSolAddress({ addresses: [fan.address] });
  expect(byAddress[fan.address.toLowerCase()]?.[0]?.fid).toBe(fan.fid);
  const nobody = client().fetchBulkUsersByEthOrSolAddress({ addresses: ['0x000000000000000000000000000000000000dEaD'] });
  await expect(nobody).rejects.toSatisfy(error => isApiErrorResponse(error) && error.response.status === 404);
});

test('the SDK reads casts, counts, embeds and replies; deleted casts are gone', async () => {
  const embeds = [
    'https://app.example/p/1',
    { url: 'https://ipfs.example/ipfs/bafy', metadata: { content_type: 'audio/wav', content_length: 10 } },
  ];
  const { hash } = await part.world.publishCast({
    fid: creator.fid,
    text: 'Night bus home — song',
    embeds,
    at: 1_700_000_000_000,
  });
  await part.world.react({ fid: fan.fid, castHash: hash, kind: 'like' });
  await part.world.react({ fid: fan.fid, castHash: hash, kind: 'recast' });
  const reply = await part.world.publishCast({ fid: newcomer.fid, text: 'again', parent: hash });
  const { result } = await client().fetchBulkCasts({ casts: [hash, `0x${'0'.repeat(40)}`] });
  expect(result.casts).toHaveLength(1);
  expect(result.casts[0]).toMatchObject({
    text: 'Night bus home — song',
    timestamp: '2023-11-14T22:13:20.000Z',
    author: { fid: creator.fid },
    reactions: { likes_count: 1, recasts_count: 1 },
    replies: { count: 1 },
    embeds: [{ url: 'https://app.example/p/1' }, { metadata: { content_type: 'audio/wav' } }],
  });
  const { cast } = await client().lookupCastByHashOrUrl({ identifier: reply.hash, type: 'hash' });
  expect(cast).toMatchObject({ parent_hash: hash, thread_hash: hash, parent_author: { fid: creator.fid } });
  await part.world.deleteCast({ castHash: hash });
  expect((await client().fetchBulkCasts({ casts: [hash] })).result.casts).toEqual([]);
});

test('the SDK pages through reactions, latest first, each once, while new ones arrive', async () => {
  await part.world.addUsers(crowd(250));
  const { hash } = await part.world.publishCast({ fid: creator.fid, text: 'x' });
  for (const { fid } of crowd(250))
    await part.world.react({ fid, castHash: hash, kind: fid % 2 ? 'recast' : 'like', at: 1_700_000_000_000 + (fid >> 2) });
  const fids: number[] = [];
  let cursor: string | null | undefined;
  do {
    const types = [FetchCastReactionsTypesEnum.All];
    const page = await client().fetchCastReactions({ hash, types, limit: 100, ...(cursor ? { cursor } : {}) });
    fids.push(...page.reactions.map(({ user }) => user.fid));
    if (fids.length === 100) await part.world.react({ fid: fan.fid, castHash: hash, kind: 'like' });
    cursor = page.next.cursor;
  } while (cursor);
  expect(new Set(fids).size).toBe(250);
  expect(fids).toHaveLength(250);
});

test('a wrong key is refused', async () => {
  const stranger = new NeynarAPIClient(new Configuration({ apiKey: 'other', basePath: urlOf(config, 'neynar') }));
  await expect(stranger.fetchBulkUsers({ fids: [1] })).rejects.toSatisfy(
    error => isApiErrorResponse(error) && error.response.status === 401,
  );
});

test('every event is told by a signed webhook in the words of Neynar', async () => {
  const { hash } = await part.world.publishCast({
    fid: creator.fid,
    text: 'x',
    embeds: ['https://app.example/p/1'],
    at: 1_700_000_000_000,
  });
  await part.world.react({ fid: fan.fid, castHash: hash, kind: 'like', at: 1_700_000_001_000 });
  await part.world.unreact({ fid: fan.fid, castHash: hash, kind: 'like', at: 1_700_000_002_000 });
  await part.world.deleteCast({ castHash: hash, at: 1_700_000_003_000 });
  await part.world.flush();
  expect(receiver.received.every(({ signed }) => signed)).toBe(true);
  const byType = Object.fromEntries(receiver.received.map(({ type, data }) => [type, data]));
  expect(byType['cast.created']).toMatchObject({ object: 'cast', hash, author: { fid: creator.fid, follower_count: 2410 } });
  expect(byType['reaction.created']).toMatchObject({
    reaction_type: 1,
    event_timestamp: '2023-11-14T22:13:21.000Z',
    user: { object: 'user_dehydrated', fid: fan.fid, score: 0.91 },
    cast: { hash, author: { fid: creator.fid } },
  });
  expect(byType['reaction.deleted']).toMatchObject({ reaction_type: 1, event_timestamp: '2023-11-14T22:13:22.000Z' });
  expect(byType['cast.deleted']).toMatchObject({ hash });
  expect(await part.world.stats()).toMatchObject({ sent: 4, accepted: 4, failed: 0, pending: 0 });
});

test('the same event told twice changes nothing and is sent twice; like, unlike, like counts once', async () => {
  const { hash } = await part.world.publishCast({ fid: creator.fid, text: 'x', at: 1 });
  expect((await part.world.publishCast({ fid: creator.fid, text: 'x', at: 1 })).hash).toBe(hash);
  const like = { fid: fan.fid, castHash: hash, kind: 'like' } as const;
  for (const at of [10, 10, 30]) await part.world.react({ ...like, at }, { wait: true });
  await part.world.unreact({ ...like, at: 20 });
  await part.world.flush();
  expect((await client().fetchBulkCasts({ casts: [hash] })).result.casts[0]?.reactions.likes_count).toBe(1);
  expect(await part.world.stats()).toMatchObject({ casts: 1, reactions: 3, sent: 6 });
});

test('a restart keeps everything and forgets a line that a kill cut off', async () => {
  const { hash } = await part.world.publishCast({ fid: creator.fid, text: 'kept' });
  await part.world.react({ fid: fan.fid, castHash: hash, kind: 'recast' });
  await part.world.flush();
  await part.stop();
  appendFileSync(journal(), '{"op":"reaction","fid":36');
  part = await startFarcaster(config, options);
  expect((await client().fetchBulkCasts({ casts: [hash] })).result.casts[0]?.reactions.recasts_count).toBe(1);
  await part.world.react({ fid: fan.fid, castHash: hash, kind: 'like' });
  await part.world.flush();
  expect(receiver.received).toHaveLength(3);
  expect(readFileSync(journal(), 'utf8')).not.toContain('"privateKey"');
});

test('what was not accepted before a stop is sent again by the next start', async () => {
  await receiver.stop();
  const { hash } = await part.world.publishCast({ fid: creator.fid, text: 'while the app was down' });
  await part.stop();
  receiver = await startReceiver(RECEIVER_PORT, SECRET);
  part = await startFarcaster(config, options);
  await part.world.flush();
  expect(receiver.received).toMatchObject([{ type: 'cast.created', data: { hash } }]);
});

test('server errors are tried again, refusals are not, and a dead app is given up in the end', async () => {
  await receiver.stop();
  const statuses = [503, 500, 200, 400, 503, 503, 503, 503];
  receiver = await startReceiver(RECEIVER_PORT, SECRET, index => statuses[index] ?? 200);
  const publish = async (text: string) => (await part.world.publishCast({ fid: creator.fid, text }, { wait: true })).delivery;
  expect(await publish('a')).toMatchObject({ accepted: true, status: 200, attempts: 3 });
  expect(await publish('b')).toMatchObject({ accepted: false, status: 400, attempts: 1 });
  expect(await publish('c')).toMatchObject({ accepted: false, status: 503, attempts: 4 });
  expect(await part.world.stats()).toMatchObject({ accepted: 1, failed: 2, retries: 5, pending: 0 });
});

test('no more than 32 webhooks are on their way at once', async () => {
  await receiver.stop();
  let open = 0;
  let most = 0;
  receiver = await startReceiver(RECEIVER_PORT, SECRET, async () => {
    most = Math.max(most, ++open);
    await new Promise(setImmediate);
    open -= 1;
    return 200;
  });
  for (let i = 0; i < 500; i++) await part.world.publishCast({ fid: creator.fid, text: `cast ${i}` });
  await part.world.flush();
  expect(receiver.received).toHaveLength(500);
  expect(most).toBeLessThanOrEqual(32);
  expect(most).toBeGreaterThan(1);
});

test('the control door does the same over HTTP, and says what is impossible', async () => {
  const world = connectWorld(urlOf(config, 'neynar'));
  await world.addUsers(crowd(2));
  const { hash, delivery } = await world.publishCast(
    { fid: 1001, text: 'by HTTP', embeds: ['https://app.example/p/2'] },
    { wait: true },
  );
  expect(delivery).toMatchObject({ accepted: true, attempts: 1 });
  await world.react({ fid: 1000, castHash: hash, kind: 'like' });
  expect([await world.knows({ castHash: hash }), await world.knows({ castHash: `0x${'1'.repeat(40)}` })]).toEqual([true, false]);
  expect(await world.knows({ castHash: hash, fid: 1000, kind: 'like' })).toBe(true);
  expect(await world.knows({ castHash: hash, fid: 1000, kind: 'recast' })).toBe(false);
  await world.flush();
  expect(await world.stats()).toMatchObject({ casts: 1, reactions: 1, accepted: 2 });
  await expect(world.react({ fid: 1, castHash: hash, kind: 'like' })).rejects.toThrow('nobody has fid 1');
  await expect(world.react({ fid: 1000, castHash: `0x${'1'.repeat(40)}`, kind: 'like' })).rejects.toThrow('there is no cast');
  await expect(world.publishCast({ fid: 1000, text: 'stolen', hash })).rejects.toThrow("someone else's");
  const viewed = await fetch(`${urlOf(config, 'neynar')}/_world/cast?hash=${hash}&viewer=1000`);
  expect(await viewed.json()).toMatchObject({ viewer_context: { liked: true, recasted: false } });
});

test('avatars are drawn for people who exist', async () => {
  const avatar = await fetch(`${urlOf(config, 'neynar')}/avatars/${creator.fid}.svg`);
  expect(avatar.headers.get('content-type')).toBe('image/svg+xml');
  expect(await avatar.text()).toContain('>NA<');
  expect((await fetch(`${urlOf(config, 'neynar')}/avatars/1.svg`)).status).toBe(404);
});

test('a taken port is named', async () => {
  await expect(startFarcaster(localConfig({ firstPort: 28100, dataDir: join(dataDir, 'other') }), options)).rejects.toThrow(
    /28105.*Neynar/,
  );
});
