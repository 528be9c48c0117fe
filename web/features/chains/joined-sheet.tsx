import { Button } from '../../ui/button/button.tsx';
import { Sheet } from '../../ui/sheet/sheet.tsx';
import type { Joined } from './act-on-chain.ts';
import type { Move } from './chain.ts';
import { MatchScores } from './match-scores.tsx';
import styles from './sheets.module.css';

type JoinedSheetProps = { joined: Joined; phrase: readonly Move[]; name: string; onClose: () => void };

/** What the server counted, which is what stands. */
export function JoinedSheet({ joined: { score }, phrase, name, onClose }: JoinedSheetProps) {
  return (
    <Sheet open onOpenChange={open => !open && onClose()} title="You joined the chain">
      <div className={styles.form}>
        <p role="status">{name} is in. This is what our server counted, from the files on IPFS.</p>
        {score && (
          <MatchScores score={score} phrase={phrase}>
            It stands.
          </MatchScores>
        )}
        <Button size="big" full onClick={onClose}>
          See the chain
        </Button>
      </div>
    </Sheet>
  );
}
