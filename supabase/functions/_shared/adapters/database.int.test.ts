import { afterAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../../local/supabase/testing/open-test-database.ts';
import { connectDatabase } from './database.ts';
import { databaseAway } from './database-away.ts';

const { url, functionsUrl } = openTestDatabase(29_360);
const admin = connectDatabase(url, { max: 1 });
afterAll(() => admin.end());

describe('connectDatabase', () => {
  it('says how many rows it touched, and keeps big numbers exact', async () => {
    const db = connectDatabase(functionsUrl);
    const rows = await db<{ big: string; amount: string; at: Date }[]>`
      select ${2n ** 62n}::bigint as big, ${'0.1'}::numeric(78, 1) as amount, ${new Date(1)}::timestamptz as at`;
    expect({ ...rows[0] }).toEqual({ big: '4611686018427387904', amount: '0.1', at: new Date(1) });
    expect(rows.count).toBe(1);
    await db.end();
  });

  it('takes back the whole transaction when its work fails', async () => {
    await expect(
      admin.begin(async tx => {
        await tx`create table public.half_done ()`;
        throw new Error('no further');
      }),
    ).rejects.toThrow('no further');
    expect(await admin`select from pg_tables where tablename = 'half_done'`).toHaveLength(0);
    expect(await admin`select ${1}::int as one`).toEqual([{ one: 1 }]);
  });

  it('sends at once what does not wait for each other, and keeps its order', async () => {
    const places = await admin.begin(async tx => {
      const rows = await Promise.all([
        tx`create table public.in_order (id bigint generated always as identity, said text)`,
        ...['a', 'b', 'c'].map(said => tx<{ id: string }[]>`insert into public.in_order (said) values (${said}) returning id`),
        tx`select count(*)::int as count from public.in_order`,
      ]);
      return rows.map(([row]) => row);
    });
    expect(places).toEqual([undefined, { id: '1' }, { id: '2' }, { id: '3' }, { count: 3 }]);
  });

  it('commits nothing of a transaction with a failure, even one that its work looked away from', async () => {
    const looksAway = admin.begin(async tx => {
      await tx`insert into public.in_order (said) values ('lost')`;
      await tx`select 1 / 0`.catch(() => {});
    });
    await expect(looksAway).rejects.toThrow('has failed');
    const atOnce = admin.begin(tx => Promise.all([tx`insert into public.in_order (said) values ('lost')`, tx`select 1 / 0`]));
    await expect(atOnce).rejects.toMatchObject({ code: '22012' });
    expect(await admin`select from public.in_order where said = 'lost'`).toHaveLength(0);
  });

  it('runs nothing more of a transaction that is over', async () => {
    let goOn = () => {};
    const waiting = new Promise<void>(resolve => {
      goOn = resolve;
    });
    let beside: Promise<unknown> | undefined;
    await expect(
      admin.begin(tx => {
        beside = waiting.then(() => tx`insert into public.in_order (said) values ('astray')`);
        return Promise.all([tx`select 1 / 0`, beside]);
      }),
    ).rejects.toMatchObject({ code: '22012' });
    goOn();
    await expect(beside).rejects.toThrow('is over');
    expect(await admin`select from public.in_order where said = 'astray'`).toHaveLength(0);
  });

  it('answers every call while its connections are cut again and again', async () => {
    const db = connectDatabase(functionsUrl);
    const reasons = new Set<string>();
    let answered = 0;
    let working = true;
    const cutting = (async () => {
      let cuts = 0;
      while (working) {
        const [{ cut }] = (await admin`
          select count(pg_terminate_backend(pid))::int as cut from pg_stat_activity where usename = 'gigavibe_functions'`) as unknown as [
          { cut: number },
        ];
        cuts += cut;
      }
      return cuts;
    })();
    const worker = async () => {
      for (let i = 0; i < 60; i++) {
        try {
          await db.begin(async tx => {
            for (let step = 0; step < 5; step++) await tx`select ${step}::int`;
          });
          answered++;
        } catch (error) {
          reasons.add(databaseAway(error)?.code ?? `unknown: ${error}`);
        }
      }
    };
    await Promise.all(Array.from({ length: 8 }, worker));
    working = false;
    expect(await cutting).toBeGreaterThan(20);
    expect([...reasons]).toEqual(['database/away']);
    // Once it is left alone, it serves as before; the last cut may be noticed by a call or two.
    const serves = () => db`select ${answered}::int as answered`.catch(error => databaseAway(error)?.code);
    await expect.poll(serves).toEqual([{ answered }]);
    await db.end();
  });
});
