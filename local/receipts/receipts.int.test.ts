import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomOf } from '../../shared/engagement/calibration/random.ts';
import type { ReceivedEvent } from '../../shared/engagement/ports.ts';
import { verifyReceipt } from '../../shared/engagement/verify-receipt.ts';
import { unixMs } from '../../shared/kernel/units.ts';
import { recordEvents } from '../../supabase/functions/_shared/stores/engagement.ts';
import { judgeCast } from '../../supabase/functions/_shared/stores/engagement-decisions.ts';
import { ruleBook } from '../../supabase/functions/_shared/stores/engagement-rules.ts';
import { castRecorder } from '../../supabase/functions/_shared/stores/performances.ts';
import { openTestDatabase } from '../supabase/testing/open-test-database.ts';
import { fromDatabase, fromDump, type PublicTables, saveDump } from './public-tables.ts';
import { readPublished } from './read-published.ts';

const START = Date.UTC(2026, 2, 1);
const TAKES = 12;
const CIRCLE = { from: 500, people: 45 };

const { url, admin, db } = openTestDatabase(29_430);
let folder: string;
let coins: string[];

/** A take that goes up: an ordinary crowd, some of them trusted too little, a circle that always comes, people who leave and come back. */
function takeOf(number: number, castHash: string): ReceivedEvent[] {
  const random = randomOf(number + 1);
  const by = { username: null, displayName: null, avatarUrl: null };
  const postedAt = START + number * 86_400_000;
  const events: ReceivedEvent[] = [];
  const come = (fid: number, score: number | null) => {
    const at = unixMs(postedAt + Math.floor(random() * 7_200) * 1000);
    const signal = (['like', 'recast', 'reply'] as const)[Math.floor(random() * 3)] ?? 'like';
    events.push({ action: 'created', signal, fid, castHash, at, score, by });
    if (random() < 0.1) events.push({ action: 'deleted', signal, fid, castHash, at: unixMs(at + 60_000), score, by });
    if (random() < 0.05) events.push({ action: 'created', signal, fid, castHash, at: unixMs(at + 120_000), score, by });
  };
  for (let i = 0; i < 140; i++) come(1_000 + Math.floor(random() * 4_000), random() < 0.15 ? 0.3 : random() < 0.9 ? 0.8 : null);
  for (let i = 0; i < CIRCLE.people; i++) come(CIRCLE.from + i, 0.7);
  return events;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gigavibe-receipts-'));
  const rules = ruleBook();
  // What people are worth was learned before: receipts have to carry it.
  await admin`update private.circle_counters set worths = '{0.8, 0.82, 0.84}'`;
  coins = [];
  for (let number = 0; number < TAKES; number++) {
    const [id, castHash] = [randomUUID(), `0x${(number + 1).toString(16).padStart(40, '0')}`];
    const author = { fid: 9, displayName: 'Nia', username: 'nia', avatarUrl: null, bio: null, walletAddress: null };
    const postedAt = START + number * 86_400_000;
    const embeds = [{ url: `https://app.example/p/${id}`, contentType: null, durationMs: null }];
    const cast = {
      hash: castHash,
      author,
      text: `Song ${number} — song`,
      at: unixMs(postedAt),
      embeds,
      parentHash: null,
      channel: null,
    };
    await castRecorder(db, { appUrl: 'https://app.example' })('created', cast);
    const events = takeOf(number, castHash);
    for (let i = 0; i < events.length; i += 40) await recordEvents(db, events.slice(i, i + 40), rules);
    if ((await judgeCast(db, rules, castHash, unixMs(postedAt + 80_000_000))) === 'confirmed') coins.push(id);
  }
  await saveDump(url, folder);
});
afterAll(async () => {
  if (folder) await rm(folder, { recursive: true, force: true });
});

const differences = async (tables: PublicTables, id: string) => {
  const { receipt, events, rule } = await readPublished(tables, id);
  return verifyReceipt(receipt, events, rule);
};

describe('believers', () => {
  const pool = 10n ** 18n;
  const run = (args: string[]) =>
    new Promise<{ code: number | null; out: string }>(done => {
      execFile(process.execPath, ['local/believers/export.ts', ...args], (error, out) =>
        done({ code: error ? Number(error.code) : 0, out }),
      );
    });

  it('are those of the receipt who came before detection; claims sum to the pool or to what the caps leave of it, and are entered once', async () => {
    const [id] = coins as [string];
    const args = [id, '--pool', String(pool), '--cap', '200'];
    const exported = await run([...args, '--dump', folder]);
    expect(exported.code).toBe(0);
    const [head, ...lines] = exported.out.trim().split('\n');
    expect(head).toBe('performance_id,person,weight_millionths,amount_wei');
    const amounts = lines.map(line => BigInt(line.split(',')[3] ?? 0));
    const cap = pool / 50n;
    const mostOfAll = cap * BigInt(amounts.length);
    const whole = mostOfAll < pool ? mostOfAll : pool;
    expect(amounts.reduce((sum, amount) => sum + amount, 0n)).toBe(whole);
    expect(amounts.every(amount => amount <= cap)).toBe(true);
    const { receipt, events } = await readPublished(fromDump(folder), id);
    const before = new Set(events.filter(({ at }) => at <= receipt.decidedAt).map(({ person }) => person));
    expect(lines.every(line => before.has(line.split(',')[1] ?? ''))).toBe(true);
    const written = await run([...args, '--database', url, '--write']);
    expect(written).toEqual(exported);
    expect((await run([...args, '--database', url, '--write'])).code).toBe(1);
    const [ledger] = await admin`select count(*)::int as people, sum(amount)::text as sum from private.believer_claims`;
    expect(ledger).toEqual({ people: lines.length, sum: String(whole) });
  });
});

describe('receipts done again by a stranger', () => {
  it('are equal for every coin, from a dump and from the database', async () => {
    expect(coins.length).toBeGreaterThan(TAKES / 2);
    const live = await fromDatabase(url);
    for (const id of coins) {
      expect(await differences(fromDump(folder), id)).toEqual([]);
      expect(await differences(live, id)).toEqual([]);
    }
    await live.close();
  });

  it('differ for every single event that is another', async () => {
    const [id] = coins as [string];
    const { receipt, events, rule } = await readPublished(fromDump(folder), id);
    for (const [i, event] of events.entries()) {
      const flips = [
        { ...event, at: unixMs(event.at + 1) },
        { ...event, kind: event.kind === -1 ? (0 as const) : (-1 as const) },
        { ...event, person: `${event.person}0` },
        { ...event, score: event.score === 0.31 ? 0.32 : 0.31 },
        { ...event, circle: event.circle + 1 },
      ];
      for (const flipped of flips) expect(verifyReceipt(receipt, events.with(i, flipped), rule)).not.toEqual([]);
      expect(verifyReceipt(receipt, events.toSpliced(i, 1), rule)).not.toEqual([]);
    }
  });

  it('differ for a rule or a word that is another', async () => {
    const { receipt, events, rule } = await readPublished(fromDump(folder), coins[0] as string);
    expect(verifyReceipt({ ...receipt, people: receipt.people + 1 }, events, rule)).toHaveLength(1);
    expect(receipt.ordinaryWorth).not.toBeNull();
    expect(verifyReceipt({ ...receipt, ordinaryWorth: null }, events, rule)).not.toEqual([]);
    const [term, ...terms] = receipt.terms as [(typeof receipt.terms)[number]];
    expect(verifyReceipt({ ...receipt, terms: [{ ...term, points: term.points + 1e-9 }, ...terms] }, events, rule)).toHaveLength(
      1,
    );
    const other = { ...rule, scorer: { ...rule.scorer, rule: { ...rule.scorer.rule, target: 151 } } };
    expect(verifyReceipt(receipt, events, other)).not.toEqual([]);
  });

  it('name nobody who was left out or belongs to a circle', async () => {
    const rows = await admin`select person, score, circle from public.viral_receipt_events`;
    const low = rows.filter(({ score, circle }) => circle !== 0 || (score !== null && score < 0.5));
    expect(low.length).toBeGreaterThan(50);
    for (const { person } of low) expect(person).toMatch(/^0x[0-9a-f]{32}$/);
    // The same person has another hash on each receipt.
    const circle = rows.filter(row => row.circle !== 0).map(row => row.person);
    if (circle.length > 0) expect(new Set(circle).size).toBeGreaterThan(CIRCLE.people);
  });

  it('are told equal or different by the command', async () => {
    const [id] = coins as [string];
    const run = (dump: string) =>
      new Promise<{ code: number; out: string }>(resolve =>
        execFile(process.execPath, ['local/receipts/verify.ts', id, '--dump', dump], (error, out) =>
          resolve({ code: error ? Number(error.code) : 0, out }),
        ),
      );
    expect(await run(folder)).toMatchObject({ code: 0, out: expect.stringMatching(/^equal: /) });
    const file = join(folder, 'viral_receipt_events.json');
    const rows = JSON.parse(await readFile(file, 'utf8')) as { performance_id: string; at: string; place: number }[];
    const flipped = rows.map(row => (row.performance_id === id && row.place === 3 ? { ...row, kind: -1 } : row));
    await writeFile(file, JSON.stringify(flipped));
    expect(await run(folder)).toMatchObject({ code: 1, out: expect.stringMatching(/^different:/) });
  });
});
