import { type EngagementEvent, SIGNALS, type Signal } from './schema.ts';

/** Which of a person's standings on a cast an event is about: a person has one like and one recast, but any number of replies. */
export function slotOf({ signal, replyHash }: Pick<EngagementEvent, 'signal' | 'replyHash'>): string {
  return replyHash === undefined ? signal : `${signal}:${replyHash}`;
}

/** The signal of a slot. */
export function signalOfSlot(slot: string): Signal {
  const name = slot.split(':', 1)[0];
  return SIGNALS.find(signal => signal === name) ?? 'reply';
}
