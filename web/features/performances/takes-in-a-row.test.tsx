import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Performance } from './performance.ts';
import { TakesInARow } from './takes-in-a-row.tsx';
import { takesQuery } from './takes-query.ts';
import { performanceFixture } from './testing/performance-fixture.ts';

/** An audio element of which the test is the loudspeaker; every play is noted. */
class Loudspeaker extends EventTarget {
  static only: Loudspeaker;
  src = '';
  volume = 1;
  currentTime = 0;
  duration = 10;
  plays: string[] = [];
  constructor() {
    super();
    Loudspeaker.only = this;
  }
  play() {
    this.plays.push(this.src);
    this.dispatchEvent(new Event('playing'));
    return Promise.resolve();
  }
  pause() {
    this.dispatchEvent(new Event('pause'));
  }
  end() {
    act(() => void this.dispatchEvent(new Event('ended')));
  }
}

beforeEach(() => {
  vi.stubGlobal('Audio', Loudspeaker);
  vi.stubGlobal('matchMedia', (query: string) => Object.assign(new EventTarget(), { matches: false, media: query }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const takeOf = (id: string, name: string, audioUrl: string): Performance => {
  const take = performanceFixture({ id, audioUrl });
  return { ...take, person: { ...take.person, name } };
};

it('goes on through takes of two people with the same bytes, each once', () => {
  const takes = [
    takeOf('a', 'Nia', 'https://x.example/one.wav'),
    takeOf('b', 'Jonas', 'https://x.example/one.wav'),
    takeOf('c', 'Mei', 'https://x.example/two.wav'),
  ];
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(takesQuery(['a', 'b', 'c']).queryKey, takes);
  const row = takes.map(({ id }, i) => ({ takeId: id, name: `Verse ${i + 1}` }));
  render(
    <QueryClientProvider client={client}>
      <TakesInARow title="The song so far" row={row} onOpen={() => undefined} />
    </QueryClientProvider>,
  );
  const playing = () => screen.getAllByRole('button', { name: /^Pause / }).map(button => button.getAttribute('aria-label'));
  fireEvent.click(screen.getByRole('button', { name: 'Play all' }));
  expect(playing()).toEqual(['Pause Verse 1 by Nia']);
  Loudspeaker.only.end();
  expect(playing()).toEqual(['Pause Verse 2 by Jonas']);
  Loudspeaker.only.end();
  expect(playing()).toEqual(['Pause Verse 3 by Mei']);
  Loudspeaker.only.end();
  expect(Loudspeaker.only.plays).toEqual(['https://x.example/one.wav', 'https://x.example/one.wav', 'https://x.example/two.wav']);
  expect(screen.queryByRole('button', { name: /^Pause / })).toBeNull();
  // The twin of what plays is another take: pressed, it plays from its beginning.
  fireEvent.click(screen.getByRole('button', { name: 'Play Verse 1 by Nia' }));
  Loudspeaker.only.currentTime = 5;
  fireEvent.click(screen.getByRole('button', { name: 'Play Verse 2 by Jonas' }));
  expect(playing()).toEqual(['Pause Verse 2 by Jonas']);
  expect(Loudspeaker.only.currentTime).toBe(0);
});
