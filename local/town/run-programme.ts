import type { Stage } from './perform.ts';
import type { Performance } from './plan-take.ts';
import { LONGEST_LIFE, type Programme } from './programme.ts';
import type { TownMemory } from './town-clock.ts';

export type RunOptions = {
  programme: Programme;
  stage: Stage;
  memory: TownMemory;
  /** The town's milliseconds for each millisecond that passes. */
  speed: number;
  now: () => number;
  /** Called when the memory has changed. */
  save: (memory: TownMemory) => void;
};

type Playing = { performance: Performance; next: number; stage: 'waiting' | 'going up' | 'up'; down?: boolean };

/** Tells everything that happened before the town's first start, with its true times. Doing it again changes nothing. */
export async function openTown({
  programme,
  stage,
  memory,
  save,
}: Pick<RunOptions, 'programme' | 'stage' | 'memory' | 'save'>): Promise<void> {
  if (memory.opened) return;
  save(memory);
  const opening = programme.opening();
  for (const performance of opening) await stage.publish(performance, memory.epoch + performance.publishAt);
  await Promise.all(opening.map(stage.heard));
  for (const performance of opening) {
    for (const reaction of performance.reactions) {
      if (reaction.t <= 0) await stage.react(performance, reaction, memory.epoch + reaction.t);
    }
  }
  memory.opened = true;
  save(memory);
}

/**
 * Plays the programme from where the memory stands. `tick` does what has become due since the last one, with the time of telling.
 * While a take's media are made its reactions wait, and nothing else does.
 */
export function runProgramme({ programme, stage, memory, speed, now, save }: RunOptions) {
  const rest = programme.running();
  let upcoming = rest.next().value;
  let playing: Playing[] = programme.opening().map(performance => {
    const done = performance.reactions.filter(({ t }) => t <= memory.townMs).length;
    return { performance, next: done, stage: 'up' };
  });
  let last = now();

  const admit = () => {
    while (upcoming && upcoming.publishAt <= memory.townMs) {
      // What lies so far back that nobody reacts to it any more was told in an earlier run.
      const alive = upcoming.publishAt + LONGEST_LIFE >= memory.townMs;
      if (alive) playing.push({ performance: programme.take(upcoming), next: 0, stage: 'waiting' });
      upcoming = rest.next().value;
    }
  };

  const goUp = async (item: Playing) => {
    item.stage = 'going up';
    try {
      await stage.publish(item.performance, now());
      await stage.heard(item.performance);
      item.stage = 'up';
    } catch (error) {
      item.stage = 'waiting';
      throw error;
    }
  };

  const tick = async (report: (error: unknown) => void): Promise<void> => {
    const time = now();
    memory.townMs += Math.max(0, time - last) * speed;
    last = time;
    admit();
    for (const item of playing) {
      if (item.stage === 'waiting') void goUp(item).catch(report);
      const { reactions } = item.performance;
      for (let next = reactions[item.next]; item.stage === 'up' && next && next.t <= memory.townMs; next = reactions[item.next]) {
        await stage.react(item.performance, next, now());
        item.next += 1;
      }
    }
    for (const item of playing) {
      const { takenDownAt } = item.performance;
      if (item.stage !== 'up' || takenDownAt === null || takenDownAt > memory.townMs) continue;
      await stage.takeDown(item.performance, now());
      item.down = true;
    }
    const waits = ({ performance: { takenDownAt }, down }: Playing) => takenDownAt !== null && !down;
    playing = playing.filter(item => waits(item) || item.stage !== 'up' || item.next < item.performance.reactions.length);
    save(memory);
  };

  /** Takes on stage now. */
  const onStage = () => playing.map(({ performance }) => performance);
  return { tick, onStage };
}
