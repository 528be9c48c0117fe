import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { importPose } from '../../../shared/chains/import-pose.ts';
import { DANCES, dancer } from '../../../shared/chains/testing/dancer.ts';
import { PosePicker } from './pose-picker.tsx';

afterEach(cleanup);
const chooser = () => screen.getByLabelText<HTMLInputElement>('Recording of your movement');
const choose = (file: File) => fireEvent.change(chooser(), { target: { files: [file] } });
const model = { url: 'https://models.example/pose.task', sha256: 'ab'.repeat(32) };

describe('PosePicker', () => {
  it('takes pose data alone where no model is configured, and says so', async () => {
    const onPose = vi.fn();
    render(<PosePicker pose={null} ink="teal" onPose={onPose} model={null} />);
    screen.getByText(/Films cannot be read here/);
    expect(chooser().accept).not.toContain('video');
    const moves = dancer(DANCES.wave);
    choose(new File([JSON.stringify(moves)], 'moves.json', { type: 'application/json' }));
    await vi.waitFor(() => expect(onPose).toHaveBeenCalledWith(importPose(moves)));
    choose(new File(['{'], 'moves.json', { type: 'application/json' }));
    await screen.findByText('No movement can be read from this file.');
    choose(new File([new Uint8Array(10)], 'dance.mp4', { type: 'video/mp4' }));
    await vi.waitFor(() => expect(onPose).toHaveBeenLastCalledWith(null));
  });

  it('takes films where one is, and pose data as before', async () => {
    const onPose = vi.fn();
    render(<PosePicker pose={null} ink="teal" onPose={onPose} model={model} />);
    expect(screen.getByRole('button', { name: 'Film your dance' })).toBeTruthy();
    expect(chooser().accept).toContain('video/*');
    const moves = dancer(DANCES.wave);
    choose(new File([JSON.stringify(moves)], 'moves.json', { type: 'application/json' }));
    await vi.waitFor(() => expect(onPose).toHaveBeenCalledWith(importPose(moves)));
  });
});
