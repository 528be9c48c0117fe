import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { GrooveLine } from './groove-line.tsx';

afterEach(cleanup);

const describePoint = ({ at, value }: { at: number; value: number }) => ({ time: `t${at}`, value: `v${value}` });

describe('GrooveLine', () => {
  it('says in a sentence and in a table what it draws', () => {
    const points = [
      { at: 1, value: 10 },
      { at: 2, value: 12 },
    ];
    render(
      <GrooveLine
        peaks={[1]}
        points={points}
        cutLabel="Became a coin"
        summary="Up 20 percent since launch"
        describe={describePoint}
      />,
    );
    expect(screen.getByRole('img', { name: 'Up 20 percent since launch' }).querySelectorAll('path')).toHaveLength(1);
    expect([...document.querySelectorAll('td')].map(cell => cell.textContent)).toEqual(['t1', 'v10', 't2', 'v12']);
  });

  it('draws no line before there are two prices', () => {
    render(<GrooveLine peaks={[1]} points={[{ at: 1, value: 10 }]} summary="No trades yet" describe={describePoint} />);
    expect(screen.getByRole('img').querySelector('path')).toBeNull();
    expect(document.querySelector('table')).toBeNull();
  });
});
