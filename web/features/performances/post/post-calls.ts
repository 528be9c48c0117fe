import * as z from 'zod/mini';
import { ATTESTATION_IN_FORCE } from '../../../../shared/performances/attestation.ts';
import { KINDS } from '../../../../shared/performances/schema.ts';
import { callApi } from '../../../lib/api.ts';
import { castTextOf, type PostWords } from './post-words.ts';

const named = z.object({ id: z.string() });
const draft = z.object({ id: z.string(), on_stage: z.boolean() });

function wordsOf({ title, kind, ink, language }: PostWords, remixOf: string | null) {
  return { title, kind, ink, language: language || null, remix_of: remixOf, attested: ATTESTATION_IN_FORCE };
}

/** Keeps the take on the server until its cast arrives, and says whether it is on stage already. @throws ApiError */
export function saveDraft(
  id: string,
  words: PostWords,
  files: { mediaId: string; posterId: string | null },
  remixOf: string | null,
) {
  const body = {
    id,
    media_id: files.mediaId,
    poster_id: files.posterId,
    ...wordsOf(words, remixOf),
    cast_text: castTextOf(words),
  };
  return callApi('api/performances', { method: 'POST', body, schema: draft });
}

/** Says which cast a take became, should its webhook be late. */
export function noteCast(id: string, hash: string) {
  return callApi(`api/performances/${id}/cast`, { method: 'POST', body: { hash }, schema: z.object({ found: z.boolean() }) });
}

const seen = z.object({ title: z.nullable(z.string()), kind: z.enum(KINDS), has_media: z.boolean() });

/** What a cast of one's own would be as a take. @throws ApiError 403 for somebody else's */
export function lookAtCast(hash: string, signal: AbortSignal) {
  return callApi(`api/performances/from-cast/${encodeURIComponent(hash)}`, { schema: seen, signal });
}

/** Makes a take of a cast of one's own. @throws ApiError */
export function adoptCast(hash: string, words: PostWords) {
  return callApi('api/performances/from-cast', {
    method: 'POST',
    body: { cast_hash: hash, ...wordsOf(words, null) },
    schema: named,
  });
}

/** Changes the words of one's own take. @throws ApiError */
export function changeTake(id: string, change: { title: string; kind: string; ink: string; language: string | null }) {
  return callApi(`api/performances/${id}`, { method: 'PATCH', body: change, schema: named });
}

/** Takes one's own take down, for good. @throws ApiError */
export function removeTake(id: string) {
  return callApi(`api/performances/${id}`, { method: 'DELETE', schema: z.object({ removed: z.string() }) });
}
