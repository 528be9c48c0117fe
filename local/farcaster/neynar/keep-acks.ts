import type { Journal } from './journal.ts';
import type { JournalRecord } from './state.ts';

/** How often the journal notes which webhooks are done, in milliseconds: after a kill at most these are sent again. */
const NOTE_EVERY_MS = 200;

/**
 * Keeps which events' webhooks are done. The journal notes the first event of which it is not: whatever comes before that one is never sent again.
 * @param first the event that the last run noted
 */
export function keepAcks(journal: Journal<JournalRecord>, first: number) {
  const done = new Set<number>();
  let acked = first;
  let noted = first;
  const note = () => {
    while (done.delete(acked)) acked += 1;
    if (acked === noted) return;
    noted = acked;
    journal.append({ op: 'acked', seq: acked });
  };
  const timer = setInterval(note, NOTE_EVERY_MS);
  timer.unref();
  return {
    done: (seq: number) => {
      done.add(seq);
    },
    /** Notes what is done by now, for the last time. */
    stop: () => {
      clearInterval(timer);
      note();
    },
  };
}
