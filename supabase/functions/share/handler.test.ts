import { expect, it } from 'vitest';
import { makeHandler } from './handler.ts';
import type { Renderer } from './render.ts';
import type { FindShared } from './shared.ts';

const song = { title: 'Song', description: 'A song.', path: '/p/1', version: '1', draw: () => '<svg/>' };
const find: FindShared = async () => song;
const renderer: Renderer = { inkOf: () => ({ left: 0, width: 1 }), png: () => new Uint8Array([1]) };
const config = { supabaseUrl: 'https://db.example', appUrl: 'https://app.example', log: () => undefined };

it('makes the renderer once, and anew after it could not be made', async () => {
  let tries = 0;
  const make = async () => {
    tries += 1;
    if (tries === 1) throw new Error('a font could not be read');
    return renderer;
  };
  const door = makeHandler({ p: find, coins: find, u: find, chains: find }, make, async () => undefined, config);
  const statuses: number[] = [];
  for (let i = 0; i < 3; i += 1) statuses.push((await door(new Request('http://x/share/p/1.png'))).status);
  expect({ statuses, tries }).toEqual({ statuses: [500, 200, 200], tries: 2 });
});
