import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LaunchWorld, startLaunchWorld } from './launch-world.ts';
import { runKills } from './run-kills.ts';

let world: LaunchWorld;
beforeAll(async () => {
  world = await startLaunchWorld(29_600);
});
afterAll(() => world?.stop());

describe('launch workers that are killed with -9 while Postgres crashes', () => {
  it('leave exactly one coin each, none lost, and no launch without a worker', async () => {
    const report = await runKills(world, { kills: 30, seed: 7, restarts: 2 });
    expect([report.kills, report.restarts]).toEqual([30, 2]);
    expect(Object.keys(report.at).length).toBe(30);
    expect(report.launches).toBeGreaterThanOrEqual(30);
    expect(report.wrong).toEqual([]);
    expect(report.abandoned).toBe(0);
    expect(report.resumedMs.length).toBeGreaterThan(20);
    const left = await world.admin`
      select nonce from private.wallet_nonces where queue_id is not null and settled_at is null and nonce < (select max(nonce) from private.wallet_nonces)`;
    expect(left).toEqual([]);
  }, 600_000);
});
