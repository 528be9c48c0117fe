import { parseArgs } from 'node:util';
import { claimWorld } from './claim-world.ts';
import { localConfig, urlOf } from './config.ts';
import { startStack } from './start-stack.ts';

/** `npm start`: the whole world on one machine, until Ctrl-C. Another world runs beside it with `-- --first-port N --data DIR`; the town is set by `--town-speed N --town-people N --town-seed NAME`. */
const { values } = parseArgs({
  options: {
    'first-port': { type: 'string' },
    data: { type: 'string' },
    'town-speed': { type: 'string', default: '1' },
    'town-people': { type: 'string', default: '120' },
    'town-seed': { type: 'string', default: 'gigavibe' },
  },
});
const config = localConfig({
  ...(values['first-port'] !== undefined && { firstPort: Number(values['first-port']) }),
  ...(values.data !== undefined && { dataDir: values.data }),
});
const town = { speed: Number(values['town-speed']), people: Number(values['town-people']), seed: values['town-seed'] };
if (!(town.speed > 0) || !(Number.isInteger(town.people) && town.people >= 60 && town.people <= 5_000)) {
  console.error('--town-speed takes a number above 0, --town-people a whole number from 60 to 5000.');
  process.exit(1);
}
const began = performance.now();
const seconds = () => `${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s`;
const say = (what: string) => console.log(`${seconds()}  ${what}`);

const release = await claimWorld(config).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});

let stopping: Promise<void> | null = null;
let stack: Awaited<ReturnType<typeof startStack>> | null = null;
const stop = async (code: number) => {
  if (stopping) process.exit(1); // a second Ctrl-C does not wait
  stopping = (async () => {
    await stack?.stop();
    await release();
  })();
  await stopping;
  process.exit(code);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    console.log('\nStopping. Press Ctrl-C again to leave at once.');
    void stop(0);
  });
}

try {
  stack = await startStack(config, { audience: town, report: say });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await stop(1);
}
console.log(
  `\nGigaVibe is ready after ${seconds().trim()}. Open ${urlOf(config, 'client')}\nCtrl-C stops it; "npm run reset" forgets everything.`,
);
