import { useState } from 'react';
import { currentUser } from '../config.ts';
import type { Draft, PostedCast } from '../store.ts';
import { publish } from '../world.ts';
import { Embeds } from './embeds.tsx';
import { Sheet } from './sheet.tsx';
import './cast.css';

type CastSheetProps = { draft: Draft; done: (cast: PostedCast | null) => void; container: HTMLElement };

/** A draft that the person may change, publish or drop. */
export function CastSheet({ draft, done, container }: CastSheetProps) {
  const [text, setText] = useState(draft.text);
  const [error, setError] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const send = async () => {
    setSending(true);
    try {
      done(await publish({ ...draft, text }));
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : String(failure));
      setSending(false);
    }
  };
  return (
    <Sheet name="Cast" container={container} onDismiss={() => done(null)}>
      <div className="byline">
        <img src={currentUser.pfpUrl} alt="" width="32" height="32" />
        <span>{currentUser.displayName}</span>
        <span className="faint">@{currentUser.username}</span>
      </div>
      <textarea aria-label="Text" rows={4} maxLength={1024} value={text} onChange={event => setText(event.target.value)} />
      <Embeds embeds={draft.embeds.map(url => ({ url }))} />
      {error && <p className="warning">{error}</p>}
      <div className="buttons">
        <button type="button" className="button quiet" onClick={() => done(null)}>
          Cancel
        </button>
        <button type="button" className="button" disabled={sending || (text === '' && draft.embeds.length === 0)} onClick={send}>
          Cast
        </button>
      </div>
    </Sheet>
  );
}
