import type { ReactNode } from 'react';
import { Button } from '../../ui/button/button.tsx';
import { FileButton } from '../../ui/button/file-button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import type { IconName } from '../../ui/icon/shapes.ts';
import { Fault } from '../../ui/state/fault.tsx';
import { Notice } from '../../ui/state/notice.tsx';
import { WoodType } from '../../ui/wood-type/wood-type.tsx';
import type { DeviceFault } from './ask-devices.ts';
import styles from './start-step.module.css';

type StartStepProps = {
  /** Whether this place may offer a recorder. */
  canRecord: boolean;
  fault: DeviceFault | null;
  asking: boolean;
  /** What was wrong with the file that was chosen. */
  problem: string | null;
  reading: boolean;
  onAllow: (film: boolean) => void;
  onFile: (file: File) => void;
};

const FAULTS: Record<DeviceFault, string> = {
  refused: 'Your Farcaster app does not open the camera and mic here. Upload a clip of up to 60 seconds instead.',
  none: 'This device has no camera or mic that we can use. Upload a clip of up to 60 seconds instead.',
  busy: 'Another app is using the camera or mic. Close it, then allow again. Or upload a clip.',
};

/** Camera and mic, each with its reason; or a clip, which leads where nothing can be recorded. */
export function StartStep({ canRecord, fault, asking, problem, reading, onAllow, onFile }: StartStepProps) {
  const records = canRecord && fault !== 'refused' && fault !== 'none';
  return (
    <div className={styles.start}>
      <WoodType as="h1" lines={['You are', 'on next']} height={0.37} />
      <p className="secondary">
        {records
          ? 'Allow the camera and mic to record here. Nothing leaves this device until you post.'
          : 'Choose a song or a dance of up to 60 seconds. Nothing leaves this device until you post.'}
      </p>
      {records && (
        <div>
          <DeviceRow icon="video" name="Camera" reason="To film yourself, with sound">
            <Button size="small" working={asking ? 'Asking' : undefined} onClick={() => onAllow(true)} aria-label="Allow camera">
              Allow
            </Button>
          </DeviceRow>
          <DeviceRow icon="mic" name="Microphone" reason="To record sound alone">
            <Button size="small" variant="quiet" onClick={() => onAllow(false)} aria-label="Allow microphone">
              Allow
            </Button>
          </DeviceRow>
        </div>
      )}
      {fault && (
        <Notice icon="info" role="status">
          {FAULTS[fault]}
        </Notice>
      )}
      {!fault && !canRecord && (
        <Notice icon="info">
          Your Farcaster app does not open the camera and mic here. A clip from this device does as well.
        </Notice>
      )}
      <Fault>{problem}</Fault>
      <div className={styles.foot}>
        <FileButton
          variant={records ? 'outline' : 'primary'}
          size="big"
          full
          icon="plus"
          working={reading ? 'Reading the clip' : undefined}
          accept="video/*,audio/*"
          fileLabel="Clip"
          onFile={onFile}
        >
          Upload a clip
        </FileButton>
      </div>
    </div>
  );
}

function DeviceRow({ icon, name, reason, children }: { icon: IconName; name: string; reason: string; children: ReactNode }) {
  return (
    <div className={styles.row}>
      <Icon name={icon} size={24} />
      <span>
        <b>{name}</b>
        <br />
        <span className="label secondary">{reason}</span>
      </span>
      {children}
    </div>
  );
}
