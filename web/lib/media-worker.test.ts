import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { flipBit, serveBlocks, storedFile } from './testing/gateway-harness.ts';

const LEAF = 1024 * 1024;
const HERE = 'https://app.example';
type Fetching = { request: object; respondWith: (answer: Promise<Response>) => void };
let onFetch: (event: Fetching) => void;

beforeEach(async () => {
  vi.resetModules();
  const listeners = new Map<string, (event: Fetching) => void>();
  const addEventListener = (type: string, listener: (event: Fetching) => void) => listeners.set(type, listener);
  vi.stubGlobal('self', { location: new URL(HERE), addEventListener });
  vi.doMock('./env.ts', () => ({ env: () => ({ ipfsGateways: ['https://first.example', 'https://second.example'] }) }));
  await import('./media-worker.ts');
  onFetch = listeners.get('fetch') ?? (() => undefined);
});
afterEach(() => {
  vi.doUnmock('./env.ts');
  vi.unstubAllGlobals();
});

/** What a player gets; undefined when the request goes to the web host. */
function ask(url: string, { range = '', mode = 'no-cors', destination = 'video' } = {}): Promise<Response> | undefined {
  const headers = new Headers(range ? { range } : {});
  let answer: Promise<Response> | undefined;
  onFetch({ request: { url, headers, mode, destination }, respondWith: given => (answer = given) });
  return answer;
}
const bodyOf = async (answer: Response | undefined) => Buffer.from((await answer?.arrayBuffer()) ?? new ArrayBuffer(0));
/** The name of the leaf at this place: they are stored in no order. */
const leafAt = (at: number, { bytes, blocks }: Awaited<ReturnType<typeof storedFile>>) =>
  [...blocks].find(([, block]) => Buffer.from(block).equals(bytes.subarray(at * LEAF, (at + 1) * LEAF)))?.[0] ?? '';

describe('the worker that plays', () => {
  it('gives the file, and any range of it', async () => {
    const { cid, bytes, blocks } = await storedFile();
    serveBlocks(blocks, { 'first.example': flipBit, 'second.example': block => block });
    const url = `${HERE}/checked/${cid}`;
    const whole = await ask(url);
    expect([whole?.status, whole?.headers.get('content-length')]).toEqual([200, '2500000']);
    expect((await bodyOf(whole)).equals(bytes)).toBe(true);
    for (const [range, from, to] of [
      ['bytes=0-', 0, 2_500_000],
      ['bytes=0-1', 0, 2],
      ['bytes=1048575-2097152', 1_048_575, 2_097_153],
      ['bytes=-7', 2_499_993, 2_500_000],
    ] as const) {
      const part = await ask(url, { range, destination: 'audio' });
      expect(part?.status).toBe(206);
      expect(part?.headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/2500000`);
      // No kind of media that anybody knows.
      expect(part?.headers.get('content-type')).toBeNull();
      expect((await bodyOf(part)).equals(bytes.subarray(from, to)), range).toBe(true);
    }
    expect((await ask(url, { range: 'bytes=2500000-' }))?.status).toBe(416);
  });

  it('says what it is', async () => {
    const { cid, blocks } = await storedFile('ID3');
    serveBlocks(blocks, { 'first.example': block => block });
    for (const range of ['', 'bytes=0-1', 'bytes=-7'])
      expect((await ask(`${HERE}/checked/${cid}`, { range }))?.headers.get('content-type')).toBe('audio/mpeg');
  });

  it('gives the first block when nothing but that is here', async () => {
    const file = await storedFile();
    const { cid, bytes, blocks } = file;
    const first = leafAt(0, file);
    const asked: string[] = [];
    serveBlocks(blocks, {
      'first.example': (block, name) => {
        asked.push(name);
        return name === cid || name === first ? block : null;
      },
      'second.example': () => null,
    });
    const body = (await ask(`${HERE}/checked/${cid}`, { range: 'bytes=0-' }))?.body?.getReader();
    const part = await body?.read();
    expect(Buffer.from(part?.value ?? []).equals(bytes.subarray(0, LEAF))).toBe(true);
    expect(asked.slice(0, 2)).toEqual([cid, first]);
  });

  it('ends where a bit is another: nothing of that block comes out', async () => {
    const file = await storedFile();
    const { cid, bytes, blocks } = file;
    const second = leafAt(1, file);
    const lie = (block: Uint8Array, name: string) => (name === second ? flipBit(block) : block);
    serveBlocks(blocks, { 'first.example': lie, 'second.example': lie });
    const body = (await ask(`${HERE}/checked/${cid}`))?.body?.getReader();
    const came: Uint8Array[] = [];
    const read = async () => {
      for (let part = await body?.read(); part && !part.done; part = await body?.read()) came.push(part.value);
    };
    await expect(read()).rejects.toThrow(/not what/);
    expect(Buffer.concat(came).equals(bytes.subarray(0, LEAF))).toBe(true);
  });

  it('answers players alone: what people upload is no page and no script of ours', async () => {
    const { cid, blocks } = await storedFile();
    serveBlocks(blocks, { 'first.example': block => block });
    const url = `${HERE}/checked/${cid}`;
    expect(ask(url, { mode: 'navigate', destination: 'document' })).toBeUndefined();
    for (const destination of ['document', 'iframe', 'script', 'worker', 'style', 'object', 'embed', 'image'])
      expect(ask(url, { destination }), destination).toBeUndefined();
    expect(ask(`https://other.example/checked/${cid}`)).toBeUndefined();
    expect(ask(`${HERE}/rest/v1/performances`, { destination: '' })).toBeUndefined();
  });
});
