import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { wavOf } from '../../../shared/media/testing/wav-of.ts';
import type { Ink } from '../../../shared/performances/schema.ts';
import { compose } from './compose.ts';
import { danceFilm, FILM_HEIGHT, FILM_WIDTH } from './film.ts';
import { POSTER_HEIGHT, POSTER_WIDTH, performerOf, posterArt } from './poster-art.ts';
import { SAMPLE_RATE, synthesise } from './synthesise.ts';

/** Pixels of the finished poster: enough for a phone, small enough for a share image. */
const WIDTH = 540;

export type MediaOrder = { id: number; seed: string; ink: Ink; dance: boolean };
export type Media = {
  /** WAV, mono, 16 bits. */
  song: Uint8Array<ArrayBuffer>;
  songSeconds: number;
  /** PNG. */
  poster: Uint8Array<ArrayBuffer>;
  posterSize: { width: number; height: number };
  /** MP4, silent, goes round; null for a song. */
  film: Uint8Array<ArrayBuffer> | null;
};
export type MediaAnswer = { id: number } & ({ media: Media } | { error: string });

const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
const ready = initWasm(readFileSync(wasm));

async function make({ seed, ink, dance }: MediaOrder): Promise<Media> {
  await ready;
  const samples = synthesise(compose(seed), seed);
  const rendered = new Resvg(posterArt(seed, ink), { fitTo: { mode: 'width', value: WIDTH } }).render();
  return {
    song: wavOf(samples, SAMPLE_RATE),
    songSeconds: samples.length / SAMPLE_RATE,
    poster: new Uint8Array(rendered.asPng()),
    posterSize: { width: WIDTH, height: Math.round((WIDTH * POSTER_HEIGHT) / POSTER_WIDTH) },
    film: dance ? await filmOf(seed, ink) : null,
  };
}

function filmOf(seed: string, ink: Ink): Promise<Uint8Array<ArrayBuffer>> {
  const stage = new Resvg(posterArt(seed, ink, { empty: true }), { fitTo: { mode: 'width', value: FILM_WIDTH } }).render();
  const backdrop = new Uint8Array(FILM_WIDTH * FILM_HEIGHT * 4);
  backdrop.set(stage.pixels.subarray(0, backdrop.length));
  return danceFilm(seed, backdrop, { ...performerOf(seed, ink), scale: FILM_WIDTH / POSTER_WIDTH });
}

parentPort?.on('message', async (order: MediaOrder) => {
  const answer: MediaAnswer = await make(order).then(
    media => ({ id: order.id, media }),
    error => ({ id: order.id, error: String(error) }),
  );
  parentPort?.postMessage(answer);
});
