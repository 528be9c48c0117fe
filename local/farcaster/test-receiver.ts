import { createHmac } from 'node:crypto';
import { listen } from '../listen.ts';

export type Received = { type: string; data: Record<string, unknown>; signed: boolean };

/**
 * A stand-in for the app's hook in tests: keeps what it was sent and whether the signature over the raw bytes was right.
 * `answer` chooses the status by the number of the request, from 0.
 */
export async function startReceiver(
  port: number,
  secret: string,
  answer: (index: number) => number | Promise<number> = () => 200,
) {
  const received: Received[] = [];
  let index = 0;
  const close = await listen({ part: 'test receiver', host: '127.0.0.1', port }, async request => {
    const raw = await request.text();
    const status = await answer(index++);
    if (status >= 300) return new Response(null, { status });
    const signature = createHmac('sha512', secret).update(raw).digest('hex');
    received.push({
      ...(JSON.parse(raw) as Omit<Received, 'signed'>),
      signed: request.headers.get('x-neynar-signature') === signature,
    });
    return new Response(null, { status });
  });
  return { received, requests: () => index, url: `http://127.0.0.1:${port}/`, stop: close };
}
