import { claimWorld } from './claim-world.ts';
import { amount, readOptions, text, whole } from './cli/read-options.ts';
import { wordsOf } from './cli/run-command.ts';
import { localConfig, urlOf, wayToForget } from './config.ts';
import { startStack } from './start-stack.ts';

const USAGE = `npm start -- [--first-port N --data DIR] [--town-speed N] [--town-people N] [--town-seed NAME]
  The whole world on one machine, until Ctrl-C; --first-port and --data make another one beside it.`;

const { values } = readOptions(USAGE, {
  'first-port': whole(undefined, 1024, 65_000),
  data: text,
  'town-speed': amount(1),
  'town-people': whole(120, 60, 5_000),
  'town-seed': text,
});
const config = localConfig({
  ...(values['first-port'] !== undefined && { firstPort: values['first-port'] }),
  ...(values.data !== undefined && { dataDir: values.data }),
});
const town = { speed: values['town-speed'], people: values['town-people'], seed: values['town-seed'] ?? 'gigavibe' };
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
  console.error(wordsOf(error));
  await stop(1);
}
console.log(
  `\nGigaVibe is ready after ${seconds().trim()}. Open ${urlOf(config, 'client')}\nCtrl-C stops it; ${wayToForget(config)} forgets everything.`,
);
