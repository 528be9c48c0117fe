import { Page, TopBar } from '../../ui/layout/layout.tsx';
import { usePageTitle } from '../../ui/layout/use-page-title.ts';
import { useFocusKept } from '../../ui/use-focus-kept.ts';
import { mayRecord } from './ask-devices.ts';
import type { KeptTake } from './draft-store.ts';
import { RecordStep } from './record-step.tsx';
import { ReviewStep } from './review-step.tsx';
import { StartStep } from './start-step.tsx';
import { useCapture } from './use-capture.ts';

type CaptureScreenProps = {
  /** A take that was kept before, which goes on at once unless another one is being made. */
  kept: KeptTake | null;
  onKept: (take: KeptTake) => void;
};

/** From nothing to a take that is kept on this device: record or choose, look, cut. What was recorded outlives a reload. */
export function CaptureScreen({ kept, onKept }: CaptureScreenProps) {
  const { step, goesOn, look, allow, choose, keep, again, leave } = useCapture(kept, onKept);
  usePageTitle(step.at === 'review' ? undefined : 'Perform');
  const steps = useFocusKept<HTMLDivElement>(box => box.querySelector('h1'));
  if (goesOn) return null;
  if (step.at === 'record') {
    const { film, facing } = step;
    const turn = () => void allow(film, facing === 'user' ? 'environment' : 'user');
    return (
      <div {...steps}>
        <RecordStep
          key={step.stream.id}
          stream={step.stream}
          film={film}
          mirrored={facing === 'user'}
          onDone={recording => void look(recording, 'recording')}
          onLeave={leave}
          onTurn={film ? turn : undefined}
        />
      </div>
    );
  }
  return (
    <div {...steps}>
      <Page>
        {step.at === 'start' ? (
          <>
            <TopBar />
            <StartStep
              canRecord={mayRecord()}
              fault={step.fault}
              problem={step.problem}
              asking={step.working === 'asking'}
              reading={step.working === 'reading'}
              onAllow={film => void allow(film)}
              onFile={choose}
            />
          </>
        ) : (
          <ReviewStep
            take={step.take}
            problem={step.problem}
            working={step.working}
            onRetake={again}
            onKeep={(from, to) => keep(step, from, to)}
          />
        )}
      </Page>
    </div>
  );
}
