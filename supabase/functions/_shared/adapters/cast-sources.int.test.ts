import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Configuration, isApiErrorResponse, NeynarAPIClient } from '@neynar/nodejs-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localConfig, urlOf } from '../../../../local/config.ts';
import { type FarcasterPart, startFarcaster } from '../../../../local/farcaster/start.ts';
import { testUsers } from '../../../../local/farcaster/users.ts';
import { filtersFor, filtersHandler } from '../../../../shared/hearing/keep-filters.ts';
import type { CastSource } from '../../../../shared/hearing/ports.ts';
import type { HeardSignal } from '../../../../shared/hearing/schema.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import { hubCasts } from './hub-casts.ts';
import { neynarCasts } from './neynar-casts.ts';
import { neynarFilters } from './neynar-filters.ts';

const START = Date.UTC(2026, 0, 1);
const { creator, fan } = testUsers;
const people = Array.from({ length: 640 }, (_, i) => ({
  fid: 1_000 + i,
  username: `p${i}`,
  displayName: `P ${i}`,
  address: null,
  score: 0.8,
  followerCount: i,
  registeredAt: START - i * 1_000,
}));
const config = localConfig({ firstPort: 28_340, dataDir: join(tmpdir(), 'unused') });
const url = urlOf(config, 'neynar');
let folder: string;
let part: FarcasterPart;
let spent = 0;
let hash: string;
let gone: string;
const replies: string[] = [];
const neynar = neynarCasts({
  url,
  apiKey: 'key',
  spend: async credits => {
    spent += credits;
  },
});
const sources: [string, CastSource][] = [
  ['Neynar', neynar],
  ['a hub', hubCasts({ url })],
];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gigavibe-sources-'));
  part = await startFarcaster(
    { ...config, dataDir: folder },
    { webhookUrl: 'http://127.0.0.1:9/', webhookSecret: 'x', apiKey: 'key', users: [creator, fan], delivery: { backoffMs: [] } },
  );
  const { world } = part;
  await world.addUsers(people);
  ({ hash } = await world.publishCast({ fid: creator.fid, text: 'Night bus home', at: START, channel: 'dance' }));
  ({ hash: gone } = await world.publishCast({ fid: creator.fid, text: 'gone', at: START }));
  await world.deleteCast({ castHash: gone, at: START + 1 });
  for (const { fid } of people)
    await world.react({ fid, castHash: hash, kind: fid % 4 === 0 ? 'recast' : 'like', at: START + (fid >> 3) * 1_000 });
  await world.unreact({ fid: 1_001, castHash: hash, kind: 'like', at: START + 900_000 });
  for (let i = 0; i < 120; i++) {
    const at = START + 1_000 * i;
    replies.push((await world.publishCast({ fid: 1_000 + (i % 7), text: `again ${i}`, parent: hash, at })).hash);
  }
  await world.deleteCast({ castHash: replies[5] ?? '', at: START + 999_000 });
});
afterAll(async () => {
  await part?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function all(source: CastSource, signal: HeardSignal) {
  const listed = [];
  let cursor: string | null = null;
  do {
    const page = await source.reactions({ hash, authorFid: creator.fid }, signal, cursor);
    listed.push(...page.reactions);
    cursor = page.next;
  } while (cursor !== null);
  return listed;
}

describe.each(sources)('Farcaster, asked through %s', (_, source) => {
  it('counts what is in force, and nothing of a cast that is gone', async () => {
    const named = [hash, gone, `0x${'0'.repeat(40)}`].map(one => ({ hash: one, authorFid: creator.fid }));
    expect([...(await source.counts(named))]).toEqual([[hash, { like: 479, recast: 160, reply: 119 }]]);
  });

  it('lists everyone once, over all pages, with the time of their reaction', async () => {
    for (const [signal, count] of [
      ['like', 479],
      ['recast', 160],
    ] as const) {
      const listed = await all(source, signal);
      expect(new Set(listed.map(({ fid }) => fid)).size).toBe(count);
      expect(listed).toHaveLength(count);
      expect(listed.every(one => one.at === START + (one.fid >> 3) * 1_000 && one.signal === signal)).toBe(true);
      expect(listed.some(({ fid }) => fid === 1_001)).toBe(false);
    }
  });

  it('lists each reply by its own hash, several of one person too', async () => {
    const listed = await all(source, 'reply');
    expect(listed.map(({ replyHash }) => replyHash).toSorted()).toEqual(replies.filter((_, i) => i !== 5).toSorted());
    expect(new Set(listed.map(({ fid }) => fid)).size).toBe(7);
  });

  it('knows people by name, and leaves out who does not exist', async () => {
    expect(await source.castsBy(creator.fid)).toMatchObject([
      { hash, text: 'Night bus home', at: START, parentHash: null, channel: 'dance' },
    ]);
    const known = await source.people([fan.fid, 999_999]);
    expect(known).toMatchObject([{ fid: fan.fid, username: 'jonas', displayName: fan.displayName }]);
    // What a source does not know is unknown, never made up.
    const { score, followerCount, registeredAt } = known[0] ?? {};
    const facts = { score: fan.score, followerCount: fan.followerCount, registeredAt: fan.registeredAt };
    const unknown = { score: null, followerCount: null, registeredAt: null };
    expect({ score, followerCount, registeredAt }).toEqual(source.name === 'neynar' ? facts : unknown);
  });
});

describe('the subscription of the webhook', () => {
  const sdk = new NeynarAPIClient(new Configuration({ apiKey: 'key', basePath: url }));
  const filters = neynarFilters({ url, apiKey: 'key', webhookId: 'local-webhook' });

  it('lists casts of an author as the SDK does', async () => {
    const { casts } = await sdk.fetchCastsForUser({ fid: creator.fid, limit: 25, includeReplies: false });
    expect(casts.map(cast => cast.hash)).toEqual([hash]);
  });

  it('follows the creators, and is written only when it differs', async () => {
    let creators = [7, 3];
    let writes = 0;
    const counted: number[] = [];
    const likeIt = (at: number) => part.world.react({ fid: fan.fid, castHash: hash, kind: 'like', at }, { wait: true });
    const handler = filtersHandler({
      creators: async () => creators,
      pollNow: async fids => void counted.push(...fids),
      read: filters.read,
      write: async wanted => {
        writes++;
        await filters.write(wanted);
      },
      appUrl: 'https://gigavibe.example',
      now: () => unixMs(START),
    });
    const job = { id: '1', key: 'filters', kind: 'filters', payload: {}, failures: 0, faults: 0, lost: 0, lease: '' } as const;
    await handler(job, unixMs(START));
    creators = [3, 7];
    await handler(job, unixMs(START));
    expect(writes).toBe(1);
    const { webhook } = await sdk.lookupWebhook({ webhookId: 'local-webhook' });
    expect(webhook?.subscription?.filters).toEqual(filtersFor('https://gigavibe.example', [3, 7]));
    expect(webhook?.title).toBe('GigaVibe');
    // Nobody is told of a creator whom the filter does not have yet.
    expect((await likeIt(START + 1)).delivery).toBeNull();
    creators = [3, 7, creator.fid];
    await handler(job, unixMs(START));
    expect(writes).toBe(2);
    expect(counted).toEqual([3, 7, creator.fid]);
    expect((await likeIt(START + 2)).delivery).not.toBeNull();
    const { webhooks } = await sdk.fetchWebhooks();
    expect(webhooks[0]?.subscription?.filters['reaction.created']?.target_fids).toEqual([3, 7, creator.fid]);
  });

  it('speaks as the SDK does', async () => {
    const subscription = { 'reaction.created': { target_fids: [5] } };
    const changed = await sdk.updateWebhook({
      webhookId: 'local-webhook',
      name: 'Other',
      url: 'https://x.example/',
      subscription,
    });
    expect(changed.webhook).toMatchObject({ title: 'Other', target_url: 'https://x.example/' });
    expect(await filters.read()).toEqual(subscription);
    const unknown = sdk.lookupWebhook({ webhookId: 'another' });
    await expect(unknown).rejects.toSatisfy(error => isApiErrorResponse(error) && error.response.status === 404);
    await expect(neynarFilters({ url, apiKey: 'key', webhookId: 'another' }).read()).rejects.toMatchObject({
      code: 'hearing/no-webhook',
    });
  });

  it('matches our pages and no others', () => {
    const { embeds } = filtersFor('https://gigavibe.example', [])['cast.created'] as { embeds: string };
    expect(new RegExp(embeds).test('https://gigavibe.example/p/1')).toBe(true);
    for (const other of [
      'https://gigavibeXexample/p/1',
      'https://x.example/?https://gigavibe.example/p/1',
      'https://gigavibe.example/q/1',
    ])
      expect(new RegExp(embeds).test(other)).toBe(false);
  });
});

it('the SDK lists replies of a conversation', async () => {
  const sdk = new NeynarAPIClient(new Configuration({ apiKey: 'key', basePath: url }));
  const { conversation, next } = await sdk.lookupCastConversation({ identifier: hash, type: 'hash', replyDepth: 1, limit: 50 });
  expect(conversation.cast.direct_replies).toHaveLength(50);
  expect(next?.cursor).toBeTruthy();
});

it('says what each request costs before it is made', async () => {
  spent = 0;
  await neynar.counts([{ hash, authorFid: 1 }]);
  await neynar.people([1, 2, 3]);
  expect(spent).toBe(4 + 3);
});
