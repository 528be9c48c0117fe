import { writeSync } from 'node:fs';
import type { LaunchJob, LaunchPorts } from '../../shared/launches/ports.ts';
import type { Fault } from './worker-settings.ts';

type Call = (...args: unknown[]) => unknown;

/** After these a launch has no worker and waits for its time: whoever dies then leaves nothing behind. */
const LETS_GO = ['store.finishJob', 'store.deferJob'];

/** Ports that tell on stdout which launch was claimed, and end the process with SIGKILL at the named call. */
export function killAt(ports: LaunchPorts, fault: Fault | null): LaunchPorts {
  let launch = '';
  const die = () => {
    writeSync(1, `dies ${Date.now()} ${launch}\n`);
    process.kill(process.pid, 'SIGKILL');
  };
  const wrap =
    (name: string, call: Call): Call =>
    async (...args) => {
      if (fault?.point === name && fault.when === 'before') die();
      const result = await call(...args);
      if (name === 'store.claimJob') {
        if (result === null) return result;
        launch = (result as LaunchJob).launchId;
        writeSync(1, `claims ${Date.now()} ${launch}\n`);
      }
      if (LETS_GO.includes(name)) launch = '';
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
  const { clock, random, store, chain, sign, pin } = ports;
  return { clock, random, store: all('store.', store), chain: all('chain.', chain), ...all('', { sign, pin }) } as LaunchPorts;
}
