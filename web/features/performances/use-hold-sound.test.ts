import { describe, expect, it, vi } from 'vitest';
import { createHold } from './use-hold-sound.ts';

describe('the hold on the sound', () => {
  const set = () => {
    const pause = vi.fn();
    const later: (() => void)[] = [];
    const hold = createHold({ pause }, then => void later.push(then));
    return { pause, hold, pass: () => later.splice(0).forEach(then => void then()) };
  };

  it('lets the sound go on from one screen to the next', () => {
    const { pause, hold, pass } = set();
    const leaveFeed = hold();
    leaveFeed();
    hold();
    pass();
    expect(pause).not.toHaveBeenCalled();
  });

  it('stops it when the last screen of takes is left', () => {
    const { pause, hold, pass } = set();
    const leave = hold();
    leave();
    leave();
    pass();
    expect(pause).toHaveBeenCalled();
    const again = hold();
    again();
    hold();
    pause.mockClear();
    pass();
    expect(pause).not.toHaveBeenCalled();
  });
});
