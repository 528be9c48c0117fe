/** What a port throws from the call on at which its process died. */
export class Killed extends Error {}

/**
 * Ports that die at one of their calls, before it or after it took effect, and stay dead as a killed process does.
 * `at` counts calls from 0; `calls` tells how many there were.
 */
export function mortal<T extends Record<string, unknown>>(ports: T, at: number, when: 'before' | 'after') {
  let count = 0;
  let dead = false;
  const wrap = (value: unknown, name: string): unknown => {
    if (typeof value === 'function') {
      return async (...args: unknown[]) => {
        const mine = count++;
        if (dead || (mine === at && when === 'before')) {
          dead = true;
          throw new Killed(name);
        }
        const result = await value(...args);
        if (mine === at) {
          dead = true;
          throw new Killed(name);
        }
        return result;
      };
    }
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        Object.entries(value).map(([key, held]) => [key, key === 'now' ? held : wrap(held, `${name}.${key}`)]),
      );
    }
    return value;
  };
  const mortalPorts = Object.fromEntries(
    Object.entries(ports).map(([key, held]) => [key, key === 'clock' || key === 'random' ? held : wrap(held, key)]),
  ) as T;
  return { ports: mortalPorts, calls: () => count, isDead: () => dead };
}
