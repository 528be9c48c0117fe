import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { urlOf } from '../config.ts';
import { LOCAL_SECRETS } from '../function-env.ts';
import { startBareWorld } from './bare-world.ts';
import { canonicalOutcome } from './canonical.ts';
import { bodyOf, deliveriesOf } from './deliveries.ts';
import type { Happening } from './history.ts';
import { type IngestWorld, RESTARTED, startIngestWorld } from './ingest-world.ts';
import { type Drive, type Driven, runDrive, together } from './run-drive.ts';
import { settle } from './settle.ts';
import { differences, storedOutcome } from './stored-outcome.ts';

const PLAIN = fileURLToPath(new URL('./plain.ts', import.meta.url));
const HOOKS = '/functions/v1/hooks';
const BARE = '/functions/v1/bare';
const TURNS = 4;
const secret = LOCAL_SECRETS.neynarWebhookSecret;

export type IngestOptions = {
  history: readonly Happening[];
  deliveries: number;
  seed: number;
  firstPort: number;
  connections: number;
  /** Share of the deliveries that is measured before the restarts begin, 0 to 1. */
  undisturbed: number;
  /** How often each part is restarted. */
  rounds: number;
  report: (line: string) => void;
};

export type IngestReport = {
  /** The same server without a database, in the same run: gateway, function host, signature, body. */
  bare: Driven;
  /** Node's HTTP server with the signature alone, in one process. */
  plain: Driven;
  /** The product while it is left alone. */
  measured: Driven;
  /** Seconds until all that came late was folded in, after the acknowledgements. */
  settled: number;
  /** The product while its parts are restarted in turn. */
  disturbed: Driven;
  restarts: number;
  /** Where the end differs from the canonical fold; empty when it does not. */
  differences: string[];
};

/**
 * Delivers a history to the product's own door over HTTP, shuffled and with repeats; measures it beside a bare server; restarts
 * every part in turn while it goes on; and compares the end with the canonical fold.
 */
export async function runIngest(options: IngestOptions): Promise<IngestReport> {
  const { history, deliveries, seed, firstPort, connections, report } = options;
  const world = await startIngestWorld(firstPort);
  const folder = await mkdtemp(join(tmpdir(), 'gigavibe-deliveries-'));
  try {
    const file = join(folder, 'deliveries.ndjson');
    const appUrl = urlOf(world.config, 'web');
    const lines = deliveriesOf(history, deliveries, seed).map(happening => JSON.stringify(bodyOf(happening, appUrl)));
    await writeFile(file, lines.join('\n'));
    const turn = Math.round(deliveries * options.undisturbed);
    await world.functions().warm('hooks');
    const drive = { file, secret, connections };

    const plain = await drivePlain({ ...drive, from: 0, to: turn, port: world.config.ports.web, path: HOOKS });
    report(`plain HTTP server: ${told(plain)}`);
    const { bare, measured, settled } = await inTurns(drive, turn, world, firstPort + 20);
    report(`the same server without a database: ${told(bare)}`);
    report(`ingest: ${told(measured)}`);
    report(
      `what came late was folded in ${settled.toFixed(1)} s after the acknowledgements; with that, ${Math.round(measured.acked / (measured.seconds + settled))} a second`,
    );

    // By progress, not by the clock: each restart comes when the one before has been survived.
    let restarts = 0;
    let restarting = Promise.resolve();
    const every = Math.ceil((deliveries - turn) / (options.rounds * RESTARTED.length + 1));
    const onAcked = (acked: number) => {
      for (; restarts < Math.floor(acked / every); restarts++) {
        const name = RESTARTED[restarts % RESTARTED.length] ?? 'functions';
        restarting = restarting.then(() => world.restart(name));
      }
    };
    const disturbed = await runDrive({
      ...drive,
      from: turn,
      to: deliveries,
      port: world.config.ports.gateway,
      path: HOOKS,
      onAcked,
    });
    await restarting;
    report(`ingest through ${restarts} restarts: ${told(disturbed)}`);
    // Some who had to fold were ended before they did: cron's job does it for them.
    await settle(world.url, () => world.wakeJobs());
    const found = await storedOutcome(world.url);
    return {
      bare,
      plain,
      measured,
      settled,
      disturbed,
      restarts,
      differences: differences(canonicalOutcome(history), found),
    };
  } finally {
    await world.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The product and the bare server deliver the same parts of the file by turns: what else this machine does meets both alike. */
async function inTurns(
  drive: Pick<Drive, 'file' | 'secret' | 'connections'>,
  to: number,
  world: IngestWorld,
  barePort: number,
): Promise<{ bare: Driven; measured: Driven; settled: number }> {
  const bareWorld = await startBareWorld(barePort);
  let settled = 0;
  const [bare, measured]: [Driven[], Driven[]] = [[], []];
  try {
    for (let turn = 0; turn < TURNS; turn++) {
      const part = { ...drive, from: Math.round((to * turn) / TURNS), to: Math.round((to * (turn + 1)) / TURNS) };
      bare.push(await runDrive({ ...part, port: bareWorld.port, path: BARE }));
      measured.push(await runDrive({ ...part, port: world.config.ports.gateway, path: HOOKS }));
      // What it put off must not weigh on the bare server's turn.
      settled += await settle(world.url, async () => {});
    }
  } finally {
    await bareWorld.stop();
  }
  return { bare: together(bare), measured: together(measured), settled };
}

function told({ seconds, ...driven }: Driven): string {
  return JSON.stringify({ ...driven, seconds: Number(seconds.toFixed(1)) });
}

async function drivePlain(drive: Drive): Promise<Driven> {
  const server = spawn(process.execPath, [PLAIN, String(drive.port), drive.secret], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(server.stdout, 'data');
  try {
    return await runDrive(drive);
  } finally {
    server.kill();
  }
}
