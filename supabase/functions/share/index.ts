import { systemClock } from '../_shared/adapters/clock.ts';
import { connectDatabase } from '../_shared/adapters/database.ts';
import { readEnv } from '../_shared/env.ts';
import { doorLimiter } from '../_shared/stores/doors.ts';
import { sharedChains } from './chain-store.ts';
import { sharedCoins } from './coin-store.ts';
import { makeHandler } from './handler.ts';
import { sharedPerformances } from './performance-store.ts';
import { sharedPeople } from './person-store.ts';
import { makeRenderer } from './render.ts';

const env = readEnv(Deno.env.toObject(), ['SUPABASE_URL', 'DATABASE_URL', 'APP_URL']);

const FONTS = ['poster-62', 'poster-72', 'poster-82', 'poster-92', 'poster-104', 'poster-125', 'poster-ext', 'brand', 'line'];
const files = [...FONTS.map(name => `archivo-${name}.ttf`), 'hanken-text.ttf', 'hanken-text-ext.ttf'];
const read = (path: string) => Deno.readFile(new URL(path, import.meta.url));

// Deployed as static files (see config.toml): nothing is fetched.
const renderer = async () => {
  const wasm = read('../../../node_modules/@resvg/resvg-wasm/index_bg.wasm');
  const fonts = files.map(file => read(`./fonts/${file}`));
  return makeRenderer(...(await Promise.all([wasm, Promise.all(fonts)])));
};

const db = connectDatabase(env.DATABASE_URL);
const stores = { p: sharedPerformances(db), coins: sharedCoins(db), u: sharedPeople(db), chains: sharedChains(db) };
Deno.serve(
  makeHandler(stores, renderer, doorLimiter(db, systemClock.now), { supabaseUrl: env.SUPABASE_URL, appUrl: env.APP_URL }),
);
