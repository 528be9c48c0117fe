import type { Cast } from '@neynar/nodejs-sdk/build/api';
import { useCallback, useEffect, useState } from 'react';
import { openSheet } from '../store.ts';
import { fetchCast, fetchReplies, setReaction } from '../world.ts';
import { Embeds } from './embeds.tsx';
import { CloseButton, Sheet } from './sheet.tsx';
import './cast.css';

type ViewCastProps = { hash: string; done: () => void; container: HTMLElement };
type Loaded = { cast: Cast | null; replies: Cast[] };

const ago = (timestamp: string) => {
  const minutes = Math.max(0, Math.round((Date.now() - Date.parse(timestamp)) / 60_000));
  if (minutes < 1) return 'now';
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
};

/** A cast with its replies, where the person likes, recasts and answers. */
export function ViewCastSheet({ hash, done, container }: ViewCastProps) {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [error, setError] = useState<string | null>(null);
  const load = useCallback(async () => {
    const [cast, replies] = await Promise.all([fetchCast(hash), fetchReplies(hash)]);
    setLoaded({ cast, replies });
  }, [hash]);
  const attempt = useCallback(
    (work: Promise<unknown>) => work.then(load).catch((failure: Error) => setError(failure.message)),
    [load],
  );
  useEffect(() => void attempt(Promise.resolve()), [attempt]);

  const cast = loaded?.cast;
  const gave = cast?.viewer_context;
  const reply = () => openSheet('cast', { draft: { text: '', embeds: [], parent: hash } });
  return (
    <Sheet name="View cast" container={container} onDismiss={done}>
      {loaded && !cast && <p>This cast is not on the local network.</p>}
      {error && <p className="warning">{error}</p>}
      {cast && (
        <>
          <div className="byline">
            <img src={cast.author.pfp_url ?? ''} alt="" width="32" height="32" />
            <span>{cast.author.display_name}</span>
            <span className="faint">
              @{cast.author.username}, {ago(cast.timestamp)}
            </span>
          </div>
          <p className="cast-text">{cast.text}</p>
          <Embeds embeds={cast.embeds} />
          <div className="reactions">
            <button
              type="button"
              className="button quiet"
              aria-pressed={gave?.liked ?? false}
              onClick={() => attempt(setReaction(hash, 'like', !gave?.liked))}
            >
              Like <span className="count">{cast.reactions.likes_count}</span>
            </button>
            <button
              type="button"
              className="button quiet"
              aria-pressed={gave?.recasted ?? false}
              onClick={() => attempt(setReaction(hash, 'recast', !gave?.recasted))}
            >
              Recast <span className="count">{cast.reactions.recasts_count}</span>
            </button>
            <button type="button" className="button quiet" onClick={() => attempt(reply())}>
              Reply <span className="count">{cast.replies.count}</span>
            </button>
          </div>
          <ul className="replies">
            {loaded.replies.map(({ hash: key, author, text }) => (
              <li key={key}>
                <strong>{author.display_name}</strong> {text}
              </li>
            ))}
          </ul>
        </>
      )}
      <CloseButton onClose={done} />
    </Sheet>
  );
}
