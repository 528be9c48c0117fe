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
import { RESTARTED, startIngestWorld } from './ingest-world.ts';
import { type Drive, type Driven, runDrive } from './run-drive.ts';
import { differences, storedOutcome } from './stored-outcome.ts';

const PLAIN = fileURLToPath(new URL('./plain.ts', import.meta.url));
const HOOKS = '/functions/v1/hooks';
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
    report(`plain HTTP server: ${JSON.stringify(plain)}`);
    const bare = await driveBare({ ...drive, from: 0, to: turn, port: 0, path: '/functions/v1/bare' }, firstPort + 20);
    report(`the same server without a database: ${JSON.stringify(bare)}`);
    const measured = await runDrive({ ...drive, from: 0, to: turn, port: world.config.ports.gateway, path: HOOKS });
    report(`ingest: ${JSON.stringify(measured)}`);

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
    report(`ingest through ${restarts} restarts: ${JSON.stringify(disturbed)}`);
    const found = await storedOutcome(world.url);
    return {
      bare,
      plain,
      measured,
      disturbed,
      restarts,
      differences: differences(canonicalOutcome(history), found),
    };
  } finally {
    await world.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function driveBare(drive: Drive, firstPort: number): Promise<Driven> {
  const world = await startBareWorld(firstPort);
  try {
    return await runDrive({ ...drive, port: world.port });
  } finally {
    await world.stop();
  }
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
