import { useNow } from '../../lib/clock.ts';
import { cx } from '../../ui/cx.ts';
import { catalogueNumber } from '../../ui/format/catalogue.ts';
import { compactCount } from '../../ui/format/compact.ts';
import { timeLabel } from '../../ui/format/time.ts';
import { Section } from '../../ui/layout/layout.tsx';
import { posterHeight } from '../../ui/wood-type/poster-height.ts';
import { WoodType } from '../../ui/wood-type/wood-type.tsx';
import { Listening } from './listening.tsx';
import { Media } from './media.tsx';
import type { Performance } from './performance.ts';
import styles from './performance-screen.module.css';
import { PersonRow } from './person-row.tsx';
import type { PerformanceSlots } from './slots.ts';
import { TakePlayer } from './take-player.tsx';
import { useCountView } from './use-count-view.ts';
import { useTakeSound } from './use-take-sound.ts';
import { useWide } from './use-wide.ts';

type TakeHeadProps = { take: Performance; slots: PerformanceSlots; onOpenPerson: ((take: Performance) => void) | undefined };

/** Picture, poster, sound, person and counters; then the panel of the coin or of the climb. The poster is on the picture, or beside it where there is room. */
export function TakeHead({ take, slots, onOpenPerson }: TakeHeadProps) {
  const now = useNow(60_000);
  const wide = useWide();
  const { peaks } = useTakeSound(take, { near: true });
  const handle = take.person.username ? `@${take.person.username} · ` : '';
  const views = take.views ? ` · ${compactCount(take.views)} ${take.views === 1 ? 'view' : 'views'}` : '';
  const number = catalogueNumber(take.number);
  useCountView(take.id, true);
  return (
    <>
      <div className={styles.head}>
        <div className={cx(styles.hero, take.ticker && styles.tall, 'on-media')}>
          <Media take={take} live eager className={styles.heroMedia ?? ''} />
          {!wide && (
            <>
              <div className={styles.heroScrim} />
              <span className={cx('catalogue', styles.heroNumber)}>{number}</span>
              <div className={styles.heroPoster}>
                <WoodType as="h1" lines={take.posterLines} title={take.title} height={posterHeight(take.posterLines)} />
              </div>
            </>
          )}
        </div>
        <div className={styles.words}>
          {wide && (
            <div className={styles.named}>
              <div className={styles.states}>
                {slots.state?.(take, null)}
                <span className="catalogue secondary">{number}</span>
              </div>
              <WoodType as="h1" lines={take.posterLines} title={take.title} height={posterHeight(take.posterLines, 0.36)} />
            </div>
          )}
          <TakePlayer take={take} near height={40} />
          <PersonRow
            take={take}
            size={44}
            detail={`${handle}${timeLabel(take.castAt, now)}${views}`}
            onOpen={onOpenPerson && (() => onOpenPerson(take))}
            beside={slots.beside?.(take)}
          />
          {slots.counters?.(take, { live: true })}
          <Listening performanceId={take.id} />
        </div>
      </div>
      {slots.panel && (
        <>
          <hr className={styles.rule} />
          <Section label="Standing">{slots.panel(take, peaks)}</Section>
        </>
      )}
    </>
  );
}
