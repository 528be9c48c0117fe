import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { askGateway } from './ask-gateway.ts';

type Body = ReadableStreamDefaultController<Uint8Array>;
let body: Body;
let ended: AbortSignal | null | undefined;
let page: AbortController;
const beside = { signal: AbortSignal.abort(), onSlow: vi.fn() };

beforeEach(() => {
  vi.useFakeTimers();
  beside.onSlow.mockReset();
  page = new AbortController();
  beside.signal = page.signal;
  vi.stubGlobal('fetch', async (_: string, { signal }: RequestInit) => {
    ended = signal;
    const stream = new ReadableStream<Uint8Array>({
      start: controller => {
        body = controller;
      },
    });
    signal?.addEventListener('abort', () => body.error(signal.reason));
    return new Response(stream);
  });
});
afterEach(async () => {
  page.abort();
  await vi.advanceTimersByTimeAsync(0);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const ask = (most = 1_000_000) => {
  const asked = askGateway('https://gateway.example/ipfs/b?format=raw', most, beside);
  asked.catch(() => undefined);
  return asked;
};
const give = (bytes: number) => body.enqueue(new Uint8Array(bytes));

it('is slow when nothing comes for three seconds, and away after twenty', async () => {
  const asked = ask();
  await vi.advanceTimersByTimeAsync(2_900);
  give(1);
  await vi.advanceTimersByTimeAsync(2_900);
  expect(beside.onSlow).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(200);
  expect(beside.onSlow).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(16_800);
  expect(ended?.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  await expect(asked).rejects.toThrow();
});

it('is slow when it trickles', async () => {
  void ask();
  for (let second = 0; second < 9; second++) {
    await vi.advanceTimersByTimeAsync(1_000);
    give(1_000);
  }
  expect(beside.onSlow).toHaveBeenCalledOnce();
});

it('is neither on a slow line, where a block takes half a minute', async () => {
  const asked = ask(2_000_000);
  for (let second = 0; second < 30; second++) {
    await vi.advanceTimersByTimeAsync(1_000);
    give(35_000);
  }
  body.close();
  expect(await asked).toHaveLength(1_050_000);
  expect(beside.onSlow).not.toHaveBeenCalled();
});

it('is neither where four blocks share a slow line', async () => {
  const asked = [];
  const bodies: Body[] = [];
  for (let lane = 0; lane < 4; lane++) {
    asked.push(ask(2_000_000));
    await vi.advanceTimersByTimeAsync(0);
    bodies.push(body);
  }
  for (let second = 0; second < 120; second++) {
    await vi.advanceTimersByTimeAsync(1_000);
    for (const each of bodies) each.enqueue(new Uint8Array(8_750));
  }
  for (const each of bodies) each.close();
  expect((await Promise.all(asked)).map(bytes => bytes?.length)).toEqual([1_050_000, 1_050_000, 1_050_000, 1_050_000]);
  expect(beside.onSlow).not.toHaveBeenCalled();
});

it('ends when another gave the block, and at more than a block', async () => {
  const over = new AbortController();
  const lost = askGateway('https://gateway.example/', 10, { ...beside, signal: over.signal });
  await vi.advanceTimersByTimeAsync(0);
  over.abort();
  await expect(lost).rejects.toThrow();
  const tooMuch = ask(10);
  await vi.advanceTimersByTimeAsync(0);
  give(11);
  await expect(tooMuch).rejects.toThrow('more than a block');
  expect(ended?.aborted).toBe(true);
});
