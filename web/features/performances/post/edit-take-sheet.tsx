import { useState } from 'react';
import { TITLE_MOST } from '../../../../shared/performances/title-most.ts';
import { useAttempt } from '../../../lib/use-attempt.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Field } from '../../../ui/field/field.tsx';
import { Sheet } from '../../../ui/sheet/sheet.tsx';
import { Fault } from '../../../ui/state/fault.tsx';
import type { Performance } from '../performance.ts';
import { InkPicker, KindPicker, LanguagePicker } from './pickers.tsx';
import styles from './post.module.css';
import { changeTake, removeTake } from './post-calls.ts';
import { titleFault } from './post-words.ts';

type EditTakeSheetProps = { take: Performance; onClose: () => void; onChanged: () => void; onRemoved: () => void };

/** The author's sheet: words can be changed, the take can be taken down; what stays elsewhere is said before. */
export function EditTakeSheet({ take, onClose, onChanged, onRemoved }: EditTakeSheetProps) {
  const [words, setWords] = useState({ title: take.title, kind: take.kind, ink: take.ink, language: take.language ?? '' });
  const { working, fault, attempt } = useAttempt<'saving' | 'removing'>();
  const [sure, setSure] = useState(false);
  const change = (part: Partial<typeof words>) => setWords({ ...words, ...part });
  const title = words.title.trim();
  const save = () => changeTake(take.id, { ...words, title, language: words.language || null }).then(onChanged);
  const remove = () => removeTake(take.id).then(onRemoved);
  const coin = take.ticker ? ` $${take.ticker} stays on Base with those who hold it.` : '';
  return (
    <Sheet open onOpenChange={open => !open && onClose()} title={sure ? 'Take it down?' : 'Edit take'}>
      <div className={styles.form}>
        {sure ? (
          <>
            <p>
              {take.title} leaves the feed, search and your stage for good, and can become no coin.{coin} Your cast stays on
              Farcaster until you delete it there, and copies on IPFS may stay with others.
            </p>
            <Fault>{fault}</Fault>
            <Button
              full
              size="big"
              working={working === 'removing' ? 'Taking it down' : undefined}
              onClick={() => void attempt('removing', remove)}
            >
              Take it down
            </Button>
            <Button full variant="text" onClick={() => setSure(false)}>
              Keep it
            </Button>
          </>
        ) : (
          <>
            <Field
              label="Title"
              value={words.title}
              onChange={event => change({ title: event.target.value })}
              count={`${[...title].length}/${TITLE_MOST}`}
            />
            <KindPicker kind={words.kind} onKind={kind => change({ kind })} />
            <InkPicker ink={words.ink} onInk={ink => change({ ink })} />
            <LanguagePicker language={words.language} onLanguage={language => change({ language })} />
            <p className="label secondary">
              Your cast keeps its words{take.ticker ? `, and $${take.ticker} its name on Base` : ''}. Everything here follows.
            </p>
            <Fault>{fault}</Fault>
            <Button
              full
              size="big"
              working={working === 'saving' ? 'Saving' : undefined}
              disabledReason={titleFault(title) ?? undefined}
              onClick={() => void attempt('saving', save)}
            >
              Save take
            </Button>
            <Button full variant="text" onClick={() => setSure(true)}>
              Take it down
            </Button>
          </>
        )}
      </div>
    </Sheet>
  );
}
