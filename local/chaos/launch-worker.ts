import { LAUNCH_LANES, stepLaunches } from '../../shared/launches/step-launches.ts';
import { systemClock } from '../../supabase/functions/_shared/adapters/clock.ts';
import { connectDatabase } from '../../supabase/functions/_shared/adapters/database.ts';
import { databaseClock } from '../../supabase/functions/_shared/adapters/database-clock.ts';
import { killAt } from './kill-at.ts';
import { launchPorts } from './launch-ports.ts';
import { SETTINGS, type WorkerSettings } from './worker-settings.ts';

/**
 * A process that does nothing but move launches, until it is ended or, with a fault, ends itself as kill -9 does. One that is to
 * die has one launch in hand, so that it is known which.
 */
const settings = JSON.parse(process.env[SETTINGS] ?? '') as WorkerSettings;
const db = connectDatabase(settings.databaseUrl);
const { ports, drop } = killAt(launchPorts(db, settings, databaseClock(db)), settings.fault);
const lanes = settings.fault ? 1 : LAUNCH_LANES;

for (;;) {
  // A call that fails is followed by the next one, as cron's are; who listens hears why.
  await stepLaunches(ports, settings.launching, 10_000, lanes).catch(error => {
    console.error(error);
    drop();
  });
  await systemClock.sleep(100);
}
