import { useQuery } from '@tanstack/react-query';
import { balanceQuery } from '../features/markets/balance-query.ts';
import { coinQuery } from '../features/markets/coin-queries.ts';
import { launchFeeWords } from '../features/markets/launch-fee-words.ts';
import { useBuy } from '../features/markets/use-buy.ts';
import { useTradingStop } from '../features/markets/use-trading-stop.ts';
import { uploadFile } from '../features/media/upload-file.ts';
import { operatorQuery } from '../features/moderation/moderation-queries.ts';
import type { Performance } from '../features/performances/performance.ts';
import { soundPlayer } from '../features/performances/sound-player.ts';
import type { UploadSealed } from '../features/premium/add-sheet.tsx';
import { HoldersPanel } from '../features/premium/holders-panel.tsx';
import { useNow } from '../lib/clock.ts';
import { useSession } from '../lib/session.ts';
import { useWalletAddress } from '../lib/wallet-address.ts';
import { useTakeWithPeaks } from './use-take-with-peaks.ts';

const COIN = 10n ** 18n;
const SLOT_MS = 5_000;

/** What a take has for those who hold its coin, with the market and the uploads beside it. */
export function HoldersSlot({ take }: { take: Performance }) {
  const coin = useQuery(coinQuery(take.id)).data ?? null;
  const wallet = useWalletAddress();
  const held = useQuery(balanceQuery(coin?.address ?? null, wallet)).data ?? 0n;
  const operator = useQuery(operatorQuery(useSession()?.user.id)).data === true;
  const buy = useBuy(useTakeWithPeaks(take));
  const stop = useTradingStop();
  const now = useNow(SLOT_MS);
  const tradable = coin !== null && !stop && launchFeeWords(coin, now) === null;
  return (
    <HoldersPanel
      takeId={take.id}
      title={take.title}
      makerId={take.person.id}
      symbol={coin?.symbol ?? null}
      operator={operator}
      holdsAtLeast={coins => held >= BigInt(coins) * COIN}
      onBuy={tradable ? () => buy('buy') : undefined}
      onPlay={() => soundPlayer.pause()}
      upload={upload}
    />
  );
}

const upload: UploadSealed = async (blob, say, signal) => {
  const { cidOfBlob } = await import('../features/media/tools.ts');
  const facts = { purpose: 'sealed', mime: 'application/octet-stream', peaks: null, loudness: null } as const;
  return uploadFile({ blob, ...facts, cid: await cidOfBlob(blob) }, say, signal);
};
