import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { ClimbChart } from './climb-chart.tsx';

afterEach(cleanup);

const MINUTE = 60_000;
const minutes = (at: number) => `minute ${Math.floor(at / MINUTE)}`;

function timesOver(to: number): string[] {
  render(<ClimbChart points={[]} threshold={100} thresholdLabel="Line" from={0} to={to} timeLabel={minutes} summary="A climb" />);
  return screen.getAllByText(/^minute/).map(word => word.textContent);
}

it('says the time in the middle where that is another than at the ends', () => {
  expect(timesOver(4 * MINUTE)).toEqual(['minute 0', 'minute 2', 'minute 4']);
});

it('says no time twice within a minute or two', () => {
  expect(timesOver(MINUTE)).toEqual(['minute 0', 'minute 1']);
});
