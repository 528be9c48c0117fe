import type { AskGateway } from '../../shared/media/gateways.ts';

/** Without a byte for so long, another gateway is asked beside this one; for so long, this one is given up. In ms. */
const QUIET_MS = 3_000;
const AWAY_MS = 20_000;
/** Slow is also one that has not given its share of so many bytes by then: a line that is slow itself gives more. */
const TRICKLE_BYTES = 128 * 1024;
const TRICKLE_MS = 8_000;
/** Four blocks of 1 MiB beside each other take so long at 140 kbit/s. */
const LONGEST_MS = 240_000;

/** Blocks that were asked for and are not here yet: they share the line. */
let underWay = 0;

/**
 * Asks a gateway for a block, and says when it is slow. What counts is when bytes come and not when they all are here, so that on
 * a slow line nothing is fetched twice, or given up while it comes.
 */
export const askGateway: AskGateway = async (url, maxBytes, { signal, onSlow }) => {
  const end = new AbortController();
  const stop = () => end.abort();
  signal.addEventListener('abort', stop);
  const parts: Uint8Array[] = [];
  let got = 0;
  let waits: ReturnType<typeof setTimeout>[] = [];
  const clear = () => waits.forEach(clearTimeout);
  const heard = () => {
    clear();
    waits = [setTimeout(onSlow, QUIET_MS), setTimeout(stop, AWAY_MS)];
  };
  const whole = [setTimeout(() => got < TRICKLE_BYTES / underWay && onSlow(), TRICKLE_MS), setTimeout(stop, LONGEST_MS)];
  heard();
  underWay += 1;
  try {
    const answer = await fetch(url, { signal: end.signal });
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const body = answer.body?.getReader();
    for (let part = await body?.read(); part?.value; part = await body?.read()) {
      heard();
      parts.push(part.value);
      got += part.value.length;
      if (got > maxBytes) throw new Error('more than a block');
    }
    const bytes = new Uint8Array(got);
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  } finally {
    underWay -= 1;
    // Whatever is left of it is not waited for.
    stop();
    clear();
    whole.forEach(clearTimeout);
    signal.removeEventListener('abort', stop);
  }
};
