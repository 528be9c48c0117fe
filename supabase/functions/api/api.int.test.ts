import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTradeCall, setApiBaseUrl, type TradeParameters } from '@zoralabs/coins-sdk';
import fc from 'fast-check';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Hex } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ChainPart, startChain, startZoraApi } from '../../../local/chain/index.ts';
import { localConfig, urlOf } from '../../../local/config.ts';
import { LOCAL_SECRETS } from '../../../local/function-env.ts';
import { type IpfsPart, startIpfs } from '../../../local/ipfs/start.ts';
import type { Part } from '../../../local/part.ts';
import { startTestDatabase, type TestDatabase } from '../../../local/supabase/test-database.ts';
import type { OfferCard } from '../../../shared/launches/answer-part.ts';
import { type ConsentTypedData, consentForSigning } from '../../../shared/launches/consent.ts';
import type { ConsentCard, ConsentPorts } from '../../../shared/launches/consent-ports.ts';
import { forSigning } from '../../../shared/launches/for-signing.ts';
import { editConsent } from '../../../shared/launches/open-consent.ts';
import type { PartTypedData } from '../../../shared/launches/part.ts';
import { checkSplit } from '../../../shared/launches/split.ts';
import { splitterAddress } from '../../../shared/launches/splitter.ts';
import { stepLaunches } from '../../../shared/launches/step-launches.ts';
import { ETH } from '../../../shared/markets/base-contracts.ts';
import { checkPermit, decodeTradeCall, type TradePermit } from '../../../shared/markets/trade-call.ts';
import { PARTS, type PartName } from '../../../shared/ops/health.ts';
import { chainClient } from '../_shared/adapters/chain-client.ts';
import { launchChain } from '../_shared/adapters/chain-launches.ts';
import { consentVerifier } from '../_shared/adapters/chain-signatures.ts';
import { connectDatabase, type Database } from '../_shared/adapters/database.ts';
import { arrayOf } from '../_shared/adapters/database-array.ts';
import { pinata } from '../_shared/adapters/ipfs.ts';
import { quotePermissions } from '../_shared/adapters/quote-permissions.ts';
import { launchSigner } from '../_shared/adapters/signer.ts';
import { zoraQuotes } from '../_shared/adapters/zora.ts';
import { sessionVerifier } from '../_shared/http/require-session.ts';
import { healthStore } from '../_shared/stores/health.ts';
import { launchStore } from '../_shared/stores/launches.ts';
import { consentStore } from '../_shared/stores/launches-consent.ts';
import { type Seeded, seedLaunch } from '../_testing/seed-launch.ts';
import { testClock } from '../_testing/test-clock.ts';
import type { ChainDoorPorts } from './chain-routes.ts';
import { makeHandler } from './handler.ts';
import type { IdentityDoorPorts } from './identity-routes.ts';
import type { MediaDoorPorts } from './media-routes.ts';
import type { PostDoorPorts } from './performance-routes.ts';
import type { PremiumDoorPorts } from './premium-routes.ts';
import type { PrintDoorPorts } from './print-routes.ts';
import type { ViewDoorPorts } from './view-routes.ts';

const SUPABASE_URL = 'http://gateway.test';
const CRON_SECRET = 'a secret of cron alone';
const PORT = 29_540;
const config = localConfig({ firstPort: PORT, dataDir: join(tmpdir(), 'unused'), cacheDir: '.local/cache' });
let folder: string;
let database: TestDatabase;
let chain: ChainPart;
let zora: Part;
let ipfs: IpfsPart;
let admin: Database;
let db: Database;
let door: (request: Request) => Promise<Response>;
let tokenOf: (userId: string) => Promise<string>;
const clock = testClock();
/** What asking Farcaster anew does to a creator's wallet. */
let farcasterSays: (userId: string) => Promise<void> = async () => {};
let seed = 900;
/** Who used which limited door. */
const uses: string[] = [];
let quotesAt = 1_800_000_000_000;
/** Parts that do not answer now. */
const away = new Set<PartName>();
let lookAt = 1_800_000_000_000;
const probes = Object.fromEntries(
  PARTS.map(part => [
    part,
    async () => void (away.has(part) && (await Promise.reject(new Error('secret words of an upstream')))),
  ]),
) as Record<PartName, () => Promise<void>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gigavibe-api-'));
  const local = { ...config, dataDir: folder };
  [database, chain, ipfs] = await Promise.all([startTestDatabase(PORT), startChain(local), startIpfs(local, { jwt: 'test' })]);
  zora = await startZoraApi(local, chain);
  admin = connectDatabase(database.url);
  db = connectDatabase(database.functionsUrl);
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256' };
  tokenOf = userId =>
    new SignJWT({ fid: 1, session_id: 's', role: 'authenticated' })
      .setProtectedHeader({ alg: 'ES256', kid: 'k' })
      .setSubject(userId)
      .setIssuer(`${SUPABASE_URL}/auth/v1`)
      .setAudience('authenticated')
      .setExpirationTime('1h')
      .sign(privateKey);
  door = makeHandler(
    {
      requireSession: sessionVerifier({ supabaseUrl: SUPABASE_URL, keys: createLocalJWKSet({ keys: [jwk] }) }),
      launches: {
        consent: { store: consentStore(db), verify: consentVerifier(chainClient(chain.rpcUrl)), now: clock.now },
        confirmWallet: userId => farcasterSays(userId),
      },
      // Accounts and media have tests of their own.
      identity: { sessionLives: async () => true } as unknown as IdentityDoorPorts,
      media: {} as MediaDoorPorts,
      posts: {} as PostDoorPorts,
      health: { ...healthStore(db), probes, cronSecret: CRON_SECRET, now: () => lookAt },
      // So have views and limits.
      views: {} as ViewDoorPorts,
      limit: async (door, who) => void uses.push(`${door} ${who}`),
      // Chains have theirs, chains.int.test.ts.
      chains: {} as ChainDoorPorts,
      prints: {} as PrintDoorPorts,
      premium: {} as PremiumDoorPorts,
      quotes: {
        permissions: quotePermissions({ apiKey: LOCAL_SECRETS.zoraApiKey, now: () => quotesAt }),
        askQuote: zoraQuotes({ url: urlOf(config, 'zora'), apiKey: LOCAL_SECRETS.zoraApiKey }),
      },
    },
    { appUrl: 'https://gigavibe.example', chainId: 8453, factory: chain.addresses.coinFactory, consentHours: 24, log: () => {} },
  );
});

afterAll(async () => {
  await Promise.all([admin?.end(), db?.end()]);
  await Promise.all([database?.stop(), zora?.stop(), ipfs?.stop()]);
  await chain?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** One call of the door as somebody, or as nobody. */
async function call<T = { error: { code: string; message: string } }>(
  method: string,
  path: string,
  userId: string | null,
  body?: unknown,
) {
  const headers = { 'content-type': 'application/json', ...(userId && { authorization: `Bearer ${await tokenOf(userId)}` }) };
  const payload = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const response = await door(new Request(`http://x/functions/v1/api${path}`, { method, headers, ...payload }));
  return { status: response.status, body: (await response.json()) as T };
}

const creator = () => privateKeyToAccount(chain.accounts.creator.privateKey);
const newLaunch = () => seedLaunch(admin, seed++, creator().address);
const permissionOf = async (userId: string, trader: Hex) =>
  (await call<{ permission: string }>('POST', '/zora/permission', userId, { trader })).body.permission;
/** The card of a coin that nobody has still to accept a part of. */
type SignableCard = ConsentCard & { typedData: ConsentTypedData };
const openCard = ({ launchId, userId }: Seeded) => call<SignableCard>('GET', `/launches/${launchId}/consent`, userId);
const sign = (data: ConsentTypedData, account = creator()): Promise<Hex> => account.signTypedData(consentForSigning(data));
const approve = ({ launchId, userId }: Seeded, data: ConsentTypedData, signature: Hex) =>
  call('POST', `/launches/${launchId}/approve`, userId, { signature, message: data.message });
const statusOf = async ({ launchId }: Seeded) =>
  (await admin`select status from public.viral_queue where id = ${launchId}`)[0]?.status;

describe('the creator’s card', () => {
  it('opens for its creator alone, and starts the time to answer', async () => {
    const seeded = await newLaunch();
    const stranger = await newLaunch();
    expect((await call('GET', `/launches/${seeded.launchId}/consent`, null)).status).toBe(401);
    expect((await call('GET', `/launches/${seeded.launchId}/consent`, stranger.userId)).status).toBe(403);
    expect((await call('GET', `/launches/${crypto.randomUUID()}/consent`, seeded.userId)).status).toBe(404);
    expect((await call('GET', '/launches/1%27%20or%201=1/consent', seeded.userId)).status).toBe(404);
    expect(await statusOf(seeded)).toBe('detected');
    const card = await openCard(seeded);
    expect(card.status).toBe(200);
    expect(card.body.launch).toMatchObject({ id: seeded.launchId, status: 'awaiting_consent', ticker: `SONG${seed - 2}` });
    expect(Date.parse(card.body.launch.expires_at) - clock.now()).toBeGreaterThan(23.9 * 3_600_000);
    expect(card.body.typedData.message).toMatchObject({
      payout: creator().address.toLowerCase(),
      split: [{ account: creator().address.toLowerCase(), bps: 10_000 }],
      chainId: '8453',
    });
    expect((await openCard(seeded)).body).toEqual(card.body);
  });

  it('is approved by the creator’s signature over exactly what it says, once', async () => {
    const seeded = await newLaunch();
    const { typedData } = (await openCard(seeded)).body;
    const fan = privateKeyToAccount(chain.accounts.fan.privateKey);
    expect(await approve(seeded, typedData, await sign(typedData, fan))).toMatchObject({
      status: 400,
      body: { error: { code: 'launches/bad-signature' } },
    });
    const other = { ...typedData, message: { ...typedData.message, payout: fan.address } };
    expect((await approve(seeded, other, await sign(other))).body.error.code).toBe('launches/inputs-changed');
    expect(await statusOf(seeded)).toBe('awaiting_consent');
    const signature = await sign(typedData);
    const stranger = await newLaunch();
    expect((await approve({ ...seeded, userId: stranger.userId }, typedData, signature)).status).toBe(403);
    expect(await approve(seeded, typedData, signature)).toEqual({ status: 200, body: { status: 'approved' } });
    expect((await approve(seeded, typedData, signature)).status).toBe(200);
    expect((await call('POST', `/launches/${seeded.launchId}/refuse`, seeded.userId)).status).toBe(409);
    expect(await admin`select from public.jobs where payload ->> 'queue_id' = ${seeded.launchId}`).toHaveLength(1);
    const [row] = await admin`select * from public.viral_queue where id = ${seeded.launchId}`;
    expect(row).toMatchObject({
      consent: typedData.message,
      consent_signature: signature,
      payout_address: creator().address.toLowerCase(),
    });
  });

  it('asks again after an edit, and tells which ticker is free', async () => {
    const [seeded, holder] = [await newLaunch(), await newLaunch()];
    const before = (await openCard(seeded)).body.typedData;
    const signature = await sign(before);
    const path = `/launches/${seeded.launchId}`;
    const taken = await call('PATCH', path, seeded.userId, { ticker: `SONG${seed - 1}` });
    expect(taken).toMatchObject({ status: 400, body: { error: { code: 'launches/ticker-taken' } } });
    expect(taken.body.error.message).toBe(`SONG${seed - 1} is taken. Try SONG${seed - 1}2.`);
    expect((await call('PATCH', path, seeded.userId, { ticker: 'no way' })).body.error.code).toBe('launches/bad-ticker');
    expect((await call('PATCH', path, seeded.userId, {})).status).toBe(400);
    const edited = await call<SignableCard>('PATCH', path, seeded.userId, { name: 'Last bus', ticker: '$lastbus' });
    expect(edited.body.launch).toMatchObject({ name: 'Last bus', ticker: 'LASTBUS' });
    expect(edited.body.typedData.message.metadataCid).not.toBe(before.message.metadataCid);
    expect((await approve(seeded, before, signature)).body.error.code).toBe('launches/inputs-changed');
    expect((await approve(seeded, edited.body.typedData, await sign(edited.body.typedData))).status).toBe(200);
    expect(await statusOf(holder)).toBe('detected');
  });

  it('keeps both changes when another edit slips between the reading and the writing of one', async () => {
    const seeded = await newLaunch();
    const config = { chainId: 8453, factory: chain.addresses.coinFactory, consentHours: 24 };
    const store = consentStore(db);
    const consent: ConsentPorts = { store, verify: async () => true, now: clock.now };
    const slips = [{ ticker: 'SLIPPED' }, { picture: 'profile' }];
    const raced: ConsentPorts = {
      ...consent,
      store: {
        ...store,
        openCard: async (...asked) => {
          const slip = slips.pop();
          if (slip) await editConsent(consent, config, { ...seeded, ...slip });
          return store.openCard(...asked);
        },
      },
    };
    await admin`update public.users set avatar_url = 'https://media.example/face.jpg' where id = ${seeded.userId}`;
    // The first slip opens the card, as a second look at it does.
    const card = await editConsent(raced, config, { ...seeded, name: 'Both of us' });
    expect(card.launch).toMatchObject({ name: 'Both of us', ticker: 'SLIPPED' });
    expect(card.picture).toBe('profile');
    expect((await openCard(seeded)).body.typedData).toEqual(card.typedData);
    const both = await newLaunch();
    const [one, other] = await Promise.all([openCard(both), openCard(both)]);
    expect(one).toMatchObject({ status: 200 });
    expect(other).toEqual(one);
  });

  it('has a ticker to itself: of several that want one at the same instant one gets it, and the others are told and choose again', async () => {
    const store = consentStore(db);
    const consent: ConsentPorts = { store, verify: async () => true, now: clock.now };
    const config = { chainId: 8453, factory: chain.addresses.coinFactory, consentHours: 24 };
    const [slow, fast] = [await newLaunch(), await newLaunch()];
    const overtaken: ConsentPorts = {
      ...consent,
      store: {
        ...store,
        openCard: async (...asked) => {
          await editConsent(consent, config, { ...fast, ticker: 'ONEBOAT' });
          return store.openCard(...asked);
        },
      },
    };
    await expect(editConsent(overtaken, config, { ...slow, ticker: 'ONEBOAT' })).rejects.toMatchObject({
      code: 'launches/ticker-taken',
      message: 'ONEBOAT is taken. Try ONEBOAT2.',
    });

    // Two judges may suggest the same: nobody was shown it yet, so it holds nobody up.
    const crowd = await Promise.all(Array.from({ length: 5 }, newLaunch));
    const ids = crowd.map(({ launchId }) => launchId);
    await admin`update public.viral_queue set ticker = 'ALIKE' where id = any (${arrayOf(ids)}::uuid[])`;
    const cards = await Promise.all(crowd.map(openCard));
    expect(cards.map(({ status }) => status)).toEqual(crowd.map(() => 200));
    expect(new Set(cards.map(({ body }) => body.launch.ticker)).size).toBe(crowd.length);

    const want = (seeded: Seeded, ticker: string) =>
      call<SignableCard & { error: { code: string; facts?: unknown; message: string } }>(
        'PATCH',
        `/launches/${seeded.launchId}`,
        seeded.userId,
        { ticker },
      );
    const answers = await Promise.all(crowd.map(seeded => want(seeded, 'CROWDED')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400, 400]);
    for (const { body } of answers.filter(({ status }) => status === 400))
      expect(body.error).toMatchObject({ code: 'launches/ticker-taken', message: 'CROWDED is taken. Try CROWDED2.' });
    await admin`update public.viral_queue set ticker = 'CROWDED' where id = ${(await newLaunch()).launchId}`;
    const approved = await Promise.all(
      crowd.map(async seeded => {
        const { typedData } = (await openCard(seeded)).body;
        return approve(seeded, typedData, await sign(typedData));
      }),
    );
    expect(approved.map(({ status }) => status)).toEqual(crowd.map(() => 200));
    const [held] = await admin`
      select count(distinct ticker)::integer as tickers from public.viral_queue where id = any (${arrayOf(ids)}::uuid[])`;
    expect(held).toEqual({ tickers: crowd.length });
  });

  it('can be refused, and silence makes no coin', async () => {
    const [refused, late] = [await newLaunch(), await newLaunch()];
    expect((await call('POST', `/launches/${refused.launchId}/refuse`, refused.userId)).body).toEqual({ status: 'refused' });
    expect((await openCard(refused)).status).toBe(409);
    const { typedData } = (await openCard(late)).body;
    clock.jump(24 * 3_600_000 + 1);
    expect((await approve(late, typedData, await sign(typedData))).body.error.code).toBe('launches/consent-expired');
    expect(await statusOf(late)).toBe('expired');
  });

  it('needs somebody to pay, and pays whom Farcaster knows now', async () => {
    const seeded = await newLaunch();
    await admin`update public.users set wallet_address = null where id = ${seeded.userId}`;
    expect((await call('GET', `/launches/${seeded.launchId}/consent`, seeded.userId)).body.error.code).toBe('launches/no-wallet');
    await admin`update public.users set wallet_address = ${creator().address.toLowerCase()} where id = ${seeded.userId}`;
    const { typedData } = (await openCard(seeded)).body;
    await admin`update public.users set wallet_address = ${chain.accounts.fan.address.toLowerCase()} where id = ${seeded.userId}`;
    expect((await approve(seeded, typedData, await sign(typedData))).body.error.code).toBe('launches/inputs-changed');
  });

  it('pays nobody whose verification was taken back since they signed in', async () => {
    const takenBack = async (userId: string) =>
      void (await admin`update public.users set wallet_address = null where id = ${userId}`);
    const seeded = await newLaunch();
    const { typedData } = (await openCard(seeded)).body;
    const signature = await sign(typedData);
    farcasterSays = takenBack;
    expect((await approve(seeded, typedData, signature)).body.error.code).toBe('launches/no-wallet');
    const other = await newLaunch();
    expect((await call('GET', `/launches/${other.launchId}/consent`, other.userId)).body.error.code).toBe('launches/no-wallet');
    farcasterSays = async () => {};
    expect(await statusOf(seeded)).toBe('awaiting_consent');
  });

  it('never breaks on what it is sent', async () => {
    const seeded = await newLaunch();
    const paths = fc.constantFrom(
      ['POST', `/launches/${seeded.launchId}/approve`],
      ['PATCH', `/launches/${seeded.launchId}`],
      ['POST', '/zora/permission'],
      ['POST', `/zora/as/${await permissionOf(seeded.userId, ETH)}/quote`],
      ['POST', '/launches/x/refuse'],
      ['GET', '/launches/%00/consent'],
    );
    await fc.assert(
      fc.asyncProperty(paths, fc.oneof(fc.json(), fc.string()), async ([method = '', path = ''], body) => {
        const answer = await call(method, path, seeded.userId, method === 'GET' ? undefined : body);
        expect(answer.status).toBeLessThan(500);
      }),
      { seed: 16, numRuns: 400 },
    );
  });
});

describe('which parts answer', () => {
  const look = async () => {
    const request = new Request('http://x/functions/v1/api/check', {
      method: 'POST',
      headers: { authorization: `Bearer ${CRON_SECRET}` },
    });
    lookAt += 5_000;
    expect((await door(request)).status).toBe(200);
  };
  const status = async () => {
    const response = await door(new Request('http://x/functions/v1/api/status'));
    expect(response.headers.get('cache-control')).toContain('max-age=5');
    const text = await response.text();
    expect(text).not.toContain('secret words');
    const { parts } = JSON.parse(text) as { parts: { name: string; answering: boolean; since: number }[] };
    return new Map(parts.map(part => [part.name, part]));
  };

  it('is for everybody to read, and for cron alone to ask', async () => {
    expect([...(await status()).keys()]).toEqual([...PARTS].sort());
    expect((await door(new Request('http://x/functions/v1/api/check', { method: 'POST' }))).status).toBe(401);
  });

  it('says away at the second failure in a row, since the first, and answering at the first answer; told once each', async () => {
    await look();
    await admin`delete from realtime.messages where event = 'health'`;
    away.add('chain');
    await look();
    const first = lookAt;
    expect((await status()).get('chain')).toMatchObject({ answering: true });
    await look();
    expect((await status()).get('chain')).toMatchObject({ answering: false, since: first });
    await look();
    away.clear();
    await look();
    expect((await status()).get('chain')).toMatchObject({ answering: true, since: lookAt });
    expect((await status()).get('ipfs')).toMatchObject({ answering: true });
    const told =
      await admin`select payload ->> 'answering' as answering, topic from realtime.messages where event = 'health' order by inserted_at`;
    expect([...told]).toEqual([
      { answering: 'false', topic: 'prices' },
      { answering: 'true', topic: 'prices' },
    ]);
  });
});

describe('those who share', () => {
  const person = async (n: number, wallet: string | null) => {
    const [row] = await admin`
      insert into public.users (farcaster_fid, display_name, username, wallet_address)
      values (${70_000 + n}, ${`Friend ${n}`}, ${`friend${n}`}, ${wallet?.toLowerCase() ?? null}) returning id`;
    return String(row?.id);
  };
  const friend = () => privateKeyToAccount(chain.accounts.fan.privateKey);
  const offersOf = async (userId: string) => (await call<{ offers: OfferCard[] }>('GET', '/parts', userId)).body.offers;
  const accept = async (offer: OfferCard, userId: string, account = friend()) =>
    call('POST', `/parts/${offer.launch_id}/accept`, userId, {
      bps: offer.bps,
      signature: await account.signTypedData(forSigning(offer.typedData as PartTypedData)),
    });

  it('are asked, accept with their verified wallet, and are paid by a splitter that the creator signs for', async () => {
    const seeded = await newLaunch();
    const userId = await person(1, friend().address);
    const path = `/launches/${seeded.launchId}`;
    const edit = (split: { username: string; bps: number }[]) => call<ConsentCard>('PATCH', path, seeded.userId, { split });
    const asked = (await edit([{ username: '@Friend1', bps: 2_500 }])).body;
    expect(asked).toMatchObject({
      own_bps: 7_500,
      typedData: null,
      parts: [{ username: 'friend1', bps: 2_500, answer: 'asked' }],
    });
    expect(await admin`select kind from public.notices where user_id = ${userId}`).toEqual([{ kind: 'asked' }]);
    const [offer] = (await offersOf(userId)) as [OfferCard];
    expect(offer).toMatchObject({ launch_id: seeded.launchId, bps: 2_500, answer: 'asked' });
    // Neither another wallet, nor another part than was seen, nor somebody who was not asked.
    expect((await accept(offer, userId, creator())).body.error.code).toBe('launches/bad-signature');
    expect((await accept({ ...offer, bps: 9_000 }, userId)).body.error.code).toBe('launches/inputs-changed');
    expect((await accept(offer, seeded.userId)).status).toBe(404);
    expect((await accept(offer, userId)).body).toEqual({ status: 'accepted' });
    expect((await accept(offer, userId)).status).toBe(200);
    const { typedData } = (await openCard(seeded)).body;
    const split = checkSplit([
      { account: creator().address, bps: 7_500 },
      { account: friend().address, bps: 2_500 },
    ]);
    expect(typedData.message).toMatchObject({ payout: splitterAddress(split), split, owners: [creator().address.toLowerCase()] });
    // Another part is another question, and the first answer is none to it.
    expect((await edit([{ username: 'friend1', bps: 2_600 }])).body.typedData).toBeNull();
    expect((await approve(seeded, typedData, await sign(typedData))).body.error).toMatchObject({
      code: 'launches/part-unanswered',
      message: 'Friend 1 did not accept yet. Wait, or take the part back.',
    });
    const [again] = (await offersOf(userId)) as [OfferCard];
    expect((await accept(offer, userId)).body.error.code).toBe('launches/inputs-changed');
    await accept(again, userId);
    const final = (await openCard(seeded)).body.typedData;
    expect((await approve(seeded, final, await sign(final))).status).toBe(200);
    expect(await offersOf(userId)).toEqual([]);
    expect((await call('POST', `/parts/${seeded.launchId}/decline`, userId)).status).toBe(404);
  });

  it('may decline until the creator has signed, and count no longer when their wallet is verified no more', async () => {
    const seeded = await newLaunch();
    const userId = await person(2, friend().address);
    const path = `/launches/${seeded.launchId}`;
    await call('PATCH', path, seeded.userId, { split: [{ username: 'friend2', bps: 1_000 }] });
    const [offer] = (await offersOf(userId)) as [OfferCard];
    await accept(offer, userId);
    const { typedData } = (await openCard(seeded)).body;
    await admin`update public.users set wallet_address = null where id = ${userId}`;
    expect((await approve(seeded, typedData, await sign(typedData))).body.error.code).toBe('launches/part-unanswered');
    await admin`update public.users set wallet_address = ${friend().address.toLowerCase()} where id = ${userId}`;
    expect((await call('POST', `/parts/${seeded.launchId}/decline`, userId)).body).toEqual({ status: 'declined' });
    expect((await approve(seeded, typedData, await sign(typedData))).body.error.code).toBe('launches/part-unanswered');
    const alone = (await call<SignableCard>('PATCH', path, seeded.userId, { split: [] })).body.typedData;
    expect(alone.message.payout).toBe(creator().address.toLowerCase());
    expect((await approve(seeded, alone, await sign(alone))).status).toBe(200);
  });

  it('are not paid to a wallet that Farcaster stopped verifying since they accepted, though they were not here again', async () => {
    const seeded = await newLaunch();
    const userId = await person(6, friend().address);
    await call('PATCH', `/launches/${seeded.launchId}`, seeded.userId, { split: [{ username: 'friend6', bps: 1_000 }] });
    const [offer] = (await offersOf(userId)) as [OfferCard];
    await accept(offer, userId);
    const { typedData } = (await openCard(seeded)).body;
    farcasterSays = async who =>
      void (who === userId && (await admin`update public.users set wallet_address = null where id = ${who}`));
    expect((await approve(seeded, typedData, await sign(typedData))).body.error.code).toBe('launches/part-unanswered');
    farcasterSays = async () => {};
  });

  it('are within limits, known here, and not the creator in another guise', async () => {
    const seeded = await newLaunch();
    const same = await person(3, creator().address);
    const refused = async (split: { username: string; bps: number }[]) =>
      (await call('PATCH', `/launches/${seeded.launchId}`, seeded.userId, { split })).body.error.code;
    expect(await refused([{ username: 'friend3', bps: 9_001 }])).toBe('launches/bad-split');
    expect(await refused([{ username: 'friend3', bps: 99 }])).toBe('launches/bad-split');
    expect(await refused([{ username: 'nobody-here', bps: 1_000 }])).toBe('launches/unknown-person');
    expect(
      await refused([
        { username: 'friend3', bps: 1_000 },
        { username: '@FRIEND3', bps: 1_000 },
      ]),
    ).toBe('launches/bad-split');
    expect(await refused([{ username: `artist${seed - 1}`, bps: 1_000 }])).toBe('launches/bad-split');
    await call('PATCH', `/launches/${seeded.launchId}`, seeded.userId, { split: [{ username: 'friend3', bps: 1_000 }] });
    const [offer] = (await offersOf(same)) as [OfferCard];
    expect((await accept(offer, same, creator())).body.error.code).toBe('launches/wallet-has-part');
  });

  it('are those of whom Farcaster said the name last: names change hands', async () => {
    const seeded = await newLaunch();
    const [first, second] = [await person(4, friend().address), await person(5, friend().address)];
    const askedAfter = async (last: string, before: string) => {
      await admin`update public.users set username = 'friend4', checked_at = now() - interval '1 day', created_at = now() where id = ${before}`;
      await admin`update public.users set username = 'friend4', checked_at = now(), created_at = now() - interval '9 days' where id = ${last}`;
      await call('PATCH', `/launches/${seeded.launchId}`, seeded.userId, { split: [{ username: 'Friend4', bps: 1_000 }] });
      return admin`select user_id from public.launch_parts where queue_id = ${seeded.launchId}`;
    };
    expect(await askedAfter(first, second)).toEqual([{ user_id: first }]);
    expect(await askedAfter(second, first)).toEqual([{ user_id: second }]);
  });

  it('see the picture that the creator chose: one of those offered, and part of what is signed', async () => {
    const seeded = await newLaunch();
    await admin`update public.users set avatar_url = 'https://pictures.example/me.png' where id = ${seeded.userId}`;
    const before = (await openCard(seeded)).body;
    const path = `/launches/${seeded.launchId}`;
    const refused = await call('PATCH', path, seeded.userId, { picture: 'https://elsewhere.example/x.png' });
    expect(refused.body.error.code).toBe('launches/bad-picture');
    const chosen = (await call<SignableCard>('PATCH', path, seeded.userId, { picture: 'profile' })).body;
    expect(chosen.picture).toBe('profile');
    const [row] = await admin`select metadata, metadata_cid from public.viral_queue where id = ${seeded.launchId}`;
    expect(row?.metadata).toMatchObject({ image: 'https://pictures.example/me.png' });
    expect(chosen.typedData.message.metadataCid).toBe(row?.metadata_cid);
    expect((await openCard(seeded)).body).toEqual(chosen);
    expect(before.pictures.map(({ id }) => id)).toContain('profile');
  });

  it('may give the coin a picture that they uploaded for it: their own, once it was checked, by its CID', async () => {
    const [seeded, other] = [await newLaunch(), await newLaunch()];
    const upload = async (userId: string, purpose: string, status: string, letter: string) => {
      const cid = `bafkrei${letter.repeat(52)}`;
      const [row] = await admin<{ id: string }[]>`
        insert into public.media_files (user_id, purpose, cid, size_bytes, mime, pin_status, checked_at)
        values (${userId}, ${purpose}, ${cid}, 9, 'image/jpeg', ${status}, now()) returning id`;
      return { picture: `upload:${row?.id}`, cid };
    };
    const path = `/launches/${seeded.launchId}`;
    await openCard(seeded);
    const refused = [
      await upload(other.userId, 'coin', 'pinned', 'b'),
      await upload(seeded.userId, 'coin', 'queued', 'c'),
      await upload(seeded.userId, 'avatar', 'pinned', 'd'),
    ];
    for (const { picture } of refused)
      expect((await call('PATCH', path, seeded.userId, { picture })).body.error.code).toBe('launches/bad-picture');
    const { picture, cid } = await upload(seeded.userId, 'coin', 'pinned', 'e');
    const { body } = await call<SignableCard>('PATCH', path, seeded.userId, { picture });
    expect(body.pictures).toContainEqual({ id: picture, label: 'A picture of yours', url: `ipfs://${cid}` });
    const [row] = await admin`select metadata, metadata_cid from public.viral_queue where id = ${seeded.launchId}`;
    expect(row?.metadata).toMatchObject({ image: `ipfs://${cid}` });
    expect(body.typedData.message.metadataCid).toBe(row?.metadata_cid);
  });
});

describe('quotes', () => {
  const DOOR = 'http://our.door.test/functions/v1/api';
  const toDoor =
    (network: typeof fetch): typeof fetch =>
    async (input, init) => {
      const request = new Request(input, init);
      return request.url.startsWith(DOOR) ? door(request) : network(request);
    };
  const permissionBy = async (apiKey: string, userId: string, trader: Hex) =>
    (await quotePermissions({ apiKey, now: () => quotesAt }).give({ userId, trader })).text;
  /** A trade that no pool makes. */
  const nowhere = (sender: Hex) => ({
    tokenIn: { type: 'eth' as const },
    tokenOut: { type: 'erc20' as const, address: chain.addresses.weth },
    amountIn: '1',
    chainId: 8453 as const,
    sender,
  });

  it('come from Zora with our key, and their calldata passes the wallet’s check', async () => {
    const seeded = await newLaunch();
    const { typedData } = (await openCard(seeded)).body;
    await approve(seeded, typedData, await sign(typedData));
    const signer = launchSigner(chain.accounts.launchWallet.privateKey);
    const factory = chain.addresses.coinFactory;
    const ports = {
      store: launchStore(db),
      chain: launchChain(chainClient(chain.rpcUrl), { wallet: signer.address, factory, chainId: 8453 }),
      sign: signer.sign,
      pin: pinata({ url: urlOf(config, 'ipfs'), jwt: 'test' }),
      clock,
      random: () => 0.5,
    };
    const launching = { chainId: 8453, factory, platformReferrer: chain.accounts.platformReferrer.address, leadSeconds: 0 };
    const step = async () => {
      await stepLaunches(ports, launching, 1_000);
      return statusOf(seeded);
    };
    await expect.poll(step, { timeout: 120_000 }).toBe('open');
    const [coin] = await admin`select coin_address from public.performance_coins where performance_id = ${seeded.performanceId}`;
    await chain.increaseTime(12);

    const fan = chain.accounts.fan.address;
    const [eth, token] = [{ type: 'eth' as const }, { type: 'erc20' as const, address: coin?.coin_address as Hex }];
    const trade = { slippage: 0.02, sender: fan };
    const permission = await permissionOf(seeded.userId, fan);
    // Zora's own SDK asks, in a place whose network is our door.
    vi.stubGlobal('fetch', toDoor(globalThis.fetch));
    setApiBaseUrl(`${DOOR}/zora/as/${permission}`);
    const quoted = await createTradeCall({ ...trade, sell: eth, buy: token, amountIn: 10n ** 16n });
    const asked = { target: quoted.call.target as Hex, data: quoted.call.data as Hex, value: BigInt(quoted.call.value) };
    expect(uses.slice(-2)).toEqual([`act ${seeded.userId}`, `quote ${seeded.userId}`]);
    const expected = {
      trader: fan,
      tokenIn: ETH,
      tokenOut: coin?.coin_address,
      amountIn: 10n ** 16n,
      minimumOut: (BigInt(quoted.quote.amountOut) * 98n) / 100n,
    };
    expect(decodeTradeCall(asked, expected)).toMatchObject({ ok: true });
    expect(decodeTradeCall(asked, { ...expected, minimumOut: BigInt(quoted.quote.amountOut) })).toMatchObject({
      difference: { field: 'minimum out' },
    });

    await chain.clients.walletOf(chain.accounts.fan).sendTransaction({ to: asked.target, data: asked.data, value: asked.value });
    const sold = await createTradeCall({ ...trade, sell: token, buy: eth, amountIn: 10n ** 18n });
    const selling = { ...expected, tokenIn: coin?.coin_address, tokenOut: ETH, amountIn: 10n ** 18n, minimumOut: 1n };
    const [{ permit } = { permit: null }] = sold.permits ?? [];
    const details = { ...permit?.details, amount: BigInt(permit?.details.amount ?? 0) } as TradePermit['details'];
    expect(checkPermit({ details, spender: permit?.spender as Hex }, selling)).toMatchObject({ ok: true });
    // Unsigned, it has Zora's words where the signature belongs, which our door lets through.
    expect(sold.call.data).toContain('REPLACE_WITH_PERMIT_SIGNATURE');
    const signatures = [
      {
        permit: permit as NonNullable<TradeParameters['signatures']>[number]['permit'],
        signature: `0x${'51'.repeat(65)}` as Hex,
      },
    ];
    const { call: signed } = await createTradeCall({ ...trade, sell: token, buy: eth, amountIn: 10n ** 18n, signatures });
    vi.unstubAllGlobals();
    const sale = { target: signed.target as Hex, data: signed.data as Hex, value: BigInt(signed.value) };
    expect(decodeTradeCall(sale, selling)).toMatchObject({ ok: true });
  });

  it('open to a permission for ten minutes, for one wallet, for quotes alone', async () => {
    const { userId } = await newLaunch();
    const [fan, other] = [chain.accounts.fan.address, chain.accounts.newcomer.address];
    expect((await call('POST', '/zora/permission', null, { trader: fan })).status).toBe(401);
    expect((await call('POST', '/zora/permission', userId, { trader: 'me' })).status).toBe(400);
    const permission = await permissionOf(userId, fan);
    const token = await tokenOf(userId);
    const ask = (as: string, change: object = {}) => call('POST', `/zora/as/${as}/quote`, null, { ...nowhere(fan), ...change });
    // Past the door: Zora itself says that there is no such pool.
    expect((await ask(permission)).status).toBe(422);
    expect((await ask(permission, { recipient: fan.toLowerCase() })).status).toBe(422);
    for (const change of [{ sender: other }, { recipient: other }])
      expect(await ask(permission, change)).toMatchObject({ status: 403, body: { error: { code: 'zora/other-wallet' } } });
    const [head, , mac] = permission.split('.');
    const [, claims] = (await permissionOf(userId, other)).split('.');
    for (const wrong of [
      token,
      'x',
      `${permission}x`,
      `${head}.${claims}.${mac}`,
      await permissionBy('another key', userId, fan),
    ])
      expect(await ask(wrong)).toMatchObject({ status: 401, body: { error: { code: 'zora/no-permission' } } });
    const asSession = new Request(`http://x/functions/v1/api/zora/permission`, {
      method: 'POST',
      headers: { authorization: `Bearer ${permission}`, 'content-type': 'application/json' },
      body: JSON.stringify({ trader: fan }),
    });
    expect((await door(asSession)).status).toBe(401);
    expect((await call('POST', `/zora/as/${permission}/permission`, null, {})).status).toBe(404);
    quotesAt += 10 * 60_000 - 1_000;
    expect((await ask(permission)).status).toBe(422);
    quotesAt += 1_000;
    expect((await ask(permission)).status).toBe(401);
  });

  it('pass on what Zora refuses, and say so when it is away or talks nonsense', async () => {
    const { userId } = await newLaunch();
    const path = `/zora/as/${await permissionOf(userId, ETH)}/quote`;
    expect(await call('POST', path, null, nowhere(ETH))).toMatchObject({ status: 422, body: { errorType: 'LIQUIDITY' } });
    for (const wrong of [{ amountIn: '-1' }, { chainId: 1 }])
      expect((await call('POST', path, null, { ...nowhere(ETH), ...wrong })).status).toBe(400);
    const request = { ...nowhere(ETH), tokenIn: { type: 'eth' as const }, tokenOut: { type: 'eth' as const } };
    await expect(zoraQuotes({ url: 'http://127.0.0.1:9', apiKey: 'k' })(request)).rejects.toMatchObject({
      code: 'zora/away',
      status: 503,
    });
    await expect(zoraQuotes({ url: `${urlOf(config, 'ipfs')}`, apiKey: 'k' })(request)).rejects.toMatchObject({
      code: 'zora/bad-answer',
      status: 502,
    });
  });
});
