import { unixMs } from '../../kernel/units.ts';
import { type KnownEvent, SIGNALS } from '../schema.ts';

export const CAST = `0x${'ca'.repeat(20)}`;
/** Of each person; two people's replies have hashes of their own in truth, but nothing here compares them. */
const REPLIES = ['5e', '5f'].map(byte => `0x${byte.repeat(20)}`);
const START = Date.UTC(2026, 0, 1);
const PEOPLE = 6;
const MOMENTS = 13;

/** How many different numbers there are for `eventOfNumber`. */
export const EVENT_NUMBERS = PEOPLE * MOMENTS * SIGNALS.length * 3;

/**
 * A number as an event. Few people and few moments, so that likes, unlikes, repeats and ties meet often; one
 * person's score differs between moments, but the same event never comes with two scores.
 */
export function eventOfNumber(number: number, castHash = CAST): KnownEvent {
  const person = number % PEOPLE;
  const moment = Math.floor(number / PEOPLE) % MOMENTS;
  const kind = Math.floor(number / (PEOPLE * MOMENTS));
  const signal = SIGNALS[kind % SIGNALS.length] ?? 'like';
  return {
    action: Math.floor(kind / SIGNALS.length) === 2 ? 'deleted' : 'created',
    signal,
    fid: person + 1,
    castHash,
    ...(signal === 'reply' && { replyHash: REPLIES[moment % REPLIES.length] ?? CAST }),
    at: unixMs(START + moment * 20_000),
    score: [null, 0.9, 0.3][(person + moment + signal.length) % 3] ?? null,
    followers: person % 2 === 0 ? person * 10 : null,
    ageDays: null,
    circle: person > 2 ? 1 : 0,
  };
}
