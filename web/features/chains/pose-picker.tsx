import { useState } from 'react';
import { importPose } from '../../../shared/chains/import-pose.ts';
import type { PoseSequence } from '../../../shared/chains/pose.ts';
import { FileButton } from '../../ui/button/file-button.tsx';
import { lessMotion } from '../../ui/less-motion.ts';
import { Notice } from '../../ui/state/notice.tsx';
import styles from './chains.module.css';
import { DancerFigure } from './dancer-figure.tsx';

type PosePickerProps = { pose: PoseSequence | null; ink: string; onPose: (pose: PoseSequence | null) => void };

/** Takes pose data from a file, in our format or as MediaPipe gives them, and shows who dances. */
export function PosePicker({ pose, ink, onPose }: PosePickerProps) {
  const [wrong, setWrong] = useState<string>();
  const read = async (file: File) => {
    try {
      onPose(importPose(JSON.parse(await file.text())));
      setWrong(undefined);
    } catch (error) {
      onPose(null);
      setWrong(error instanceof SyntaxError ? 'This file is not JSON.' : error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <div className={styles.picker}>
      <FileButton
        variant="outline"
        full
        icon="plus"
        accept="application/json,.json"
        fileLabel="Recording of your movement"
        onFile={file => void read(file)}
      >
        {pose ? 'Choose another recording' : 'Choose a recording of your movement'}
      </FileButton>
      <p className="label secondary">Pose data as JSON: 33 landmarks a frame, up to 60 seconds, all of you in the picture.</p>
      {wrong && (
        <Notice icon="warning" tone="down" role="alert">
          {wrong}
        </Notice>
      )}
      {pose && <DancerFigure pose={pose} playing={!lessMotion()} ink={ink} />}
    </div>
  );
}
