import { describe, expect, it } from 'vitest';
import { parseCasts, parseWebhook } from './neynar-webhook.ts';

const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const HASH = `0x${'Ab'.repeat(20)}`;
const PARENT = `0x${'CD'.repeat(20)}`;
const at = '2026-01-02T03:04:05.678Z';
const user = {
  object: 'user_dehydrated',
  fid: 9,
  username: 'jonas',
  display_name: 'Jonas',
  pfp_url: 'https://img.example/9.png',
  score: 0.8,
};
const reaction = {
  object: 'reaction',
  event_timestamp: at,
  timestamp: at,
  reaction_type: 1,
  user,
  cast: { object: 'cast_dehydrated', hash: HASH, author: user },
};
const cast = { object: 'cast', hash: HASH, author: user, text: 'Blue hour — song', timestamp: at, embeds: [], parent_hash: null };

describe('parseWebhook', () => {
  it('reads likes, recasts and their removal', () => {
    expect(parseWebhook(bytes({ created_at: 1, type: 'reaction.created', data: reaction }))).toEqual({
      type: 'reaction',
      event: {
        action: 'created',
        signal: 'like',
        fid: 9,
        castHash: HASH.toLowerCase(),
        at: Date.parse(at),
        score: 0.8,
        by: { username: 'jonas', displayName: 'Jonas', avatarUrl: 'https://img.example/9.png' },
      },
    });
    expect(parseWebhook(bytes({ type: 'reaction.deleted', data: { ...reaction, reaction_type: 2 } }))).toMatchObject({
      event: { action: 'deleted', signal: 'recast' },
    });
  });

  it('takes the score from wherever Neynar puts it, and none for none', () => {
    const scoreOf = (person: object) => {
      const said = parseWebhook(bytes({ type: 'reaction.created', data: { ...reaction, user: { fid: 9, ...person } } }));
      return said.type === 'reaction' && said.event.score;
    };
    expect(scoreOf({ experimental: { neynar_user_score: 0.4 } })).toBe(0.4);
    expect(scoreOf({ score: 0, experimental: { neynar_user_score: 0.4 } })).toBe(0);
    for (const odd of [{}, { score: null }, { score: 7 }, { score: 'high' }]) expect(scoreOf(odd)).toBeNull();
  });

  it('reads the channel of a cast, by its id or by the url that channels have', () => {
    const channelOf = (said: object) => {
      const parsed = parseWebhook(bytes({ type: 'cast.created', data: { ...cast, ...said } }));
      return parsed.type === 'cast' && parsed.cast.channel;
    };
    expect(channelOf({ channel: { object: 'channel_dehydrated', id: 'music', name: 'Music' } })).toBe('music');
    expect(channelOf({ channel: null, parent_url: 'https://warpcast.com/~/channel/dance' })).toBe('dance');
    for (const none of [
      {},
      { channel: null },
      { parent_url: 'https://x.example/song' },
      { channel: { id: 'No!' } },
      { channel: 7 },
    ])
      expect(channelOf(none)).toBeNull();
  });

  it('reads casts with their media, and answers as replies to their parent', () => {
    const embeds = [
      { url: 'https://v.example/a.mp4', metadata: { content_type: 'Video/MP4', video: { duration_s: 12.5, stream: [] } } },
      { cast_id: { fid: 1, hash: HASH }, cast: {} },
      { url: 'javascript:alert(1)' },
    ];
    expect(parseWebhook(bytes({ type: 'cast.created', data: { ...cast, embeds, parent_hash: PARENT } }))).toMatchObject({
      type: 'cast',
      action: 'created',
      cast: {
        hash: HASH.toLowerCase(),
        embeds: [{ url: 'https://v.example/a.mp4', contentType: 'video/mp4', durationMs: 12_500 }],
        parentHash: PARENT.toLowerCase(),
        channel: null,
      },
      reply: {
        action: 'created',
        signal: 'reply',
        castHash: PARENT.toLowerCase(),
        replyHash: HASH.toLowerCase(),
        fid: 9,
        at: Date.parse(at),
      },
    });
    expect(parseWebhook(bytes({ type: 'cast.created', data: cast }))).toMatchObject({ reply: null });
  });

  it('times a deletion after its cast', () => {
    const later = '2026-01-02T04:00:00.000Z';
    const said = parseWebhook(bytes({ type: 'cast.deleted', data: { ...cast, parent_hash: PARENT, event_timestamp: later } }));
    expect(said).toMatchObject({ action: 'deleted', reply: { action: 'deleted', at: Date.parse(later) } });
  });

  it('leaves other webhooks alone', () => {
    expect(parseWebhook(bytes({ type: 'user.updated', data: 5 }))).toEqual({ type: 'other' });
  });

  it.each<[string, unknown]>([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['no type', { data: reaction }],
    ['no data', { type: 'reaction.created' }],
    ['another reaction', { type: 'reaction.created', data: { ...reaction, reaction_type: 3 } }],
    ['no time', { type: 'reaction.created', data: { ...reaction, event_timestamp: 'soon' } }],
    [
      'a time beyond the calendar',
      { type: 'reaction.created', data: { ...reaction, event_timestamp: '+275000-01-01T00:00:00Z' } },
    ],
    ['a fid that is none', { type: 'reaction.created', data: { ...reaction, user: { fid: -1 } } }],
    ['a hash that is none', { type: 'cast.created', data: { ...cast, hash: '0x12' } }],
  ])('refuses %s', (_, body) => {
    expect(() => parseWebhook(bytes(body))).toThrow(expect.objectContaining({ status: 400, code: 'hooks/malformed' }));
  });
});

describe('parseCasts', () => {
  it('leaves out what it cannot understand, and nothing else', () => {
    const other = `0x${'ef'.repeat(20)}`;
    const list = [cast, null, { ...cast, timestamp: 'yesterday' }, { ...cast, hash: other, text: 'Salt hymn' }];
    expect(parseCasts(list).map(({ hash, text }) => [hash, text])).toEqual([
      [HASH.toLowerCase(), 'Blue hour — song'],
      [other, 'Salt hymn'],
    ]);
  });
});
