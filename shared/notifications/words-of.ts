import type { HostNotification, NoticeKind, WaitingNotice } from './schema.ts';

const LONGEST_BODY = 128;

type Words = {
  title: string;
  body: (takes: string, notice: WaitingNotice, several: boolean) => string;
  path: (first: WaitingNotice) => string;
};

const WORDS: Record<NoticeKind, { one: string; several: string } & Omit<Words, 'title'>> = {
  crossed: {
    one: 'Your take crossed the line',
    several: 'Your takes crossed the line',
    body: (takes, _, several) =>
      `${takes} can become ${several ? 'coins' : 'a coin'}. You have 24 h to decide. Silence means no coin.`,
    path: () => '/stage',
  },
  announced: {
    one: 'Your coin is announced',
    several: 'Your coins are announced',
    body: (takes, { ticker }, several) =>
      `${takes}${several || !ticker ? '' : ` ($${ticker})`} opens in a few minutes. You need not do anything.`,
    path: first => `/p/${first.subjectId}`,
  },
  open: {
    one: 'Your coin is open',
    several: 'Your coins are open',
    body: (takes, { ticker }, several) =>
      `${takes}${several || !ticker ? '' : ` ($${ticker})`} can be bought now. Coins can fall to zero.`,
    path: first => `/p/${first.subjectId}`,
  },
  asked: {
    one: 'You are asked to share',
    several: 'You are asked to share',
    body: (takes, _, several) =>
      `A part of what ${several ? 'the coins' : 'the coin'} of ${takes} earns can be yours. Accept it on your stage.`,
    path: () => '/stage',
  },
  landed: {
    one: 'Your trade landed',
    several: 'Your trades landed',
    body: (takes, { ticker }, several) =>
      `Your ${several ? 'trades' : 'trade'} of ${takes}${several || !ticker ? '' : ` ($${ticker})`} landed on Base. Your inbox says how much.`,
    path: first => `/p/${first.subjectId}`,
  },
  failed: {
    one: 'Your trade did not go through',
    several: 'Your trades did not go through',
    body: (takes, { ticker }, several) =>
      `Base turned your ${several ? 'trades' : 'trade'} of ${takes}${several || !ticker ? '' : ` ($${ticker})`} down. Nothing but network fees was spent.`,
    path: first => `/p/${first.subjectId}`,
  },
  launching: {
    one: 'A take you watch launches',
    several: 'Takes you watch launch',
    body: (takes, { ticker }, several) =>
      `${takes}${several || !ticker ? '' : ` ($${ticker})`} ${several ? 'become coins' : 'becomes a coin'}. You asked to be told. Coins can fall to zero.`,
    path: first => `/p/${first.subjectId}`,
  },
  answered: {
    one: 'Your chain goes on',
    several: 'Your chains go on',
    body: (chains, _, several) => `${chains} ${several ? 'were' : 'was'} answered. See what came after your move.`,
    path: first => `/chains/${first.subjectId}`,
  },
  holders: {
    one: 'Your coin has new holders',
    several: 'Your coins have new holders',
    body: (takes, { holders, ticker }, several) =>
      several
        ? `${takes} reached milestones. See how many hold each.`
        : `${takes}${ticker ? ` ($${ticker})` : ''} has ${holders?.toLocaleString('en-US') ?? 'more'} holders.`,
    path: first => `/p/${first.subjectId}`,
  },
  bought: {
    one: 'Your coin was bought',
    several: 'Your coins were bought',
    body: (takes, { ticker }, several) =>
      `People bought ${takes}${several || !ticker ? '' : ` ($${ticker})`}. Your inbox says how many.`,
    path: first => `/p/${first.subjectId}`,
  },
};

/** One host notification for notices of one kind, the oldest first. Titles are cut so that the sentence stays whole. */
export function wordsOf(notices: readonly [WaitingNotice, ...WaitingNotice[]], id: string, appUrl: string): HostNotification {
  const [first, ...others] = notices;
  const several = others.length > 0;
  const { one, several: many, body, path } = WORDS[first.kind];
  const more = several ? ` and ${others.length} ${others.length === 1 ? 'other' : 'others'}` : '';
  const room = LONGEST_BODY - body(more, first, several).length;
  return {
    id: `${first.kind}:${id}`,
    title: several ? many : one,
    body: body(`${shorten(first.title, room)}${more}`, first, several),
    targetUrl: `${appUrl}${path(first)}`,
  };
}

/** By whole characters, so that no half of a sign is left. */
function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (kept.length + segment.length > longest - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
