import { useEffect, useRef, useState } from 'react';
import { problemWords } from '../../../shared/media/judge-media.ts';
import { LONGEST_MS } from '../../../shared/media/limits.ts';
import { Page, TopBar } from '../../ui/layout/layout.tsx';
import { usePageTitle } from '../../ui/layout/use-page-title.ts';
import { type DeviceFault, type Facing, mayRecord } from './ask-devices.ts';
import { forgetSlices, type KeptTake, keepTake, recordedSlices } from './draft-store.ts';
import { RecordStep } from './record-step.tsx';
import { type Recorded, ReviewStep } from './review-step.tsx';
import { StartStep } from './start-step.tsx';
import { useDevices } from './use-devices.ts';

/** Reading and cutting media is a part of its own, fetched when there is something to read. */
const tools = () => import('./tools.ts');

type Step =
  | { at: 'start'; fault: DeviceFault | null; problem: string | null; working: 'asking' | 'reading' | null }
  | { at: 'record'; stream: MediaStream; film: boolean; facing: Facing }
  | { at: 'review'; take: Recorded; problem: string | null; working: boolean };

const UNREAD_CLIP = 'This clip could not be read. Try again, or choose another.';
/** What was recorded is still on the device, and read anew with the page. */
const UNREAD_RECORDING = 'Your recording could not be read. It is kept on this device: reload to try again.';

const START: Extract<Step, { at: 'start' }> = { at: 'start', fault: null, problem: null, working: null };

/** A file and what it is found to be; one that its container alone keeps from being played is put into another. */
async function playable(file: Blob) {
  const { measureTake, cutTake } = await tools();
  const found = await measureTake(file);
  if (found.problem !== 'unplayable' || !found.facts?.mime.endsWith('/webm')) return { file, found };
  const anew = await cutTake(file, found.facts.mime, 0, Number.POSITIVE_INFINITY).catch(() => null);
  return anew ? { file: anew, found: await measureTake(anew) } : { file, found };
}

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

  const read = async (given: Blob, recorded: boolean) => {
    release();
    const { file, found } = await playable(given);
    const { cutTake } = await tools();
    // A clip that is too long can be cut; anything else that is wrong cannot be helped here.
    if (!found.facts || (found.problem && found.problem !== 'too-long')) {
      if (recorded) await forgetSlices();
      return setStep({ ...START, problem: problemWords(found.problem ?? 'wrong-type') });
    }
    const { hasVideo: film, durationMs, mime } = found.facts;
    // What a browser recorded says nothing of its length, and cannot be sought in: written anew, it can. Where that does not work out the recording is worth more as it is than not at all.
    const whole = recorded ? await cutTake(file, mime, 0, LONGEST_MS * 2).catch(() => file) : file;
    const take = { file: whole, mime, film, durationMs: durationMs ?? 0, peaks: found.peaks };
    setStep({ at: 'review', take, problem: null, working: false });
  };
  const look = (file: Blob, recorded: boolean) =>
    read(file, recorded).catch(() => setStep({ ...START, problem: recorded ? UNREAD_RECORDING : UNREAD_CLIP }));
  const lookAgain = useRef(look);
  lookAgain.current = look;

  useEffect(() => {
    // A page that went away while it recorded: what there is goes on to the review.
    void recordedSlices().then(slices => {
      if (slices && isFree.current) void lookAgain.current(slices, true);
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
    tools().catch(() => undefined);
    setStep({ at: 'record', stream: given.stream, film, facing });
  };
  const choose = (file: File) => {
    setStep({ ...START, working: 'reading' });
    void look(file, false);
  };
  const keep = async (review: Extract<Step, { at: 'review' }>, from: number, to: number) => {
    const { film, file, mime, durationMs } = review.take;
    const { cidOfBlob, cutTake, measureTake, posterFrame } = await tools();
    const cut = from > 0 || to < durationMs - 50 ? await cutTake(file, mime, from, to) : file;
    const measured = await measureTake(cut);
    if (!measured.facts || measured.problem)
      return setStep({ ...review, problem: problemWords(measured.problem ?? 'wrong-type') });
    const poster = film ? await posterFrame(cut, Math.min(1_000, (to - from) / 3)) : null;
    const take = { file: cut, film, measured, cid: await cidOfBlob(cut), poster, performanceId: crypto.randomUUID() };
    await keepTake(take);
    onKept(take);
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
        onDone={recording => void look(recording, true)}
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
