import { useCallback, useEffect, useRef, useState } from 'react';
import { problemWords } from '../../../shared/media/judge-media.ts';
import { LONGEST_MS } from '../../../shared/media/limits.ts';
import { Page, TopBar } from '../../ui/layout/layout.tsx';
import { askDevices, type DeviceFault, type Facing, mayRecord, stopStream } from './ask-devices.ts';
import { forgetSlices, type KeptTake, keepTake, recordedSlices } from './draft-store.ts';
import { RecordStep } from './record-step.tsx';
import { type Recorded, ReviewStep } from './review-step.tsx';
import { StartStep } from './start-step.tsx';

/** Reading and cutting media is a part of its own, fetched when there is something to read. */
const tools = () => import('./tools.ts');

type Step =
  | { at: 'start'; fault: DeviceFault | null; problem: string | null; working: 'asking' | 'reading' | null }
  | { at: 'record'; stream: MediaStream; film: boolean; facing: Facing }
  | { at: 'review'; take: Recorded; recorded: boolean; problem: string | null; working: boolean };

const START: Extract<Step, { at: 'start' }> = { at: 'start', fault: null, problem: null, working: null };

/** From nothing to a take that is kept on this device: record or choose, look, cut. What was recorded outlives a reload. */
export function CaptureScreen({ onKept }: { onKept: (take: KeptTake) => void }) {
  const [step, setStep] = useState<Step>(START);
  const stream = useRef<MediaStream | null>(null);
  const release = useCallback(() => {
    if (stream.current) stopStream(stream.current);
    stream.current = null;
  }, []);
  useEffect(() => release, [release]);

  const look = async (file: Blob, recorded: boolean) => {
    release();
    const { measureTake, cutTake } = await tools();
    const found = await measureTake(file);
    // A clip that is too long can be cut; anything else that is wrong cannot be helped here.
    if (!found.facts || (found.problem && found.problem !== 'too-long')) {
      if (recorded) await forgetSlices();
      return setStep({ ...START, problem: problemWords(found.problem ?? 'wrong-type') });
    }
    const { hasVideo: film, durationMs, mime } = found.facts;
    // What a browser recorded says nothing of its length, and cannot be sought in: written anew, it can.
    const whole = recorded ? await cutTake(file, mime, 0, LONGEST_MS * 2) : file;
    const take = { file: whole, film, durationMs: durationMs ?? 0, peaks: found.peaks };
    setStep({ at: 'review', take, recorded, problem: null, working: false });
  };
  const lookAgain = useRef(look);
  lookAgain.current = look;

  useEffect(() => {
    // A page that went away while it recorded: what there is goes on to the review.
    void recordedSlices().then(slices => slices && lookAgain.current(slices, true));
  }, []);

  const allow = async (film: boolean, facing: Facing = 'user') => {
    setStep({ ...START, working: 'asking' });
    release();
    const asked = await askDevices(film, facing);
    if ('fault' in asked) return setStep({ ...START, fault: asked.fault });
    stream.current = asked.stream;
    void tools();
    setStep({ at: 'record', stream: asked.stream, film, facing });
  };
  const choose = (file: File) => {
    setStep({ ...START, working: 'reading' });
    void look(file, false);
  };
  const keep = async (from: number, to: number) => {
    if (step.at !== 'review') return;
    setStep({ ...step, working: true, problem: null });
    const { film, file, durationMs } = step.take;
    const { cidOfBlob, cutTake, measureTake, posterFrame } = await tools();
    const mime = (await measureTake(file)).facts?.mime ?? file.type;
    const cut = from > 0 || to < durationMs - 50 ? await cutTake(file, mime, from, to) : file;
    const measured = await measureTake(cut);
    if (!measured.facts || measured.problem)
      return setStep({ ...step, working: false, problem: problemWords(measured.problem ?? 'wrong-type') });
    const poster = film ? await posterFrame(cut, Math.min(1_000, (to - from) / 3)) : null;
    const take = { file: cut, film, measured, cid: await cidOfBlob(cut), poster, performanceId: crypto.randomUUID() };
    await keepTake(take);
    onKept(take);
  };
  const again = () => {
    void forgetSlices();
    setStep(START);
  };

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
          onKeep={(from, to) => void keep(from, to)}
        />
      )}
    </Page>
  );
}
