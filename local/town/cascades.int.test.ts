import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { localConfig, urlOf } from '../config.ts';
import { connectWorld } from '../farcaster/connect-world.ts';
import { type FarcasterPart, startFarcaster } from '../farcaster/start.ts';
import { startReceiver } from '../farcaster/test-receiver.ts';
import { type Cascade, playCascades, readCascades } from './cascades.ts';

let dataDir = '';
let config: ReturnType<typeof localConfig>;
let farcaster: FarcasterPart;
let receiver: Awaited<ReturnType<typeof startReceiver>>;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cascades-test-'));
  config = localConfig({ firstPort: 28600, dataDir });
  receiver = await startReceiver(28631, 'secret');
  farcaster = await startFarcaster(config, { webhookUrl: receiver.url, webhookSecret: 'secret', apiKey: 'key', users: [] });
});

afterEach(async () => {
  await farcaster.stop();
  await receiver.stop();
  await rm(dataDir, { recursive: true });
});

const LINES = [
  {
    id: 'a',
    src: 's',
    root: { followers: 500 },
    n: 4,
    ev: [
      [10, 1, -1, 0, -1],
      [20, 2, 77, 1, 0],
      [20, 1, -1, 0, -1],
      [3600, 3, -1, 0, 1],
    ],
  },
  { id: 'b', src: 's', root: { followers: -1 }, n: 1, ev: [[86_400, 'x', -1, 0, -1]] },
  { id: 'c', src: 's', root: {}, n: 0, ev: [] },
];
const text = `${LINES.map(line => JSON.stringify(line)).join('\n')}\n\n`;
const file = () => join(dataDir, 'cascades.ndjson');

async function all(path: string): Promise<Cascade[]> {
  const cascades = [];
  for await (const cascade of readCascades(path)) cascades.push(cascade);
  return cascades;
}

const options = { appUrl: 'https://app.example', endsAt: 1_800_000_000_000, speed: 1e6 };
const reactions = () => receiver.received.filter(({ type }) => type === 'reaction.created').map(({ data }) => data);

test('reads plain and gzipped files alike, with unknowns as null', async () => {
  await writeFile(file(), text);
  await writeFile(`${file()}.gz`, gzipSync(text));
  const cascades = await all(file());
  expect(cascades).toEqual(await all(`${file()}.gz`));
  expect(cascades.map(({ id, rootFollowers, events }) => [id, rootFollowers, events.length])).toEqual([
    ['a', 500, 4],
    ['b', null, 1],
    ['c', null, 0],
  ]);
  expect(cascades[0]?.events[1]).toEqual({ t: 20, actor: '2', followers: 77, withText: true, parent: 0 });
});

test('says which line is broken, and that a file is missing', async () => {
  await writeFile(file(), '{"id":"a","ev":[]}\n{"id":"b"}\n');
  await expect(all(file())).rejects.toThrow('line 2');
  await expect(all(join(dataDir, 'none.ndjson.gz'))).rejects.toThrow('ENOENT');
  await writeFile(`${file()}.gz`, 'not gzip');
  await expect(all(`${file()}.gz`)).rejects.toThrow(/header/);
});

test('every event is sent with its true distance in time, the second by one actor too', async () => {
  await writeFile(file(), text);
  const result = await playCascades(farcaster.world, readCascades(file()), options);
  expect(result).toMatchObject({ cascades: 3, sent: 5, accepted: 5, failed: 0 });
  expect(result.ackMs).toHaveLength(5);
  const [a, b] = result.posts;
  const cast = receiver.received.find(({ data }) => data.hash === a?.castHash)?.data;
  expect(cast).toMatchObject({
    embeds: [{ url: `https://app.example/p/${a?.performanceId}` }],
    author: { fid: a?.author.fid, follower_count: 500 },
  });
  const postedAt = Date.parse(String(cast?.timestamp));
  expect(postedAt).toBe(options.endsAt - 3_601_000);
  const of = (hash: string | undefined) => reactions().filter(data => (data.cast as { hash: string }).hash === hash);
  const times = of(a?.castHash).map(data => (Date.parse(String(data.event_timestamp)) - postedAt) / 1000);
  expect(times.sort((x, y) => x - y)).toEqual([10, 20, 20, 3600]);
  expect(new Set(of(a?.castHash).map(data => (data.user as { fid: number }).fid)).size).toBe(3);
  expect(Date.parse(String(of(b?.castHash)[0]?.event_timestamp))).toBe(options.endsAt - 1000);
});

test('a second replay, also from another process, sends the same events and changes nothing', async () => {
  await writeFile(file(), text);
  await playCascades(farcaster.world, readCascades(file()), options);
  const first = reactions()
    .map(data => JSON.stringify(data))
    .sort();
  const before = await farcaster.world.stats();
  receiver.received.length = 0;
  await playCascades(connectWorld(urlOf(config, 'neynar')), readCascades(file()), options);
  expect(
    reactions()
      .map(data => JSON.stringify(data))
      .sort(),
  ).toEqual(first);
  expect(await farcaster.world.stats()).toMatchObject({ casts: before.casts, reactions: before.reactions, users: before.users });
});

test('a limit plays only the first cascades', async () => {
  await writeFile(file(), text);
  expect(await playCascades(farcaster.world, readCascades(file()), { ...options, limit: 1 })).toMatchObject({
    cascades: 1,
    sent: 4,
  });
  expect(await playCascades(farcaster.world, [], options)).toMatchObject({ cascades: 0, sent: 0 });
});

test('thousands of events at once are all accepted', async () => {
  const events = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ t: i, actor: String(i), followers: null, withText: false, parent: null }));
  const cascades = Array.from(
    { length: 30 },
    (_, i): Cascade => ({ id: `big${i}`, source: 's', rootFollowers: null, events: events(100) }),
  );
  const result = await playCascades(farcaster.world, cascades, { ...options, startStagger: 1 });
  expect(result.accepted).toBe(3_000);
});
