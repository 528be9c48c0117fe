import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { Ink } from '../../../shared/performances/schema.ts';
import { compose } from './compose.ts';
import { POSTER_HEIGHT, POSTER_WIDTH, posterArt } from './poster-art.ts';
import { synthesise } from './synthesise.ts';
import { encodeWav, SAMPLE_RATE } from './wav.ts';

/** Pixels of the finished poster: enough for a phone, small enough for a share image. */
const WIDTH = 540;

export type MediaOrder = { id: number; seed: string; ink: Ink };
export type Media = {
  /** WAV, mono, 16 bits. */
  song: Uint8Array<ArrayBuffer>;
  songSeconds: number;
  /** PNG. */
  poster: Uint8Array<ArrayBuffer>;
  posterSize: { width: number; height: number };
};
export type MediaAnswer = { id: number } & ({ media: Media } | { error: string });

const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
const ready = initWasm(readFileSync(wasm));

async function make({ seed, ink }: MediaOrder): Promise<Media> {
  await ready;
  const samples = synthesise(compose(seed), seed);
  const rendered = new Resvg(posterArt(seed, ink), { fitTo: { mode: 'width', value: WIDTH } }).render();
  return {
    song: encodeWav(samples),
    songSeconds: samples.length / SAMPLE_RATE,
    poster: new Uint8Array(rendered.asPng()),
    posterSize: { width: WIDTH, height: Math.round((WIDTH * POSTER_HEIGHT) / POSTER_WIDTH) },
  };
}

parentPort?.on('message', async (order: MediaOrder) => {
  const answer: MediaAnswer = await make(order).then(
    media => ({ id: order.id, media }),
    error => ({ id: order.id, error: String(error) }),
  );
  parentPort?.postMessage(answer);
});
