import { expect, it } from 'vitest';
import { type UnixMs, unixMs } from '../kernel/units.ts';
import type { NoticePorts } from './ports.ts';
import type { NoticeKind, WaitingNotice } from './schema.ts';
import { sendNotices } from './send-notices.ts';

const START = Date.UTC(2026, 10, 14, 12);
/** What a request to a host takes, and how long a host shows nothing more once it heard. */
const ON_THE_WAY_MS = 200;
const HOST_SPACING_MS = 30_000;

const noticeOf = (kind: NoticeKind): WaitingNotice => ({
  id: kind,
  kind,
  subjectId: kind,
  title: 'Night bus home',
  ticker: null,
  holders: null,
  createdAt: unixMs(START),
  pushId: null,
});

/** A person for whom two kinds wait, and a host that counts from when it hears. */
function openWorld() {
  let now = START;
  let waiting = [noticeOf('crossed'), noticeOf('bought')];
  const sentAt: UnixMs[] = [];
  const shownAt: number[] = [];
  let asked = 0;
  const ports: NoticePorts = {
    now: () => unixMs(now),
    store: {
      recipient: async () => ({
        userId: 'nia',
        tokens: [{ fid: 1, appFid: 9152, url: 'https://client.example', token: 't' }],
        waiting,
        quiet: { timeZone: null, on: false, from: 0, until: 0 },
        sentAt,
      }),
      claim: async () => {},
      settle: async ({ noticeIds, deliveredAt }) => {
        if (deliveredAt === null) return;
        sentAt.push(deliveredAt);
        waiting = waiting.filter(({ id }) => !noticeIds.includes(id));
      },
    },
    send: async () => {
      asked += 1;
      now += ON_THE_WAY_MS;
      const limited = now - (shownAt.at(-1) ?? 0) < HOST_SPACING_MS;
      if (!limited) shownAt.push(now);
      now += ON_THE_WAY_MS;
      return { delivered: limited ? [] : ['t'], invalid: [], limited: limited ? ['t'] : [] };
    },
  };
  const run = () => sendNotices(ports, { appUrl: 'https://app.example', consentHours: 24 }, 'nia');
  const waitUntil = (at: number) => {
    now = at;
  };
  return { run, waitUntil, asked: () => asked };
}

it('comes again when a host takes the next one, which counts from when it heard, not from when we spoke', async () => {
  const { run, waitUntil, asked } = openWorld();
  const first = await run();
  expect(first).toEqual({ againAt: START + 2 * ON_THE_WAY_MS + HOST_SPACING_MS });
  waitUntil((first as { againAt: number }).againAt);
  expect(await run()).toBe('done');
  expect(asked()).toBe(2);
});
