import { keccak256, toHex } from 'viem';
import { type Launched, launch } from '../local/chain/testing/launch.ts';
import type { Stack } from '../local/start-stack.ts';
import { lowerAddress } from '../shared/kernel/hex.ts';
import { connectDatabase } from '../supabase/functions/_shared/adapters/database.ts';
import { seedCoin } from '../supabase/functions/_testing/seed-coin.ts';

export type BenchCoin = Launched & { performanceId: string };

let seed = 1;

/** A coin on the chain and its take, linked as a launch links them. */
export async function newCoin({ chain, supabase }: Stack, opensAt: number): Promise<BenchCoin> {
  const n = seed++;
  const [name, symbol] = [`Take ${n}`, `TAKE${n}`];
  const launched = await launch(chain, { name, symbol, coinSalt: keccak256(toHex(`bench ${n}`)) });
  const { key, receipt } = launched;
  const { timestamp } = await chain.clients.read.getBlock({ blockHash: receipt.blockHash });
  const poolKey = {
    ...key,
    currency0: lowerAddress(key.currency0),
    currency1: lowerAddress(key.currency1),
    hooks: lowerAddress(key.hooks),
  };
  const admin = connectDatabase(supabase.url);
  try {
    const [row] = await admin<{ id: string }[]>`
      with person as (insert into public.users (farcaster_fid, display_name) values (${900_000 + n}, 'Bench') returning id)
      insert into public.performances (user_id, farcaster_cast_id, title, poster_lines, kind, ink, audio_url, cast_at)
      select id, ${keccak256(toHex(`cast ${n}`)).slice(0, 42)}, ${name}, '{"BENCH"}', 'song', 'amber', 'https://media.example/a.mp3', now()
      from person returning id`;
    const performanceId = String(row?.id);
    await seedCoin(admin, performanceId, {
      address: lowerAddress(launched.coin),
      name,
      symbol,
      currency: poolKey.currency0,
      poolId: launched.poolId,
      poolKey,
      creator: lowerAddress(chain.accounts.creator.address),
      transactionHash: receipt.transactionHash,
      blockNumber: Number(receipt.blockNumber),
      blockHash: receipt.blockHash,
      launchedAt: new Date(Number(timestamp) * 1000),
      opensAt: new Date(opensAt),
    });
    return { ...launched, performanceId };
  } finally {
    await admin.end();
  }
}
