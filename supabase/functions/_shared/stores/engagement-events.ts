import type { ReceivedEvent } from '../../../../shared/engagement/ports.ts';
import type { EngagementEvent, KnownEvent, Signal } from '../../../../shared/engagement/schema.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import type { Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

const TYPE_OF: Record<Signal, number> = { like: 1, recast: 2, reply: 3 };
const SIGNAL_OF: Record<number, Signal> = { 1: 'like', 2: 'recast', 3: 'reply' };

function eventTypeOf({ signal, action }: EngagementEvent): string {
  return `${signal === 'reply' ? 'reply' : 'reaction'}.${action}`;
}

/** An event as JSON says it: fid, reaction type, event type, subject, seconds since 1970, score, followers, age in days, circle. */
export type PackedEvent = [number, number, string, string, number, number | null, number | null, number | null, number];

/** @throws RangeError for a number that is no signal. */
export function unpackEvent(castHash: string, packed: PackedEvent): KnownEvent {
  const [fid, type, eventType, subject, seconds, score, followers, ageDays, circle] = packed;
  const signal = SIGNAL_OF[type];
  if (!signal) throw new RangeError(`no reaction type: ${type}`);
  return {
    action: eventType.endsWith('.created') ? 'created' : 'deleted',
    signal,
    fid,
    castHash,
    ...(subject !== '' && { replyHash: subject }),
    at: unixMs(Math.round(seconds * 1000)),
    score,
    followers,
    ageDays,
    circle,
  };
}

/** Appends events that are not there yet, under the lock of their casts. */
export async function appendEvents(tx: Transaction, events: readonly (KnownEvent & Pick<ReceivedEvent, 'via'>)[]): Promise<void> {
  if (events.length === 0) return;
  await tx`
    select private.append_events(
      ${arrayOf(events.map(eventTypeOf))},
      ${arrayOf(events.map(event => TYPE_OF[event.signal]))},
      ${arrayOf(events.map(event => event.fid))},
      ${arrayOf(events.map(event => event.castHash))},
      ${arrayOf(events.map(event => event.replyHash ?? ''))},
      ${arrayOf(events.map(event => event.score))},
      ${arrayOf(events.map(event => event.followers))},
      ${arrayOf(events.map(event => event.ageDays))},
      ${arrayOf(events.map(event => event.circle))},
      ${arrayOf(events.map(event => event.via ?? 'webhook'))},
      ${arrayOf(events.map(event => event.at / 1000))})`;
}
