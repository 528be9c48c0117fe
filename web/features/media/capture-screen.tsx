import { useEffect, useRef, useState } from 'react';
import { Page, TopBar } from '../../ui/layout/layout.tsx';
import { usePageTitle } from '../../ui/layout/use-page-title.ts';
import { type DeviceFault, type Facing, mayRecord } from './ask-devices.ts';

import { forgetSlices, type KeptTake, keepTake, recordedSlices } from './draft-store.ts';
import { mediaTools } from './media-tools.ts';
import { readTake, type Source } from './read-take.ts';
import { RecordStep } from './record-step.tsx';
import { type Recorded, ReviewStep } from './review-step.tsx';
import { StartStep } from './start-step.tsx';
import { takeToKeep } from './take-to-keep.ts';
import { useDevices } from './use-devices.ts';

type Step =
  | { at: 'start'; fault: DeviceFault | null; problem: string | null; working: 'asking' | 'reading' | null }
  | { at: 'record'; stream: MediaStream; film: boolean; facing: Facing }
  | { at: 'review'; take: Recorded; problem: string | null; working: boolean };

/** What was recorded is still on the device, and read anew with the page. */
const UNREAD: Record<Source, string> = {
  clip: 'This clip could not be read. Try again, or choose another.',
  recording: 'Your recording could not be read. It is kept on this device: reload to try again.',
};

const START: Extract<Step, { at: 'start' }> = { at: 'start', fault: null, problem: null, working: null };

type CaptureScreenProps = {
  /** A take that was kept before, which goes on at once unless another one is being made. */
  kept: KeptTake | null;
  onKept: (take: KeptTake) => void;
};

/** From nothing to a take that is kept on this device: record or choose, look, cut. What was recorded outlives a reload. */
export function CaptureScreen({ kept, onKept }: CaptureScreenProps) {
  const [step, setStep] = useState<Step>(START);
  // What an earlier visit left may come late, as the browser's database is slow: it does not come between somebody and a new take.
  const free = step.at === 'start' && step.working === null;
  const isFree = useRef(free);
  isFree.current = free;
  const { ask, release } = useDevices();
  usePageTitle(step.at === 'review' ? undefined : 'Perform');

  const read = async (file: Blob, from: Source) => {
    release();
    const found = await readTake(file, from);
    if ('take' in found) return setStep({ at: 'review', take: found.take, problem: null, working: false });
    if (from === 'recording') await forgetSlices();
    setStep({ ...START, problem: found.problem });
  };
  const look = (file: Blob, from: Source) => read(file, from).catch(() => setStep({ ...START, problem: UNREAD[from] }));
  const lookAgain = useRef(look);
  lookAgain.current = look;

  useEffect(() => {
    // A page that went away while it recorded: what there is goes on to the review.
    void recordedSlices().then(slices => {
      if (slices && isFree.current) void lookAgain.current(slices, 'recording');
    });
  }, []);
  const goesOn = free ? kept : null;
  const goOn = useRef(onKept);
  goOn.current = onKept;
  useEffect(() => {
    if (goesOn) goOn.current(goesOn);
  }, [goesOn]);

  const allow = async (film: boolean, facing: Facing = 'user') => {
    setStep({ ...START, working: 'asking' });
    const given = await ask(film, facing);
    if (given === null) return;
    if ('fault' in given) return setStep({ ...START, fault: given.fault });
    // What it needs next. Should that fail, it is asked for again then.
    mediaTools().catch(() => undefined);
    setStep({ at: 'record', stream: given.stream, film, facing });
  };
  const choose = (file: File) => {
    setStep({ ...START, working: 'reading' });
    void look(file, 'clip');
  };
  const keep = async (review: Extract<Step, { at: 'review' }>, from: number, to: number) => {
    const cut = await takeToKeep(review.take, from, to);
    if ('problem' in cut) return setStep({ ...review, problem: cut.problem });
    await keepTake(cut.take);
    onKept(cut.take);
  };
  const again = () => {
    void forgetSlices();
    setStep(START);
  };

  if (goesOn) return null;
  if (step.at === 'record') {
    const { film, facing } = step;
    const turn = () => void allow(film, facing === 'user' ? 'environment' : 'user');
    return (
      <RecordStep
        key={step.stream.id}
        stream={step.stream}
        film={film}
        mirrored={facing === 'user'}
        onDone={recording => void look(recording, 'recording')}
        onLeave={() => {
          release();
          again();
        }}
        onTurn={film ? turn : undefined}
      />
    );
  }
  return (
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
          onKeep={(from, to) => {
            setStep({ ...step, working: true, problem: null });
            keep(step, from, to).catch(() => setStep({ ...step, problem: 'It could not be kept. Try again.' }));
          }}
        />
      )}
    </Page>
  );
}
