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
  const announced = announcement(status, wait);
  const made = status === 'confirmed' || status === 'open' || status === 'final';
  const making = made ? 'done' : 'now';
  return [
    { title: 'Approved by you', state: 'done' },
    announced,
    {
      title: 'Launch on Base',
      detail: status === 'failed' ? 'It did not go through. We try again by ourselves' : LAUNCHING[making],
      state: announced.state === 'now' ? 'waiting' : making,
    },
  ];
}

const LAUNCHING = { now: 'Usually about 2 seconds', done: 'The launch fee is falling; buying opens in seconds' };

function announcement(status: Place['status'], wait: number): Step {
  if (status === 'approved') return { title: 'Announce it', detail: 'Storing its details for good', state: 'now' };
  if (status !== 'pinned' || wait <= 0) return { title: 'Announced', state: 'done' };
  const end = <span className="tabular">{countdown(wait)}</span>;
  return { title: 'Announced', detail: 'Everyone can see when it opens', state: 'now', end };
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
