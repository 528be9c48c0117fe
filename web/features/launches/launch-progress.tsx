import { useNow } from '../../lib/clock.ts';
import { Button } from '../../ui/button/button.tsx';
import { countdown } from '../../ui/format/time.ts';
import { Card } from '../../ui/layout/layout.tsx';
import { type Step, Steps } from '../../ui/steps/steps.tsx';
import type { Launch } from './launch.ts';
import styles from './launches.module.css';

type Place = Pick<Launch, 'status' | 'opensAt'>;

/** Where an approved launch is, as the same kind of steps as a trade. */
export function launchSteps({ status, opensAt }: Place, now: number): Step[] {
  const wait = opensAt === null ? 0 : opensAt - now;
  const announced: Step =
    status === 'approved'
      ? { title: 'Announce it', detail: 'Storing its details for good', state: 'now' }
      : status === 'pinned' && wait > 0
        ? {
            title: 'Announced',
            detail: 'Everyone can see when it opens',
            state: 'now',
            end: <span className="tabular">{countdown(wait)}</span>,
          }
        : { title: 'Announced', state: 'done' };
  const making =
    announced.state === 'now' ? 'waiting' : status === 'confirmed' || status === 'open' || status === 'final' ? 'done' : 'now';
  return [
    { title: 'Approved by you', state: 'done' },
    announced,
    {
      title: 'Launch on Base',
      detail:
        status === 'failed'
          ? 'It did not go through. We try again by ourselves'
          : making === 'done'
            ? 'The launch fee is falling; buying opens in seconds'
            : 'Usually about 2 seconds',
      state: making,
    },
  ];
}

/** A launch on its way, for its creator. */
export function LaunchProgress({ launch, onOpen }: { launch: Launch; onOpen: () => void }) {
  const now = useNow(1000);
  return (
    <section className={styles.consent} aria-label={`${launch.title}: its launch`}>
      <Card>
        <h2 className={styles.consentTitle}>{launch.title} becomes a coin</h2>
        <p className={styles.progressSays}>
          {launch.name ?? launch.title} · ${launch.ticker ?? ''}
        </p>
        <div aria-live="polite">
          <Steps label="The launch" steps={launchSteps(launch, now)} />
        </div>
        <Button full variant="quiet" onClick={onOpen}>
          See its page
        </Button>
      </Card>
    </section>
  );
}
