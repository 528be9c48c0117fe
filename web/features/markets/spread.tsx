import { queryOptions, useQuery } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { row, supabase } from '../../lib/supabase.ts';
import type { Address, Coin } from './coin.ts';
import styles from './markets.module.css';

const spreadRow = z.object({ top_ten_bps: z.nullable(z.number()), low_trust_bps: z.nullable(z.number()) });

function spreadQuery(coin: Address, holders: number) {
  return queryOptions({
    queryKey: ['markets', 'spread', coin, holders],
    queryFn: () =>
      row(
        supabase().from('performance_coins').select('top_ten_bps, low_trust_bps').eq('coin_address', coin).maybeSingle(),
        spreadRow,
      ),
    staleTime: 15_000,
    placeholderData: known => known,
  });
}

const percent = (bps: number) => `${(bps / 100).toFixed(bps < 1_000 ? 1 : 0)}%`;

/** How a coin is spread over wallets, where more than ten hold it: facts to weigh before buying. */
export function Spread({ coin }: { coin: Coin }) {
  const spread = useQuery(spreadQuery(coin.address, coin.holders)).data;
  if (!spread || spread.top_ten_bps === null || coin.holders <= 10) return null;
  const { top_ten_bps: topTen, low_trust_bps: lowTrust } = spread;
  return (
    <p className={styles.exit}>
      The ten largest wallets hold {percent(topTen)} of what people hold.
      {lowTrust !== null && lowTrust > 0 && ` ${percent(lowTrust)} is with new or little-trusted accounts.`}
    </p>
  );
}
