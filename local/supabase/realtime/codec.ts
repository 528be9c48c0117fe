import type { Content, Message, Push, Version } from './message.ts';

const PUSH = 3;
const BROADCAST = 4;
const BYTES = 0;
const JSON_TEXT = 1;

/** Reads a text frame of either version; null when it is none. */
export function decodeText(text: string): Message | null {
  try {
    const data = JSON.parse(text) as unknown;
    const [joinRef, ref, topic, event, payload] = Array.isArray(data)
      ? data
      : ['join_ref', 'ref', 'topic', 'event', 'payload'].map(key => (data as Record<string, unknown>)[key]);
    if (typeof topic !== 'string' || typeof event !== 'string') return null;
    return { joinRef: asRef(joinRef), ref: asRef(ref), topic, event, payload: payload ?? {} };
  } catch {
    return null;
  }
}

/**
 * Reads a binary frame: a broadcast by a client of version 2. Null when it is none.
 * Layout: kind, lengths of join ref, ref, topic, event and metadata, encoding; then these fields; then the content.
 */
export function decodePush(frame: Buffer): Push | null {
  const [kind, joinRefSize, refSize, topicSize, eventSize, metaSize, encoding] = frame;
  if (kind !== PUSH || frame.length < 7) return null;
  let at = 7;
  const take = (size = 0) => {
    at += size;
    return frame.toString('utf8', at - size, at);
  };
  const joinRef = take(joinRefSize) || null;
  const ref = take(refSize) || null;
  const topic = take(topicSize);
  const event = take(eventSize);
  take(metaSize);
  if (at > frame.length) return null;
  const rest = frame.subarray(at);
  return { joinRef, ref, topic, event, content: encoding === JSON_TEXT ? { json: rest.toString('utf8') } : { bytes: rest } };
}

/** Writes a message as a text frame. */
export function encodeText(version: Version, { joinRef, ref, topic, event, payload }: Message): string {
  return version === 2
    ? JSON.stringify([joinRef, ref, topic, event, payload])
    : JSON.stringify({ join_ref: joinRef, ref, topic, event, payload });
}

/**
 * Writes a broadcast for clients of one version; null when that version cannot carry it (bytes in version 1).
 * @param meta added by the server, the message's id for one
 */
export function encodeBroadcast(
  version: Version,
  topic: string,
  event: string,
  content: Content,
  meta?: object,
): string | Buffer | null {
  if ('bytes' in content) return version === 2 ? encodeBytes(topic, event, content.bytes, meta) : null;
  const metaText = meta ? `,"meta":${JSON.stringify(meta)}` : '';
  const payload = `{"event":${JSON.stringify(event)},"type":"broadcast","payload":${content.json}${metaText}}`;
  const name = JSON.stringify(topic);
  return version === 2
    ? `[null,null,${name},"broadcast",${payload}]`
    : `{"join_ref":null,"ref":null,"topic":${name},"event":"broadcast","payload":${payload}}`;
}

function encodeBytes(topic: string, event: string, bytes: Buffer, meta?: object): Buffer {
  const [topicBytes, eventBytes, metaBytes] = [topic, event, meta ? JSON.stringify(meta) : ''].map(text => Buffer.from(text));
  if (!topicBytes || !eventBytes || !metaBytes) throw new Error('unreachable');
  const head = Buffer.from([BROADCAST, topicBytes.length, eventBytes.length, metaBytes.length, BYTES]);
  return Buffer.concat([head, topicBytes, eventBytes, metaBytes, bytes]);
}

const asRef = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));
