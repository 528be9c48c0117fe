import pg from 'pg';
import type { Part } from '../part.ts';
import { type CronSchedule, parseSchedule } from './cron-schedule.ts';
import { startHttpQueue } from './http-queue.ts';

const TICK_MS = 200;
const KEEP_RUNS = 10_000;

type Job = { jobid: string; jobname: string | null; schedule: string; command: string; database: string; username: string };
/** `waiting` is a run that came due while the job ran: pg_cron starts it right after, one at most. */
type JobState = { schedule: string; parsed: CronSchedule | null; next: number; running: Promise<void> | null; waiting: boolean };

/**
 * Stands in for the workers of pg_cron and pg_net: runs what is due in cron.job and sends what is queued in net.
 * A job never overlaps itself. Does nothing while the extensions are not installed.
 * @param onError gets one line for each failed run or request
 */
export async function startScheduler(url: string, onError: (line: string) => void = line => console.error(line)): Promise<Part> {
  const pool = new pg.Pool({ connectionString: url, max: 8 });
  pool.on('error', error => pool.ending || onError(error.message));
  const queue = await startHttpQueue(url, message => onError(`pg_net: ${message}`));
  const states = new Map<string, JobState>();
  let runs = 0;

  const run = async (job: Job) => {
    const startedAt = new Date();
    const { status, message } = await execute(pool, job);
    if (status === 'failed') onError(`cron job ${job.jobname ?? job.jobid}: ${message}`);
    await pool.query(
      `insert into cron.job_run_details (jobid, database, username, command, status, return_message, start_time, end_time)
       values ($1, $2, $3, $4, $5, $6, $7, now())`,
      [job.jobid, job.database, job.username, job.command, status, message, startedAt],
    );
    runs += 1;
    if (runs % 100 === 0) {
      await pool.query('delete from cron.job_run_details where runid <= (select max(runid) from cron.job_run_details) - $1', [
        KEEP_RUNS,
      ]);
    }
  };
  const startRun = (job: Job, state: JobState) => {
    if (state.running) {
      state.waiting = true;
      return;
    }
    state.running = run(job)
      .catch(error => onError(`cron job ${job.jobname ?? job.jobid}: ${(error as Error).message}`))
      .finally(() => {
        state.running = null;
        if (state.waiting && states.get(job.jobid) === state) {
          state.waiting = false;
          startRun(job, state);
        }
      });
  };

  const tick = async () => {
    const now = Date.now();
    const jobs = await activeJobs(pool);
    for (const id of states.keys()) if (!jobs.some(job => job.jobid === id)) states.delete(id);
    for (const job of jobs) {
      let state = states.get(job.jobid);
      if (state?.schedule !== job.schedule) {
        const parsed = parseSchedule(job.schedule);
        state = { schedule: job.schedule, parsed, next: nextRun(parsed, now), running: state?.running ?? null, waiting: false };
        states.set(job.jobid, state);
      }
      if (now < state.next) continue;
      const minute = new Date(state.next);
      // From when it was due, not from when we looked: otherwise each look would push the next run further away.
      state.next = Math.max(nextRun(state.parsed, state.next), now);
      if (state.parsed && ('everySeconds' in state.parsed || state.parsed.matches(minute))) startRun(job, state);
    }
  };

  let ticking: Promise<void> | null = null;
  const timer = setInterval(() => {
    ticking ??= tick()
      .catch(error => onError(`scheduler: ${(error as Error).message}`))
      .finally(() => {
        ticking = null;
      });
  }, TICK_MS);
  return {
    name: 'scheduler',
    stop: async () => {
      clearInterval(timer);
      await ticking;
      for (const state of states.values()) state.waiting = false;
      await Promise.all([...states.values()].map(state => state.running));
      await queue.stop();
      await pool.end();
    },
  };
}

/** When to look at a job next, in unix ms: after its seconds, or at the next full minute. */
function nextRun(parsed: CronSchedule | null, now: number): number {
  if (parsed === null) return Number.POSITIVE_INFINITY;
  return 'everySeconds' in parsed ? now + parsed.everySeconds * 1000 : (Math.floor(now / 60_000) + 1) * 60_000;
}

async function activeJobs(pool: pg.Pool): Promise<Job[]> {
  const { rows: found } = await pool.query("select to_regclass('cron.job') as job");
  if (!found[0]?.job) return [];
  const { rows } = await pool.query<Job>(
    'select jobid, jobname, schedule, command, database, username from cron.job where active',
  );
  return rows;
}

/** Runs a job's command as its owner, in one transaction of its own. */
async function execute(pool: pg.Pool, job: Job): Promise<{ status: 'succeeded' | 'failed'; message: string }> {
  const client = await pool.connect();
  try {
    await client.query(`set session authorization ${pg.escapeIdentifier(job.username)}`);
    const result = (await client.query(job.command)) as pg.QueryResult | pg.QueryResult[];
    const last = Array.isArray(result) ? result.at(-1) : result;
    return { status: 'succeeded', message: `${last?.command ?? ''} ${last?.rowCount ?? 0}`.trim() };
  } catch (error) {
    return { status: 'failed', message: `ERROR: ${(error as Error).message}` };
  } finally {
    const isOpen = client.getTransactionStatus() !== 'I';
    await client.query(`${isOpen ? 'rollback; ' : ''}reset session authorization`).catch(() => {});
    client.release();
  }
}
