import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { type Metrics, NO_METRICS } from '../../lib/metrics.ts';
import { RisingPanel } from './standing.tsx';

afterEach(cleanup);

function show(change: Partial<Metrics>, over = false) {
  const initial = { ...NO_METRICS, score: 27, threshold: 100, people: 30, peopleNeeded: 19, ...change };
  const { container } = render(
    <QueryClientProvider client={new QueryClient()}>
      <RisingPanel performanceId="7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c01" initial={initial} name="Nia" over={over} />
    </QueryClientProvider>,
  );
  return container.textContent;
}

describe('RisingPanel', () => {
  it('says how far a take is from the line, and what may come of it', () => {
    const words = show({});
    expect(screen.getByRole('heading', { name: '73 points to the viral line' })).toBeTruthy();
    expect(words).toContain('30 people so far');
    expect(words).toContain('Once it crosses, Nia can make it a coin.');
  });

  it('says of a take that crossed the line and is no coin that it crossed, with no points to go', () => {
    const words = show({ score: 255, target: 40, expected: 60, crossedAt: 1_700_000_000_000 });
    expect(screen.getByRole('heading', { name: 'It crossed the viral line' })).toBeTruthy();
    expect(words).not.toMatch(/to go|Once it crosses|so far/);
    expect(words).toContain('Whether it becomes a coin is up to Nia.');
  });

  it.each([
    ['with the points that it lacks', { score: 88 }],
    ['with all points', { score: 120 }],
  ])('says of a take of as many people as a hit what the line asks for beside numbers, and promises nothing: %s', (_, change) => {
    const words = show({ people: 160, target: 150, expected: 170, low: 161, high: 190, ...change });
    expect(screen.getByRole('heading', { name: 'Many people, and not across the line' })).toBeTruthy();
    expect(words).toContain('160 people so far, each counted once. Numbers alone do not cross it');
    expect(words).not.toMatch(/to go|points? to the|On its way|Once it crosses|end with/);
  });

  it('says of a take that has the points who is missing', () => {
    const words = show({ score: 104, people: 40, target: 150 });
    expect(screen.getByRole('heading', { name: 'It has the points' })).toBeTruthy();
    expect(words).toContain('It still takes others');
  });

  it('promises no coin once none can come', () => {
    const words = show({ score: 255, crossedAt: 1_700_000_000_000 }, true);
    expect(words).not.toContain('up to Nia');
    expect(words).toContain('It stays a cast, without a coin.');
  });
});
