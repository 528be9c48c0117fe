import type pg from 'pg';

/** So many takes by so many people, with counters as a busy stage has them; the first person follows `follows` others. For measurements. */
export async function seedStage(
  client: pg.Client,
  { takes, people, follows }: { takes: number; people: number; follows: number },
): Promise<void> {
  const id = (n: string) => `('00000000-0000-4000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
  await client.query(
    `insert into public.users (id, farcaster_fid, display_name, username)
     select ${id('n')}, n, (array['Nia Adeyemi', 'Jonas Ekström', 'Mei Tan', 'Luz Marín', 'Kwame Antwi'])[1 + n % 5] || ' ' || n, 'singer' || n
     from generate_series(1, $1) n`,
    [people],
  );
  await client.query(
    `insert into public.performances (id, user_id, farcaster_cast_id, title, poster_lines, kind, ink, cast_at)
     select ${id('1000000 + n')}, ${id('1 + n % $2')}, '0x' || lpad(to_hex(n), 40, '0'),
       (array['Night bus home', 'Pressure cooker', 'Salt hymn', 'Two left feet', 'Harmattan lullaby', 'Paper lanterns', 'Low tide', 'Kitchen light', 'Last train', 'Copper sun'])[1 + n % 10] || ' ' || n,
       '{TAKE}', 'song', 'amber', timestamptz '2026-01-01' + n * interval '90 seconds'
     from generate_series(1, $1::int) n`.replaceAll('$2', String(people)),
    [takes],
  );
  await client.query(
    `insert into public.performance_metrics (performance_id, viral_threshold, viral_score, likes_count, rising_score)
     select id, 250, (number * 7919) % 240, (number * 7919) % 300, extract(epoch from cast_at - timestamptz '2026-01-01') / 8100 + ln(1 + (number * 7919) % 240)
     from public.performances`,
  );
  await client.query(
    `insert into public.follows (follower_id, creator_id) select ${id('1')}, ${id('n + 1')} from generate_series(1, $1) n`,
    [follows],
  );
}

/** The value below which the share `q` of all values lies. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}
