import { privateKeyToAccount } from 'viem/accounts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChainPart } from '../../../local/chain/index.ts';
import { startTestChain, type TestChain } from '../../../local/chain/testing/test-chain.ts';
import { openTestDatabase } from '../../../local/supabase/testing/open-test-database.ts';
import type { OfferCard } from '../../../shared/launches/answer-part.ts';
import type { ConsentCard } from '../../../shared/launches/consent-ports.ts';
import { forSigning } from '../../../shared/launches/for-signing.ts';
import type { PartTypedData } from '../../../shared/launches/part.ts';
import { checkSplit } from '../../../shared/launches/split.ts';
import { splitterAddress } from '../../../shared/launches/splitter.ts';
import { type LaunchDoors, launchDoors, type SignableCard } from '../_testing/launch-doors.ts';

const { admin, db } = openTestDatabase(30_120);
let test: TestChain;
let chain: ChainPart;
let doors: LaunchDoors;

beforeAll(async () => {
  test = await startTestChain(30_120);
  chain = test.chain;
  doors = launchDoors({ admin, db, chain });
});
afterAll(() => test?.stop());

describe('those who share', () => {
  const person = async (n: number, wallet: string | null) => {
    const [row] = await admin`
      insert into public.users (farcaster_fid, display_name, username, wallet_address)
      values (${70_000 + n}, ${`Friend ${n}`}, ${`friend${n}`}, ${wallet?.toLowerCase() ?? null}) returning id`;
    return String(row?.id);
  };
  const friend = () => privateKeyToAccount(chain.accounts.fan.privateKey);
  const offersOf = async (userId: string) => (await doors.call<{ offers: OfferCard[] }>('GET', '/parts', userId)).body.offers;
  const accept = async (offer: OfferCard, userId: string, account = friend()) =>
    doors.call('POST', `/parts/${offer.launch_id}/accept`, userId, {
      bps: offer.bps,
      signature: await account.signTypedData(forSigning(offer.typedData as PartTypedData)),
    });

  it('are asked, accept with their verified wallet, and are paid by a splitter that the creator signs for', async () => {
    const seeded = await doors.newLaunch();
    const userId = await person(1, friend().address);
    const path = `/launches/${seeded.launchId}`;
    const edit = (split: { username: string; bps: number }[]) => doors.call<ConsentCard>('PATCH', path, seeded.userId, { split });
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
    expect((await accept(offer, userId, doors.creator)).body.error.code).toBe('launches/bad-signature');
    expect((await accept({ ...offer, bps: 9_000 }, userId)).body.error.code).toBe('launches/inputs-changed');
    expect((await accept(offer, seeded.userId)).status).toBe(404);
    expect((await accept(offer, userId)).body).toEqual({ status: 'accepted' });
    expect((await accept(offer, userId)).status).toBe(200);
    const { typedData } = (await doors.openCard(seeded)).body;
    const split = checkSplit([
      { account: doors.creator.address, bps: 7_500 },
      { account: friend().address, bps: 2_500 },
    ]);
    expect(typedData.message).toMatchObject({
      payout: splitterAddress(split),
      split,
      owners: [doors.creator.address.toLowerCase()],
    });
    // Another part is another question, and the first answer is none to it.
    expect((await edit([{ username: 'friend1', bps: 2_600 }])).body.typedData).toBeNull();
    expect((await doors.approve(seeded, typedData, await doors.sign(typedData))).body.error).toMatchObject({
      code: 'launches/part-unanswered',
      message: 'Friend 1 did not accept yet. Wait, or take the part back.',
    });
    const [again] = (await offersOf(userId)) as [OfferCard];
    expect((await accept(offer, userId)).body.error.code).toBe('launches/inputs-changed');
    await accept(again, userId);
    const final = (await doors.openCard(seeded)).body.typedData;
    expect((await doors.approve(seeded, final, await doors.sign(final))).status).toBe(200);
    expect(await offersOf(userId)).toEqual([]);
    expect((await doors.call('POST', `/parts/${seeded.launchId}/decline`, userId)).status).toBe(404);
  });

  it('may decline until the creator has signed, and count no longer when their wallet is verified no more', async () => {
    const seeded = await doors.newLaunch();
    const userId = await person(2, friend().address);
    const path = `/launches/${seeded.launchId}`;
    await doors.call('PATCH', path, seeded.userId, { split: [{ username: 'friend2', bps: 1_000 }] });
    const [offer] = (await offersOf(userId)) as [OfferCard];
    await accept(offer, userId);
    const { typedData } = (await doors.openCard(seeded)).body;
    await admin`update public.users set wallet_address = null where id = ${userId}`;
    expect((await doors.approve(seeded, typedData, await doors.sign(typedData))).body.error.code).toBe(
      'launches/part-unanswered',
    );
    await admin`update public.users set wallet_address = ${friend().address.toLowerCase()} where id = ${userId}`;
    expect((await doors.call('POST', `/parts/${seeded.launchId}/decline`, userId)).body).toEqual({ status: 'declined' });
    expect((await doors.approve(seeded, typedData, await doors.sign(typedData))).body.error.code).toBe(
      'launches/part-unanswered',
    );
    const alone = (await doors.call<SignableCard>('PATCH', path, seeded.userId, { split: [] })).body.typedData;
    expect(alone.message.payout).toBe(doors.creator.address.toLowerCase());
    expect((await doors.approve(seeded, alone, await doors.sign(alone))).status).toBe(200);
  });

  it('are not paid to a wallet that Farcaster stopped verifying since they accepted, though they were not here again', async () => {
    const seeded = await doors.newLaunch();
    const userId = await person(6, friend().address);
    await doors.call('PATCH', `/launches/${seeded.launchId}`, seeded.userId, { split: [{ username: 'friend6', bps: 1_000 }] });
    const [offer] = (await offersOf(userId)) as [OfferCard];
    await accept(offer, userId);
    const { typedData } = (await doors.openCard(seeded)).body;
    doors.farcaster.says = async who =>
      void (who === userId && (await admin`update public.users set wallet_address = null where id = ${who}`));
    expect((await doors.approve(seeded, typedData, await doors.sign(typedData))).body.error.code).toBe(
      'launches/part-unanswered',
    );
    doors.farcaster.says = async () => {};
  });

  it('are within limits, known here, and not the creator in another guise', async () => {
    const seeded = await doors.newLaunch();
    const same = await person(3, doors.creator.address);
    const refused = async (split: { username: string; bps: number }[]) =>
      (await doors.call('PATCH', `/launches/${seeded.launchId}`, seeded.userId, { split })).body.error.code;
    expect(await refused([{ username: 'friend3', bps: 9_001 }])).toBe('launches/bad-split');
    expect(await refused([{ username: 'friend3', bps: 99 }])).toBe('launches/bad-split');
    expect(await refused([{ username: 'nobody-here', bps: 1_000 }])).toBe('launches/unknown-person');
    expect(
      await refused([
        { username: 'friend3', bps: 1_000 },
        { username: '@FRIEND3', bps: 1_000 },
      ]),
    ).toBe('launches/bad-split');
    expect(await refused([{ username: `artist${seeded.n}`, bps: 1_000 }])).toBe('launches/bad-split');
    await doors.call('PATCH', `/launches/${seeded.launchId}`, seeded.userId, { split: [{ username: 'friend3', bps: 1_000 }] });
    const [offer] = (await offersOf(same)) as [OfferCard];
    expect((await accept(offer, same, doors.creator)).body.error.code).toBe('launches/wallet-has-part');
  });

  it('are those of whom Farcaster said the name last: names change hands', async () => {
    const seeded = await doors.newLaunch();
    const [first, second] = [await person(4, friend().address), await person(5, friend().address)];
    const askedAfter = async (last: string, before: string) => {
      await admin`update public.users set username = 'friend4', checked_at = now() - interval '1 day', created_at = now() where id = ${before}`;
      await admin`update public.users set username = 'friend4', checked_at = now(), created_at = now() - interval '9 days' where id = ${last}`;
      await doors.call('PATCH', `/launches/${seeded.launchId}`, seeded.userId, { split: [{ username: 'Friend4', bps: 1_000 }] });
      return admin`select user_id from public.launch_parts where queue_id = ${seeded.launchId}`;
    };
    expect(await askedAfter(first, second)).toEqual([{ user_id: first }]);
    expect(await askedAfter(second, first)).toEqual([{ user_id: second }]);
  });

  it('see the picture that the creator chose: one of those offered, and part of what is signed', async () => {
    const seeded = await doors.newLaunch();
    await admin`update public.users set avatar_url = 'https://pictures.example/me.png' where id = ${seeded.userId}`;
    const before = (await doors.openCard(seeded)).body;
    const path = `/launches/${seeded.launchId}`;
    const refused = await doors.call('PATCH', path, seeded.userId, { picture: 'https://elsewhere.example/x.png' });
    expect(refused.body.error.code).toBe('launches/bad-picture');
    const chosen = (await doors.call<SignableCard>('PATCH', path, seeded.userId, { picture: 'profile' })).body;
    expect(chosen.picture).toBe('profile');
    const [row] = await admin`select metadata, metadata_cid from public.viral_queue where id = ${seeded.launchId}`;
    expect(row?.metadata).toMatchObject({ image: 'https://pictures.example/me.png' });
    expect(chosen.typedData.message.metadataCid).toBe(row?.metadata_cid);
    expect((await doors.openCard(seeded)).body).toEqual(chosen);
    expect(before.pictures.map(({ id }) => id)).toContain('profile');
  });

  it('may give the coin a picture that they uploaded for it: their own, once it was checked, by its CID', async () => {
    const [seeded, other] = [await doors.newLaunch(), await doors.newLaunch()];
    const upload = async (userId: string, purpose: string, status: string, letter: string) => {
      const cid = `bafkrei${letter.repeat(52)}`;
      const [row] = await admin<{ id: string }[]>`
        insert into public.media_files (user_id, purpose, cid, size_bytes, mime, pin_status, checked_at)
        values (${userId}, ${purpose}, ${cid}, 9, 'image/jpeg', ${status}, now()) returning id`;
      return { picture: `upload:${row?.id}`, cid };
    };
    const path = `/launches/${seeded.launchId}`;
    await doors.openCard(seeded);
    const refused = [
      await upload(other.userId, 'coin', 'pinned', 'b'),
      await upload(seeded.userId, 'coin', 'queued', 'c'),
      await upload(seeded.userId, 'avatar', 'pinned', 'd'),
    ];
    for (const { picture } of refused)
      expect((await doors.call('PATCH', path, seeded.userId, { picture })).body.error.code).toBe('launches/bad-picture');
    const { picture, cid } = await upload(seeded.userId, 'coin', 'pinned', 'e');
    const { body } = await doors.call<SignableCard>('PATCH', path, seeded.userId, { picture });
    expect(body.pictures).toContainEqual({ id: picture, label: 'A picture of yours', url: `ipfs://${cid}` });
    const [row] = await admin`select metadata, metadata_cid from public.viral_queue where id = ${seeded.launchId}`;
    expect(row?.metadata).toMatchObject({ image: `ipfs://${cid}` });
    expect(body.typedData.message.metadataCid).toBe(row?.metadata_cid);
  });
});
