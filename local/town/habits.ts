import { randomOf } from './random.ts';

/** What a person is to the town: somebody with a life, an account of a like-farm, or one of a circle that praises its own. */
export type Role = 'person' | 'farm' | 'circle';
export type Genre = 'song' | 'cover' | 'beat' | 'demo' | 'dance';

/** What a person likes and when they are there. Hours are the town's own: its first start is at eight in the evening. */
export type Habits = {
  role: Role;
  /** How much each kind of take moves them, around 1. */
  taste: Record<Genre, number>;
  /** How often they react at all, around 1: a few react to nearly everything. */
  activity: number;
  /** The hour at which they wake, for sixteen hours. People live all over the world. */
  wakes: number;
};

const GENRES: readonly Genre[] = ['song', 'cover', 'beat', 'demo', 'dance'];
const HOUR = 3_600_000;
const OPENS_AT = 20;
const AWAKE_HOURS = 16;
/** Some look at their phone in the night. */
const ASLEEP = 0.15;
/** One circle of so many friends. */
const CIRCLE = 6;
const CIRCLE_FROM = 40;

/** The habits of person number `index`: the same for the same seed. `spam` accounts belong to a farm. */
export function habitsOf(seed: string, index: number, spam: boolean): Habits {
  const random = randomOf(`habits ${index} of ${seed}`);
  const taste = Object.fromEntries(GENRES.map(genre => [genre, random.logNormal(1, 0.7)])) as Habits['taste'];
  const inCircle = index >= CIRCLE_FROM && index < CIRCLE_FROM + CIRCLE;
  const role: Role = spam ? 'farm' : inCircle ? 'circle' : 'person';
  return { role, taste, activity: random.logNormal(1, 0.8), wakes: random.whole(0, 23) };
}

/** Whether somebody is awake at the town's time `t` (ms since its first start). */
export function isAwake({ wakes }: Habits, t: number): boolean {
  const hour = (((OPENS_AT + t / HOUR) % 24) + 24) % 24;
  return (hour - wakes + 24) % 24 < AWAKE_HOURS;
}

/** How likely each person is to react to a take of this genre at this time, beside each other. Farms react to what they are paid for alone. */
export function weightsFor(people: readonly Habits[], genre: Genre, t: number): number[] {
  return people.map(one => (one.role === 'farm' ? 0 : one.activity * one.taste[genre] * (isAwake(one, t) ? 1 : ASLEEP)));
}

/** Draws indices by weight; `draw` is from 0 up to 1. */
export function chooserOf(weights: readonly number[]): (draw: number) => number {
  let sum = 0;
  const ends = weights.map(weight => {
    sum += weight;
    return sum;
  });
  return draw => {
    const wanted = draw * sum;
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
