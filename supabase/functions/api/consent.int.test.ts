import { type ValidMetadataJSON, validateMetadataJSON } from '@zoralabs/coins-sdk';
import fc from 'fast-check';
import { privateKeyToAccount } from 'viem/accounts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChainPart } from '../../../local/chain/index.ts';
import { startTestChain, type TestChain } from '../../../local/chain/testing/test-chain.ts';
import { openTestDatabase } from '../../../local/supabase/testing/open-test-database.ts';
import { approveLaunch } from '../../../shared/launches/answer-consent.ts';
import type { ConsentPorts } from '../../../shared/launches/consent-ports.ts';
import { editConsent } from '../../../shared/launches/open-consent.ts';
import { ETH } from '../../../shared/markets/base-contracts.ts';
import { arrayOf } from '../_shared/adapters/database-array.ts';
import { consentStore } from '../_shared/stores/launches-consent.ts';
import { type LaunchDoors, launchDoors, type SignableCard } from '../_testing/launch-doors.ts';
import type { Seeded } from '../_testing/seed-launch.ts';

const { admin, db } = openTestDatabase(30_100);
let test: TestChain;
let chain: ChainPart;
let doors: LaunchDoors;

beforeAll(async () => {
  test = await startTestChain(30_100);
  chain = test.chain;
  doors = launchDoors({ admin, db, chain });
});
afterAll(() => test?.stop());

describe('the creator’s card', () => {
  it('opens for its creator alone, and starts the time to answer', async () => {
    const seeded = await doors.newLaunch();
    const stranger = await doors.newLaunch();
    expect((await doors.call('GET', `/launches/${seeded.launchId}/consent`, null)).status).toBe(401);
    expect((await doors.call('GET', `/launches/${seeded.launchId}/consent`, stranger.userId)).status).toBe(403);
    expect((await doors.call('GET', `/launches/${crypto.randomUUID()}/consent`, seeded.userId)).status).toBe(404);
    expect((await doors.call('GET', '/launches/1%27%20or%201=1/consent', seeded.userId)).status).toBe(404);
    expect(await doors.statusOf(seeded)).toBe('detected');
    const card = await doors.openCard(seeded);
    expect(card.status).toBe(200);
    expect(card.body.launch).toMatchObject({ id: seeded.launchId, status: 'awaiting_consent', ticker: `SONG${seeded.n}` });
    expect(Date.parse(card.body.launch.expires_at) - doors.clock.now()).toBeGreaterThan(23.9 * 3_600_000);
    expect(card.body.typedData.message).toMatchObject({
      payout: doors.creator.address.toLowerCase(),
      split: [{ account: doors.creator.address.toLowerCase(), bps: 10_000 }],
      chainId: '8453',
    });
    expect((await doors.openCard(seeded)).body).toEqual(card.body);
  });

  it('is approved by the creator’s signature over exactly what it says, once', async () => {
    const seeded = await doors.newLaunch();
    const { typedData } = (await doors.openCard(seeded)).body;
    const fan = privateKeyToAccount(chain.accounts.fan.privateKey);
    expect(await doors.approve(seeded, typedData, await doors.sign(typedData, fan))).toMatchObject({
      status: 400,
      body: { error: { code: 'launches/bad-signature' } },
    });
    const other = { ...typedData, message: { ...typedData.message, payout: fan.address } };
    expect((await doors.approve(seeded, other, await doors.sign(other))).body.error.code).toBe('launches/inputs-changed');
    expect(await doors.statusOf(seeded)).toBe('awaiting_consent');
    const signature = await doors.sign(typedData);
    const stranger = await doors.newLaunch();
    expect((await doors.approve({ ...seeded, userId: stranger.userId }, typedData, signature)).status).toBe(403);
    expect(await doors.approve(seeded, typedData, signature)).toEqual({ status: 200, body: { status: 'approved' } });
    expect((await doors.approve(seeded, typedData, signature)).status).toBe(200);
    expect((await doors.call('POST', `/launches/${seeded.launchId}/refuse`, seeded.userId)).status).toBe(409);
    expect(await admin`select from public.jobs where payload ->> 'queue_id' = ${seeded.launchId}`).toHaveLength(1);
    const [row] = await admin`select * from public.viral_queue where id = ${seeded.launchId}`;
    expect(row).toMatchObject({
      consent: typedData.message,
      consent_signature: signature,
      payout_address: doors.creator.address.toLowerCase(),
    });
  });

  it.each([
    ['their wallet is another one', { wallet: `0x${'99'.repeat(20)}`, hours: 0 }],
    ['the card’s time is over', { wallet: null, hours: 25 }],
  ])('is not approved where %s by the time that the chain has judged the signature', async (_, { wallet, hours }) => {
    const seeded = await doors.newLaunch();
    const { typedData } = (await doors.openCard(seeded)).body;
    const verify: ConsentPorts['verify'] = async () => {
      if (wallet) await admin`update public.users set wallet_address = ${wallet} where id = ${seeded.userId}`;
      doors.clock.jump(hours * 3_600_000);
      return true;
    };
    const ports = { store: consentStore(db), verify, now: doors.clock.now };
    const config = { chainId: 8453, factory: chain.addresses.coinFactory, consentHours: 24 };
    const approval = approveLaunch(ports, config, {
      ...seeded,
      message: typedData.message,
      signature: await doors.sign(typedData),
    });
    await expect(approval).rejects.toMatchObject({ code: 'launches/inputs-changed' });
    expect(await doors.statusOf(seeded)).toBe('awaiting_consent');
  });

  it('is not approved without a picture, which Zora asks for; its metadata names the type of a file that was uploaded here', async () => {
    const seeded = await doors.newLaunch();
    await admin`update public.users set avatar_url = null where id = ${seeded.userId}`;
    const bare = (await doors.openCard(seeded)).body;
    expect(() => validateMetadataJSON(bare.metadata as ValidMetadataJSON)).toThrow('image');
    const refused = await doors.approve(seeded, bare.typedData, await doors.sign(bare.typedData));
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'launches/no-picture' } } });

    const cid = 'bafkreidk76hxf6dzv5xxu4awc2xppncxoedqaaf363tpk2h5457h7mv5fa';
    await admin`
      with file as (
        insert into public.media_files (user_id, purpose, cid, size_bytes, mime, pin_status, checked_at)
        values (${seeded.userId}, 'take', ${cid}, 9, 'video/webm', 'pinned', now()) returning id)
      update public.performances set media_id = (select id from file), audio_url = null,
        video_url = ${`https://gateway.example/ipfs/${cid}`}, poster_url = 'https://media.example/poster.png' where id = ${seeded.performanceId}`;
    const { metadata, typedData } = (await doors.openCard(seeded)).body;
    expect(validateMetadataJSON(metadata as ValidMetadataJSON)).toBe(true);
    expect(metadata).toMatchObject({ content: { uri: `ipfs://${cid}`, mime: 'video/webm' } });
    expect((await doors.approve(seeded, typedData, await doors.sign(typedData))).status).toBe(200);
  });

  it('asks again after an edit, and tells which ticker is free', async () => {
    const [seeded, holder] = [await doors.newLaunch(), await doors.newLaunch()];
    const before = (await doors.openCard(seeded)).body.typedData;
    const signature = await doors.sign(before);
    const path = `/launches/${seeded.launchId}`;
    const taken = await doors.call('PATCH', path, seeded.userId, { ticker: `SONG${holder.n}` });
    expect(taken).toMatchObject({ status: 400, body: { error: { code: 'launches/ticker-taken' } } });
    expect(taken.body.error.message).toBe(`SONG${holder.n} is taken. Try SONG${holder.n}2.`);
    expect((await doors.call('PATCH', path, seeded.userId, { ticker: 'no way' })).body.error.code).toBe('launches/bad-ticker');
    expect((await doors.call('PATCH', path, seeded.userId, {})).status).toBe(400);
    const edited = await doors.call<SignableCard>('PATCH', path, seeded.userId, { name: 'Last bus', ticker: '$lastbus' });
    expect(edited.body.launch).toMatchObject({ name: 'Last bus', ticker: 'LASTBUS' });
    expect(edited.body.typedData.message.metadataCid).not.toBe(before.message.metadataCid);
    expect((await doors.approve(seeded, before, signature)).body.error.code).toBe('launches/inputs-changed');
    expect((await doors.approve(seeded, edited.body.typedData, await doors.sign(edited.body.typedData))).status).toBe(200);
    expect(await doors.statusOf(holder)).toBe('detected');
  });

  it('keeps both changes when another edit slips between the reading and the writing of one', async () => {
    const seeded = await doors.newLaunch();
    const config = { chainId: 8453, factory: chain.addresses.coinFactory, consentHours: 24 };
    const store = consentStore(db);
    const consent: ConsentPorts = { store, verify: async () => true, now: doors.clock.now };
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
    // The first slip opens the card, as a second look at it does.
    const card = await editConsent(raced, config, { ...seeded, name: 'Both of us' });
    expect(card.launch).toMatchObject({ name: 'Both of us', ticker: 'SLIPPED' });
    expect(card.picture).toBe('profile');
    expect((await doors.openCard(seeded)).body.typedData).toEqual(card.typedData);
    const both = await doors.newLaunch();
    const [one, other] = await Promise.all([doors.openCard(both), doors.openCard(both)]);
    expect(one).toMatchObject({ status: 200 });
    expect(other).toEqual(one);
  });

  it('has a ticker to itself: of several that want one at the same instant one gets it, and the others are told and choose again', async () => {
    const store = consentStore(db);
    const consent: ConsentPorts = { store, verify: async () => true, now: doors.clock.now };
    const config = { chainId: 8453, factory: chain.addresses.coinFactory, consentHours: 24 };
    const [slow, fast] = [await doors.newLaunch(), await doors.newLaunch()];
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
    const crowd = await Promise.all(Array.from({ length: 5 }, doors.newLaunch));
    const ids = crowd.map(({ launchId }) => launchId);
    await admin`update public.viral_queue set ticker = 'ALIKE' where id = any (${arrayOf(ids)}::uuid[])`;
    const cards = await Promise.all(crowd.map(doors.openCard));
    expect(cards.map(({ status }) => status)).toEqual(crowd.map(() => 200));
    expect(new Set(cards.map(({ body }) => body.launch.ticker)).size).toBe(crowd.length);

    const want = (seeded: Seeded, ticker: string) =>
      doors.call<SignableCard & { error: { code: string; facts?: unknown; message: string } }>(
        'PATCH',
        `/launches/${seeded.launchId}`,
        seeded.userId,
        { ticker },
      );
    const answers = await Promise.all(crowd.map(seeded => want(seeded, 'CROWDED')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400, 400]);
    for (const { body } of answers.filter(({ status }) => status === 400))
      expect(body.error).toMatchObject({ code: 'launches/ticker-taken', message: 'CROWDED is taken. Try CROWDED2.' });
    await admin`update public.viral_queue set ticker = 'CROWDED' where id = ${(await doors.newLaunch()).launchId}`;
    const approved = await Promise.all(
      crowd.map(async seeded => {
        const { typedData } = (await doors.openCard(seeded)).body;
        return doors.approve(seeded, typedData, await doors.sign(typedData));
      }),
    );
    expect(approved.map(({ status }) => status)).toEqual(crowd.map(() => 200));
    const [held] = await admin`
      select count(distinct ticker)::integer as tickers from public.viral_queue where id = any (${arrayOf(ids)}::uuid[])`;
    expect(held).toEqual({ tickers: crowd.length });
  });

  it('can be refused, and silence makes no coin', async () => {
    const [refused, late] = [await doors.newLaunch(), await doors.newLaunch()];
    expect((await doors.call('POST', `/launches/${refused.launchId}/refuse`, refused.userId)).body).toEqual({
      status: 'refused',
    });
    expect((await doors.openCard(refused)).status).toBe(409);
    const { typedData } = (await doors.openCard(late)).body;
    doors.clock.jump(24 * 3_600_000 + 1);
    expect((await doors.approve(late, typedData, await doors.sign(typedData))).body.error.code).toBe('launches/consent-expired');
    expect(await doors.statusOf(late)).toBe('expired');
  });

  it('needs somebody to pay, and pays whom Farcaster knows now', async () => {
    const seeded = await doors.newLaunch();
    await admin`update public.users set wallet_address = null where id = ${seeded.userId}`;
    expect((await doors.call('GET', `/launches/${seeded.launchId}/consent`, seeded.userId)).body.error.code).toBe(
      'launches/no-wallet',
    );
    await admin`update public.users set wallet_address = ${doors.creator.address.toLowerCase()} where id = ${seeded.userId}`;
    const { typedData } = (await doors.openCard(seeded)).body;
    await admin`update public.users set wallet_address = ${chain.accounts.fan.address.toLowerCase()} where id = ${seeded.userId}`;
    expect((await doors.approve(seeded, typedData, await doors.sign(typedData))).body.error.code).toBe('launches/inputs-changed');
  });

  it('pays nobody whose verification was taken back since they signed in', async () => {
    const takenBack = async (userId: string) =>
      void (await admin`update public.users set wallet_address = null where id = ${userId}`);
    const seeded = await doors.newLaunch();
    const { typedData } = (await doors.openCard(seeded)).body;
    const signature = await doors.sign(typedData);
    doors.farcaster.says = takenBack;
    expect((await doors.approve(seeded, typedData, signature)).body.error.code).toBe('launches/no-wallet');
    const other = await doors.newLaunch();
    expect((await doors.call('GET', `/launches/${other.launchId}/consent`, other.userId)).body.error.code).toBe(
      'launches/no-wallet',
    );
    doors.farcaster.says = async () => {};
    expect(await doors.statusOf(seeded)).toBe('awaiting_consent');
  });

  it('never breaks on what it is sent', async () => {
    const seeded = await doors.newLaunch();
    const paths = fc.constantFrom(
      ['POST', `/launches/${seeded.launchId}/approve`],
      ['PATCH', `/launches/${seeded.launchId}`],
      ['POST', '/zora/permission'],
      ['POST', `/zora/as/${await doors.permissionOf(seeded.userId, ETH)}/quote`],
      ['POST', '/launches/x/refuse'],
      ['GET', '/launches/%00/consent'],
    );
    await fc.assert(
      fc.asyncProperty(paths, fc.oneof(fc.json(), fc.string()), async ([method = '', path = ''], body) => {
        const answer = await doors.call(method, path, seeded.userId, method === 'GET' ? undefined : body);
        expect(answer.status).toBeLessThan(500);
      }),
      { seed: 16, numRuns: 400 },
    );
  });
});
