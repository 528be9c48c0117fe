import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { artistName, drawableLines, INKS, type Ink, type ShareCard } from './card.ts';
import { drawCard } from './draw-card.ts';
import { drawCoin, standing } from './draw-coin.ts';
import { drawPerson, standingOf } from './draw-person.ts';
import { resample } from './drawing.ts';
import { fitPoster, heightOf } from './fit-poster.ts';
import { makeRenderer, type Renderer } from './render.ts';

const card: ShareCard = {
  number: 412,
  posterLines: ['Night', 'bus', 'home'],
  kind: 'song',
  ink: 'amber',
  artist: 'Nia Adeyemi',
  handle: 'nia',
  durationMs: 47_000,
  score: 84,
  threshold: 100,
  climb: [1, 5, 9, 40, 84],
  coin: null,
};
const coin = { ticker: 'NIGHTBUS', points: 1006.4, people: 212, prices: [1, 1.5, 1.2, 2] };
let renderer: Renderer;

beforeAll(async () => {
  const folder = new URL('./fonts/', import.meta.url);
  const fonts = readdirSync(folder).filter(name => name.endsWith('.ttf'));
  renderer = await makeRenderer(
    readFileSync('node_modules/@resvg/resvg-wasm/index_bg.wasm'),
    fonts.map(name => readFileSync(new URL(name, folder))),
  );
});

const sizeOf = (png: Uint8Array) => {
  const view = new DataView(png.buffer);
  return [view.getUint32(16), view.getUint32(20)];
};

describe('share cards', () => {
  it('are PNGs of 1200 × 800 under 300 KB, in every ink and as a coin', () => {
    for (const ink of Object.keys(INKS) as Ink[]) {
      for (const of of [null, coin]) {
        const png = renderer.png(drawCard({ ...card, ink, coin: of }, renderer.inkOf));
        expect(sizeOf(png)).toEqual([1200, 800]);
        expect(png.length).toBeLessThan(300_000);
        expect(png.length).toBeGreaterThan(10_000);
      }
    }
  });

  it('hold text as text, whatever a cast says', () => {
    const hostile = { ...card, posterLines: ['</text><g', '"&\'<x>'], artist: '<script>&amp;', coin: { ...coin, ticker: 'A<B' } };
    const svg = drawCard(hostile, renderer.inkOf);
    expect(svg).not.toMatch(/<(script|g|x|B)/);
    expect(sizeOf(renderer.png(svg))).toEqual([1200, 800]);
  });

  it('say what can be drawn', () => {
    expect(drawableLines({ posterLines: ['夜のバス'], number: 7 })).toEqual(['NO.', '0007']);
    expect(drawableLines({ posterLines: ['Łódź', ' '], number: 7 })).toEqual(['ŁÓDŹ']);
    expect(artistName({ artist: 'みかん', handle: 'mikan' })).toBe('@mikan');
    expect(artistName({ artist: '🎤 Nia', handle: null })).toBe('Nia');
    expect(artistName({ artist: '🎤', handle: null })).toBe('Someone');
  });
});

describe('wood type', () => {
  const lines = fc.array(fc.stringMatching(/^[A-ZÀÉ0-9]{1,12}$/), { minLength: 1, maxLength: 3 });

  it('stays within its measure and height, each line filling what the poster takes', () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 300, max: 1100 }), fc.integer({ min: 200, max: 500 }), (texts, measure, height) => {
        const set = fitPoster(texts, measure, height, renderer.inkOf);
        expect(set.map(line => line.text)).toEqual(texts);
        expect(heightOf(set)).toBeLessThanOrEqual(height + 0.5);
        for (const line of set) {
          const ink = renderer.inkOf(line.text, line.width);
          expect((ink.width * line.size) / 1000).toBeLessThanOrEqual(measure + 0.5);
          expect((ink.left * line.size) / 1000 + line.x).toBeCloseTo(0);
        }
      }),
      { seed: 17, numRuns: 60 },
    );
  });

  it('fills the measure with every line of a usual title', () => {
    const set = fitPoster(['NIGHT', 'BUS', 'HOME'], 700, 450, renderer.inkOf);
    const widths = set.map(line => (renderer.inkOf(line.text, line.width).width * line.size) / 1000);
    expect(Math.max(...widths) - Math.min(...widths)).toBeLessThan(1);
  });
});

describe('drawings', () => {
  it('keep the range of a series when it is fitted to fewer points', () => {
    const values = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 200 }), (series, points) => {
        const fitted = resample(series, points);
        expect(fitted).toHaveLength(points);
        expect(Math.min(...fitted)).toBeGreaterThanOrEqual(Math.min(...series) - 1e-6);
        expect(Math.max(...fitted)).toBeLessThanOrEqual(Math.max(...series) + 1e-6);
      }),
      { seed: 18 },
    );
    expect(resample([], 5)).toEqual([]);
  });
});

describe('cards of coins and people', () => {
  const ofCoin = {
    ticker: 'NIGHTBUS',
    title: 'Night bus home',
    artist: 'Nia Adeyemi',
    handle: 'nia',
    holders: 312,
    cap: 12.4,
    change: 4.9,
    prices: [1, 2, 1.5, 3],
  };
  const ofPerson = { artist: 'Nia Adeyemi', handle: 'nia', ink: 'amber' as const, takes: 12, coins: 3, scores: [1, 40, 20, 84] };

  it('are PNGs of 1200 × 800 under 300 KB, whatever is missing', () => {
    const cards = [
      drawCoin(ofCoin, renderer.inkOf),
      drawCoin({ ...ofCoin, cap: null, change: null, prices: [], artist: '夜', handle: null }, renderer.inkOf),
      drawPerson(ofPerson, renderer.inkOf),
      drawPerson({ ...ofPerson, artist: '夜', handle: null, scores: [], takes: 0, coins: 0 }, renderer.inkOf),
    ];
    for (const svg of cards) {
      expect(svg).not.toContain('NaN');
      const png = renderer.png(svg);
      expect(sizeOf(png)).toEqual([1200, 800]);
      expect(png.length).toBeLessThan(300_000);
    }
  });

  it('hold text as text', () => {
    const nasty = '</text><script>';
    expect(drawCoin({ ...ofCoin, ticker: nasty, title: nasty, artist: nasty }, renderer.inkOf)).not.toContain('<script');
    expect(drawPerson({ ...ofPerson, artist: nasty, handle: nasty }, renderer.inkOf)).not.toContain('<script');
  });

  it('say how things stand in words', () => {
    expect(standing({ cap: 12.4, change: 4.93 })).toBe('12.40 ETH cap, +4.9% past 24 h');
    expect(standing({ cap: 0.01234, change: -3 })).toBe('0.0123 ETH cap, −3.0% past 24 h');
    expect(standing({ cap: null, change: null })).toBe('No trade yet');
    expect(standingOf({ takes: 1, coins: 0 })).toBe('1 take');
    expect(standingOf({ takes: 12, coins: 3 })).toBe('12 takes, 3 coins');
  });
});
