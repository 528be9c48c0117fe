import { type CSSProperties, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useAway } from '../../lib/away.ts';
import { wholeInstead } from '../../lib/media-url.ts';
import { useMediaUrl, usePictureUrl } from '../../lib/use-media-url.ts';
import { cx } from '../../ui/cx.ts';
import { lessMotion } from '../../ui/less-motion.ts';
import { type Performance, soundOf } from './performance.ts';
import styles from './performances.module.css';
import { soundPlayer } from './sound-player.ts';

type MediaProps = {
  take: Performance;
  /** On screen now: a video moves, without sound. */
  live?: boolean;
  /** Load it now rather than when it comes near. */
  eager?: boolean;
  className?: string;
};

/** Whether a take is sound alone: its poster then stands on its flat ink. */
export function isAudioOnly(take: Pick<Performance, 'posterUrl' | 'videoUrl'>): boolean {
  return !take.posterUrl && !take.videoUrl;
}

/** The picture of a take on its ink. The ink shows while the picture is on its way, and when it never comes. */
export function Media({ take, live = false, eager, className }: MediaProps) {
  const [broken, setBroken] = useState(false);
  const away = useAway('ipfs');
  // Back again: ask for the picture once more.
  useEffect(() => {
    if (away === null) setBroken(false);
  }, [away]);
  const ground = { '--ground': `var(--flat-${take.ink})` } as CSSProperties;
  const label = `${take.title} by ${take.person.name}`;
  // In a feed only what is near is fetched; on a wall all of it.
  const picture = usePictureUrl(take.posterUrl, eager !== false && !broken, () => setBroken(true)) ?? undefined;
  return (
    <span className={cx(styles.media, className)} style={ground}>
      {broken && <span className={styles.absent}>The picture cannot be fetched now.</span>}
      {take.videoUrl ? (
        <SilentVideo url={take.videoUrl} sound={soundOf(take)} poster={picture} live={live} near={live || eager} label={label} />
      ) : (
        picture && (
          <img src={picture} alt={label} loading={eager ? 'eager' : 'lazy'} decoding="async" onError={() => setBroken(true)} />
        )
      )}
    </span>
  );
}

type SilentVideoProps = {
  url: string;
  sound: string | null;
  poster: string | undefined;
  live: boolean;
  near: boolean | undefined;
  label: string;
};

/** Moves while it is on screen; for people who asked for less motion, once they play the take. */
function SilentVideo({ url, sound, poster, live, near, label }: SilentVideoProps) {
  const heard = useSyncExternalStore(soundPlayer.subscribe, () => isPlaying(sound));
  const video = useRef<HTMLVideoElement>(null);
  const found = useMediaUrl(url, near ?? false);
  const [whole, setWhole] = useState<{ of: string; from: string } | null>(null);
  const src = whole !== null && whole.of === found ? whole.from : found;
  const tryWhole = () => {
    if (src !== null)
      wholeInstead(src)?.then(
        from => setWhole({ of: src, from }),
        () => undefined,
      );
  };
  useEffect(() => {
    const element = video.current;
    if (!element || src === null) return;
    // It stopped for want of bytes: asked for again.
    if (live && element.error) element.load();
    if (live && (heard || !lessMotion())) element.play().catch(() => undefined);
    else element.pause();
  }, [live, heard, src]);
  return (
    <video
      ref={video}
      src={src ?? undefined}
      poster={poster}
      onError={tryWhole}
      muted
      loop
      playsInline
      preload={live ? 'auto' : 'metadata'}
      aria-label={label}
    />
  );
}

function isPlaying(sound: string | null): boolean {
  const { url, playing } = soundPlayer.getState();
  return playing && url === sound;
}
