import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../../../local/supabase/test-database.ts';
import { canMove, LAUNCH_STATUSES, type LaunchStatus } from '../../../../shared/launches/states.ts';
import { type Seeded, seedLaunch } from '../../_testing/seed-launch.ts';
import { connectDatabase, type Database } from '../adapters/database.ts';

const WALLET = `0x${'11'.repeat(20)}`;
const ELSEWHERE = `0x${'22'.repeat(20)}`;

let database: TestDatabase;
let admin: Database;
/** As the functions are at the database: whatever they write, also where somebody else makes them write it. */
let functions: pg.Client;
let seeded: Seeded;
let launches = 0;

beforeAll(async () => {
  database = await startTestDatabase(30_320);
  admin = connectDatabase(database.url);
  functions = new pg.Client({ connectionString: database.functionsUrl });
  await functions.connect();
});
afterAll(async () => {
  await Promise.all([admin?.end(), functions?.end()]);
  await database?.stop();
});
beforeEach(async () => {
  launches += 1;
  seeded = await seedLaunch(admin, launches, `0x${String(launches).padStart(40, '0')}`);
});

/** Puts the launch into a state by hand, with everything that a creator signs. */
const put = (status: LaunchStatus) => admin`
  update public.viral_queue set status = ${status}, last_error = 'put there', consent = ${JSON.stringify({ payout: WALLET })},
    consent_signature = '0x01', consented_at = '2026-11-14T20:00:00Z', metadata_cid = 'bafkrei', metadata = '{}', payout_address = ${WALLET},
    coin_salt = ${`0x${'33'.repeat(32)}`}
  where id = ${seeded.launchId}`;

/** What the database answers to a write of the functions: how many rows it changed, or the code of its refusal. */
const write = (change: string) =>
  functions.query(`update public.viral_queue set ${change} where id = '${seeded.launchId}'`).then(
    ({ rowCount }) => rowCount,
    error => error.code,
  );
const REFUSED = '23514';
const FORBIDDEN = '42501';

describe('functions at the database', () => {
  it('move a launch from any state to those that the state machine knows, and to no other', async () => {
    const pairs = LAUNCH_STATUSES.flatMap(from => LAUNCH_STATUSES.filter(to => to !== from).map(to => ({ from, to })));
    const answers: object[] = [];
    for (const { from, to } of pairs) {
      await put(from);
      answers.push({ from, to, answer: await write(`status = '${to}'`) });
    }
    expect(answers).toEqual(pairs.map(({ from, to }) => ({ from, to, answer: canMove(from, to) ? 1 : REFUSED })));
  });

  it('approve nothing that nobody signed, nor for another wallet than was signed', async () => {
    await put('awaiting_consent');
    await admin`update public.viral_queue set consent = null, consent_signature = null, payout_address = null where id = ${seeded.launchId}`;
    expect(await write(`status = 'approved'`)).toBe(REFUSED);
    const signed = `consent = '{"payout": "${WALLET}"}', consent_signature = '0x01'`;
    expect(await write(`status = 'approved', ${signed}, payout_address = '${ELSEWHERE}'`)).toBe(REFUSED);
    expect(await write(`status = 'approved', ${signed}, payout_address = '${WALLET}'`)).toBe(1);
  });

  it.each([
    `payout_address = '${ELSEWHERE}'`,
    'payout_address = null',
    `consent = '{"payout": "${ELSEWHERE}"}'`,
    `consent = '{"payout": "${ELSEWHERE}"}', payout_address = '${ELSEWHERE}'`,
    'consent = null, consent_signature = null, consented_at = null, payout_address = null',
    `consent_signature = '0x02'`,
    `consented_at = now()`,
    `metadata_cid = 'bafother'`,
    `metadata = '{"name": "another"}'`,
    `name = 'Another'`,
    `ticker = 'OTHER'`,
    `coin_salt = '0x${'44'.repeat(32)}'`,
  ])('change nothing of what was signed: %s', async change => {
    for (const state of ['approved', 'pinned', 'reserved', 'sent', 'open'] as const) {
      await put(state);
      expect(await write(change)).toBe(REFUSED);
    }
  });

  it('forget what was signed, all of it, when no coin came of it', async () => {
    for (const state of ['held', 'refused', 'expired', 'dead'] as const) {
      await put(state);
      expect(await write('consent = null, consent_signature = null')).toBe(REFUSED);
      expect(await write('consent = null, consent_signature = null, consented_at = null, payout_address = null')).toBe(1);
    }
  });

  it.each(['performance_id', 'user_id', 'detection_score', 'rule_version', 'decided_at', 'id'])(
    'leave a launch to the take and the creator that were detected: %s',
    async column => {
      expect(await write(`${column} = ${column}`)).toBe(FORBIDDEN);
    },
  );

  it('begin a launch as detected', async () => {
    const begun = functions.query(`
      insert into public.viral_queue (performance_id, user_id, status, detection_score, rule_version, decided_at)
      select performance_id, user_id, 'approved', 1, 'x', now() from public.viral_queue where id = '${seeded.launchId}'`);
    await expect(begun).rejects.toMatchObject({ code: FORBIDDEN });
  });
});

it('whoever owns the database may mend a launch by hand', async () => {
  await put('dead');
  await put('pinned');
  expect(await admin`select status from public.viral_queue where id = ${seeded.launchId}`).toEqual([{ status: 'pinned' }]);
});
