import type { Purpose } from '../media/schema.ts';
import type { Cast, Ink, Kind } from './schema.ts';

/** A file that may be posted, as far as a performance needs it. */
export type PostedFile = { cid: string; mime: string; durationMs: number | null; purpose: Purpose };

/** A take before its cast. Every null URL is a file that it does not have. */
export type Draft = {
  id: string;
  userId: string;
  title: string;
  posterLines: string[];
  kind: Kind;
  ink: Ink;
  language: string | null;
  remixOf: string | null;
  mediaId: string | null;
  posterId: string | null;
  audioUrl: string | null;
  videoUrl: string | null;
  posterUrl: string | null;
  durationMs: number | null;
  /** What its cast is to say; empty where there is one already. */
  castText: string;
};

export type PostPorts = {
  /** One's own file, once it was checked and pinned; 'waiting' before, 'failed' when it was refused. */
  findFile: (id: string, userId: string) => Promise<PostedFile | 'waiting' | 'failed' | null>;
  /** Whether a take may be what another remixes: it is on stage, and is or remixes, over however many others, not that very one. */
  mayRemix: (originalId: string, takeId: string) => Promise<boolean>;
  /**
   * Makes the draft or changes it, with the attestation, in one transaction, and says where the take stands then; what is cast or
   * taken down stays as it is. Null when the id is somebody else's.
   */
  saveDraft: (draft: Draft, attested: string) => Promise<'draft' | 'live' | 'hidden' | null>;
  /** Changes words of one's own take. */
  change: (
    id: string,
    userId: string,
    change: Partial<Pick<Draft, 'title' | 'posterLines' | 'kind' | 'ink' | 'language' | 'remixOf'>>,
  ) => Promise<boolean>;
  /** Hides one's own take for good, and holds a coin that is not on its way. */
  remove: (id: string, userId: string) => Promise<boolean>;
  /** A cast as Farcaster says it now; null when there is none. @throws AppError 503 */
  readCast: (hash: string) => Promise<Cast | null>;
  /** Records a cast, as its webhook would. */
  record: (cast: Cast) => Promise<unknown>;
};
