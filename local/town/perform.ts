import { whenFollowed } from '../farcaster/when-followed.ts';
import { type World, WorldError } from '../farcaster/world.ts';
import type { Studio } from './media/studio.ts';
import type { Person } from './people.ts';
import type { Performance } from './plan-take.ts';
import { randomOf } from './random.ts';
import { REPLIES } from './repertoire.ts';
import type { Reaction } from './simulate-cascade.ts';
import { stableHash } from './stable-id.ts';

export type StageOptions = {
  world: World;
  studio: Studio;
  people: readonly Person[];
  /** Stores a file and returns its CID. */
  pin: (bytes: Uint8Array) => Promise<string>;
  gatewayUrl: string;
  appUrl: string;
};

const FOLLOWED_WITHIN_MS = 5_000;

/** What the town does on Farcaster: casting takes with their media, and reacting to them. */
export function createStage({ world, studio, people, pin, gatewayUrl, appUrl }: StageOptions) {
  const embedsOf = async ({ key, id, ink, text }: Performance) => {
    const { song, songSeconds, poster, posterSize, film } = await studio.make(key, ink, { dance: text.endsWith('— dance') });
    const [songCid, posterCid] = [await pin(song), await pin(poster)];
    const filmed = film && {
      url: `${gatewayUrl}/ipfs/${await pin(film)}`,
      metadata: { content_type: 'video/mp4', content_length: film.length },
    };
    return [
      { url: `${appUrl}/p/${id}` },
      ...(filmed ? [filmed] : []),
      {
        url: `${gatewayUrl}/ipfs/${songCid}`,
        metadata: {
          content_type: 'audio/wav',
          content_length: song.length,
          video: { duration_s: Math.round(songSeconds * 100) / 100, stream: [{ codec_name: 'pcm_s16le' }] },
        },
      },
      {
        url: `${gatewayUrl}/ipfs/${posterCid}`,
        metadata: {
          content_type: 'image/png',
          content_length: poster.length,
          image: { width_px: posterSize.width, height_px: posterSize.height },
        },
      },
    ];
  };

  /** Casts a take, unless it is there; `at` in Unix milliseconds. */
  const publish = async (performance: Performance, at: number): Promise<void> => {
    const { fid, text, castHash } = performance;
    if (await world.knows({ castHash })) return;
    await world.publishCast({ fid, text, embeds: await embedsOf(performance), at, hash: castHash });
  };

  /** Resolves when the app hears of what is done to a take; a performer's first take has people see it a moment later. */
  const heard = ({ fid }: Performance): Promise<void> => whenFollowed(world, fid, FOLLOWED_WITHIN_MS);

  /** Lets a person react, unless they have; `at` in Unix milliseconds. */
  const react = async ({ castHash, key }: Performance, { kind, person, t, undo }: Reaction, at: number): Promise<void> => {
    const fid = people[person]?.fid;
    if (fid === undefined) return;
    if (undo && kind !== 'reply') {
      if (await world.knows({ castHash, fid, kind })) await world.unreact({ fid, castHash, kind, at });
      return;
    }
    if (kind !== 'reply') {
      if (!(await world.knows({ castHash, fid, kind }))) await world.react({ fid, castHash, kind, at });
      return;
    }
    const name = `reply ${person} to ${key} at ${t}`;
    const hash = stableHash(`${castHash} ${name}`);
    if (await world.knows({ castHash: hash })) return;
    await world.publishCast({ fid, text: randomOf(name).pick(REPLIES), parent: castHash, at, hash });
  };

  /** The performer takes a cast down; `at` in Unix milliseconds. The network takes the same word twice. */
  const takeDown = async ({ castHash }: Performance, at: number): Promise<void> => {
    await world.deleteCast({ castHash, at }).catch(error => {
      if (!(error instanceof WorldError)) throw error;
    });
  };

  return { publish, heard, react, takeDown };
}

export type Stage = ReturnType<typeof createStage>;
