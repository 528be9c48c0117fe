import { useEffect, useRef, useState } from 'react';
import { personStore } from '../../lib/person.ts';
import { useStore } from '../../lib/store.ts';
import type { DeviceFault, Facing } from './ask-devices.ts';
import { forgetSlices, type KeptTake, keepTake, recordedSlices } from './draft-store.ts';
import { mediaTools } from './media-tools.ts';
import { readTake, type Source } from './read-take.ts';
import type { Recorded } from './review-step.tsx';
import { takeToKeep } from './take-to-keep.ts';
import { useDevices } from './use-devices.ts';

type Review = { at: 'review'; take: Recorded; problem: string | null; working: boolean };
type Step =
  | { at: 'start'; fault: DeviceFault | null; problem: string | null; working: 'asking' | 'reading' | null }
  | { at: 'record'; stream: MediaStream; film: boolean; facing: Facing }
  | Review;

/** What was recorded is still on the device, and read anew with the page. */
const UNREAD: Record<Source, string> = {
  clip: 'This clip could not be read. Try again, or choose another.',
  recording: 'Your recording could not be read. It is kept on this device: reload to try again.',
};

const START: Extract<Step, { at: 'start' }> = { at: 'start', fault: null, problem: null, working: null };

/** The steps from nothing to a take that is kept. `goesOn` is one that was kept before, and is handed over at once. */
export function useCapture(kept: KeptTake | null, onKept: (take: KeptTake) => void) {
  const [step, setStep] = useState<Step>(START);
  // What an earlier visit left may come late, as the browser's database is slow: it does not come between somebody and a new take.
  const free = step.at === 'start' && step.working === null;
  const isFree = useRef(free);
  isFree.current = free;
  const { ask, release } = useDevices();

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

  const person = useStore(personStore).id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each has their own
  useEffect(() => {
    // A page that went away while it recorded: what there is goes on to the review.
    void recordedSlices().then(slices => {
      if (slices && isFree.current) void lookAgain.current(slices, 'recording');
    });
  }, [person]);
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
  const cutAndKeep = async (review: Review, from: number, to: number) => {
    const cut = await takeToKeep(review.take, from, to);
    if ('problem' in cut) return setStep({ ...review, problem: cut.problem });
    await keepTake(cut.take);
    onKept(cut.take);
  };
  /** The part of the take from `from` to `to`, in ms. */
  const keep = (review: Review, from: number, to: number) => {
    setStep({ ...review, working: true, problem: null });
    cutAndKeep(review, from, to).catch(() => setStep({ ...review, problem: 'It could not be kept. Try again.' }));
  };
  const again = () => {
    void forgetSlices();
    setStep(START);
  };
  const leave = () => {
    release();
    again();
  };
  return { step, goesOn, look, allow, choose, keep, again, leave };
}
