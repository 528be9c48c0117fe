import { type SendOptions, type Sent, WorldError, type WorldUser } from '../world.ts';
import type { Deliverer } from './deliver.ts';
import { openJournal } from './journal.ts';
import { keepAcks } from './keep-acks.ts';
import type { EventRecord, JournalRecord, State } from './state.ts';
import type { Views } from './views.ts';
import { webhookBody } from './webhook-body.ts';
import { type Filters, isWanted } from './webhook-filters.ts';

export type EventLogOptions = {
  journalPath: string;
  deliverer: Deliverer;
  /** The webhook's filters now; null without any. */
  filters: () => Filters | null;
  now: () => number;
};

/**
 * Everything that happened, in the order in which it did: in the journal first, then told by webhook. Opening it fills `state` from the
 * journal and sends again what was not acknowledged when the last run ended.
 */
export function openEventLog(state: State, views: Views, { journalPath, deliverer, filters, now }: EventLogOptions) {
  const events: EventRecord[] = [];
  let acked = 0;
  const journal = openJournal<JournalRecord>(journalPath, record => {
    if (record.op === 'user') state.addUser(record.user);
    else if (record.op === 'acked') acked = record.seq;
    else if (state.apply(record)) events.push(record);
  });
  const acks = keepAcks(journal, acked);
  let closed = false;
  let leftOut = 0;

  const deliver = async (event: EventRecord, seq: number | null) => {
    const body = webhookBody(event, state, views, now());
    const told = isWanted(filters(), body.type, event, state);
    const delivery = told ? await deliverer.send(body) : null;
    if (!told) leftOut += 1;
    // A delivery that the stop cut short stays open, so that the next start sends it again.
    if (seq !== null && !closed) acks.done(seq);
    return delivery;
  };

  for (let seq = acked; seq < events.length; seq++) {
    const event = events[seq];
    if (event) void deliver(event, seq);
  }

  return {
    addUser: (user: WorldUser): void => {
      if (state.addUser(user)) journal.append({ op: 'user', user });
    },
    /** Writes an event down and tells it. What happened already is told again, and not written twice. */
    record: async (event: EventRecord, hash: string, { wait = false }: SendOptions): Promise<Sent> => {
      if (closed) throw new WorldError('the local Farcaster network is stopping');
      const seq = state.apply(event) ? events.push(event) - 1 : null;
      if (seq !== null) journal.append(event);
      const delivery = deliver(event, seq);
      return { hash, delivery: wait ? await delivery : null };
    },
    /** Events that the webhook's filters left out since the start. */
    leftOut: () => leftOut,
    close: (): void => {
      closed = true;
      acks.stop();
      deliverer.stop();
      journal.close();
    },
  };
}
