import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../local/supabase/testing/open-test-database.ts';
import { PARTS, type PartName } from '../../../shared/ops/health.ts';
import { healthStore } from '../_shared/stores/health.ts';
import { apiDoor } from '../_testing/api-door.ts';

const CRON_SECRET = 'a secret of cron alone';
const { admin, db } = openTestDatabase(30_140);
/** Parts that do not answer now. */
const away = new Set<PartName>();
let lookAt = 1_800_000_000_000;
const probes = Object.fromEntries(
  PARTS.map(part => [
    part,
    async () => void (away.has(part) && (await Promise.reject(new Error('secret words of an upstream')))),
  ]),
) as Record<PartName, () => Promise<void>>;

const { door } = apiDoor({ health: { ...healthStore(db), probes, cronSecret: CRON_SECRET, now: () => lookAt } });

describe('which parts answer', () => {
  const look = async () => {
    const request = new Request('http://x/functions/v1/api/check', {
      method: 'POST',
      headers: { authorization: `Bearer ${CRON_SECRET}` },
    });
    lookAt += 5_000;
    expect((await door(request)).status).toBe(200);
  };
  const status = async () => {
    const response = await door(new Request('http://x/functions/v1/api/status'));
    expect(response.headers.get('cache-control')).toContain('max-age=5');
    const text = await response.text();
    expect(text).not.toContain('secret words');
    const { parts } = JSON.parse(text) as { parts: { name: string; answering: boolean; since: number }[] };
    return new Map(parts.map(part => [part.name, part]));
  };

  it('is for everybody to read, and for cron alone to ask', async () => {
    expect([...(await status()).keys()]).toEqual([...PARTS].sort());
    expect((await door(new Request('http://x/functions/v1/api/check', { method: 'POST' }))).status).toBe(401);
  });

  it('says away at the second failure in a row, since the first, and answering at the first answer; told once each', async () => {
    await look();
    await admin`delete from realtime.messages where event = 'health'`;
    away.add('chain');
    await look();
    const first = lookAt;
    expect((await status()).get('chain')).toMatchObject({ answering: true });
    await look();
    expect((await status()).get('chain')).toMatchObject({ answering: false, since: first });
    await look();
    away.clear();
    await look();
    expect((await status()).get('chain')).toMatchObject({ answering: true, since: lookAt });
    expect((await status()).get('ipfs')).toMatchObject({ answering: true });
    const told =
      await admin`select payload ->> 'answering' as answering, topic from realtime.messages where event = 'health' order by inserted_at`;
    expect([...told]).toEqual([
      { answering: 'false', topic: 'prices' },
      { answering: 'true', topic: 'prices' },
    ]);
  });
});
