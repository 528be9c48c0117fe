import { useState } from 'react';
import type { PoseSequence } from '../../../shared/chains/pose.ts';
import { env } from '../../lib/env.ts';
import { Button } from '../../ui/button/button.tsx';
import { FileButton } from '../../ui/button/file-button.tsx';
import { lessMotion } from '../../ui/less-motion.ts';
import { Fault } from '../../ui/state/fault.tsx';
import { DancerFigure } from './dancer-figure.tsx';
import { LiveRecorder } from './live-recorder.tsx';
import styles from './sheets.module.css';
import { useMovementFile } from './use-movement-file.ts';

type PosePickerProps = {
  pose: PoseSequence | null;
  ink: string;
  onPose: (pose: PoseSequence | null) => void;
  /** The model that sees bodies in films; null where none is configured. */
  model?: { url: string; sha256: string } | null;
};

/**
 * Takes movement from a film or from the camera where a model is configured, else from a file, in our format or as MediaPipe
 * gives it; and shows who dances.
 */
export function PosePicker({ pose, ink, onPose, model = env().poseModel }: PosePickerProps) {
  const { read, working, wrong, forgetWrong } = useMovementFile(model, onPose);
  const [live, setLive] = useState(false);
  const first = model ? 'Film your dance' : 'Choose a recording of your movement';
  return (
    <div className={styles.picker}>
      <FileButton
        variant="outline"
        full
        icon="plus"
        working={working}
        accept={model ? 'video/*,application/json,.json' : 'application/json,.json'}
        fileLabel="Recording of your movement"
        onFile={file => void read(file)}
      >
        {pose ? 'Choose another recording' : first}
      </FileButton>
      <p className="label secondary">
        {model
          ? 'Up to 60 seconds, all of you in the picture. The film stays on this device.'
          : 'Films cannot be read here yet. If you have your movement as a file, choose it: up to 60 seconds, all of you in the picture.'}
      </p>
      {model && (
        <Button variant="text" size="small" icon="video" aria-expanded={live} onClick={() => setLive(!live)}>
          {live ? 'Close the camera' : 'Dance before the camera'}
        </Button>
      )}
      {live && model && (
        <LiveRecorder
          model={model}
          onPose={danced => {
            forgetWrong();
            setLive(false);
            onPose(danced);
          }}
        />
      )}
      <Fault>{wrong}</Fault>
      {pose && <DancerFigure pose={pose} playing={!lessMotion()} ink={ink} />}
    </div>
  );
}
