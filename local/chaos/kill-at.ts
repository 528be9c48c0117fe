import { writeSync } from 'node:fs';
import type { LaunchJob } from '../../shared/launches/launch.ts';
import type { LaunchPorts } from '../../shared/launches/ports.ts';
import type { Fault } from './worker-settings.ts';

type Call = (...args: unknown[]) => unknown;

/** With these a launch leaves a worker's hands until its time. */
const LETS_GO = ['store.finishJob', 'store.deferJob'];

/**
 * Ports that tell on stdout which launch was claimed. They end the process with SIGKILL at the named call; once SIGUSR2 came, at the next call of any kind.
 * `drop` is to be called when a step failed as a whole: it tells which launches have lost their worker, though the worker lives.
 */
export function killAt(ports: LaunchPorts, fault: Fault | null): { ports: LaunchPorts; drop: () => void } {
  const hands = new Set<string>();
  const say = (what: string, launch: string) => writeSync(1, `${what} ${Date.now()} ${launch}\n`);
  const die = () => {
    for (const launch of hands.size > 0 ? hands : ['']) say('dies', launch);
    process.kill(process.pid, 'SIGKILL');
  };
  let overdue = false;
  process.on('SIGUSR2', () => {
    overdue = true;
  });
  const wrap =
    (name: string, call: Call): Call =>
    async (...args) => {
      if (overdue || (fault?.point === name && fault.when === 'before')) die();
      const letGo = () => LETS_GO.includes(name) && hands.delete((args[0] as LaunchJob).launchId);
      // Also when the answer is lost: what became of it is not known then.
      const result = await Promise.resolve(call(...args))
        .finally(letGo)
        .catch(error => {
          if (name === 'store.claimJob') say('misses', '');
          throw error;
        });
      if (name === 'store.claimJob') {
        if (result === null) return result;
        const { launchId } = result as LaunchJob;
        hands.add(launchId);
        say('claims', launchId);
      }
      if (fault?.point === name && fault.when === 'after') die();
      return result;
    };
  const all = (prefix: string, group: object) =>
    Object.fromEntries(
      Object.entries(group).map(([key, held]) => [
        key,
        typeof held === 'function' ? wrap(`${prefix}${key}`, held as Call) : held,
      ]),
    );
  const drop = () => {
    for (const launch of hands) say('drops', launch);
    hands.clear();
  };
  const { clock, random, store, chain, sign, pin } = ports;
  const wrapped = { clock, random, store: all('store.', store), chain: all('chain.', chain), ...all('', { sign, pin }) };
  return { ports: wrapped as LaunchPorts, drop };
}
