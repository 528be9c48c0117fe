import { type Address, type Hex, keccak256, toHex } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { approveLaunch } from '../../../shared/launches/answer-consent.ts';
import { consentForSigning } from '../../../shared/launches/consent.ts';
import type { ConsentConfig, ConsentPorts } from '../../../shared/launches/consent-ports.ts';
import { openConsent } from '../../../shared/launches/open-consent.ts';
import type { Database } from '../_shared/adapters/database.ts';

export type Seeded = { launchId: string; performanceId: string; userId: string; castHash: Hex };

/** A detected launch of a new performance, written as detection writes it. `n` makes it its own. */
export async function seedLaunch(admin: Database, n: number, wallet: string): Promise<Seeded> {
  const castHash = keccak256(toHex(`cast ${n}`)).slice(0, 42) as Hex;
  const [user] = await admin`
    insert into public.users (farcaster_fid, display_name, username, wallet_address, avatar_url)
    values (${n}, ${`Artist ${n}`}, ${`artist${n}`}, ${wallet.toLowerCase()}, 'https://media.example/face.jpg')
    on conflict (farcaster_fid) do update set updated_at = now() returning id`;
  const [performance] = await admin`
    insert into public.performances (user_id, farcaster_cast_id, title, poster_lines, kind, ink, audio_url, cast_at)
    values (${user?.id}, ${castHash}, ${`Song number ${n}`}, '{"SONG","NUMBER"}', 'song', 'amber', 'https://media.example/a.mp3', now())
    returning id`;
  await admin`
    insert into public.viral_receipts
      (performance_id, rule_version, score, threshold, terms, people, people_needed, circles, left_out, left_out_for, posted_at, decided_at,
        confirmed_at, events, events_hash, receipt_hash)
    values (${performance?.id ?? null}, 'count-150', 120.5, 100, '[]', 60, 19, 60, 1, '{}', '2026-11-14T20:00:00Z', '2026-11-14T21:00:00Z',
      '2026-11-14T21:10:00Z', 0, ${keccak256('0x')}, ${keccak256(toHex(`receipt ${n}`))})`;
  const [queued] = await admin`
    insert into public.viral_queue (performance_id, user_id, detection_score, rule_version, decided_at, name, ticker)
    values (${performance?.id}, ${user?.id}, 120.5, 'count-150', now(), ${`Song number ${n}`}, ${`SONG${n}`}) returning id`;
  return { launchId: String(queued?.id), performanceId: String(performance?.id), userId: String(user?.id), castHash };
}

/** Somebody who accepted a part of a launch, as the door writes it. `n` makes them their own person with their own wallet. */
export async function seedPart(admin: Database, { launchId }: Seeded, n: number, bps: number): Promise<Address> {
  const wallet = keccak256(toHex(`friend ${n}`)).slice(0, 42) as Address;
  const [user] = await admin`
    insert into public.users (farcaster_fid, display_name, username, wallet_address)
    values (${500_000 + n}, ${`Friend ${n}`}, ${`friend${n}`}, ${wallet}) returning id`;
  await admin`
    insert into public.launch_parts (queue_id, user_id, place, bps, answer, wallet_address, signature, answered_at)
    values (${launchId}, ${user?.id}, 0, ${bps}, 'accepted', ${wallet}, '0x', now())`;
  return wallet;
}

/** Approves a launch as its creator does: opens the card, signs what it shows. */
export async function approveAsCreator(
  ports: ConsentPorts,
  config: ConsentConfig,
  seeded: Seeded,
  privateKey: Hex,
): Promise<void> {
  const { typedData } = await openConsent(ports, config, seeded);
  if (!typedData) throw new Error('somebody has still to accept a part');
  const signature = await privateKeyToAccount(privateKey).signTypedData(consentForSigning(typedData));
  await approveLaunch(ports, config, { ...seeded, message: typedData.message, signature });
}
