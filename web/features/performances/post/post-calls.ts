import * as z from 'zod/mini';
import { ATTESTATION_IN_FORCE } from '../../../../shared/performances/attestation.ts';
import { callApi } from '../../../lib/api.ts';
import type { PostWords } from './post-words.ts';

const named = z.object({ id: z.string() });

function wordsOf({ title, kind, ink, language }: PostWords, remixOf: string | null) {
  return { title, kind, ink, language: language || null, remix_of: remixOf, attested: ATTESTATION_IN_FORCE };
}

/** Keeps the take on the server until its cast arrives. @throws ApiError */
export function saveDraft(
  id: string,
  words: PostWords,
  files: { mediaId: string; posterId: string | null },
  remixOf: string | null,
) {
  const body = { id, media_id: files.mediaId, poster_id: files.posterId, ...wordsOf(words, remixOf) };
  return callApi('api/performances', { method: 'POST', body, schema: named });
}

/** Says which cast a take became, should its webhook be late. */
export function noteCast(id: string, hash: string) {
  return callApi(`api/performances/${id}/cast`, { method: 'POST', body: { hash }, schema: z.object({ found: z.boolean() }) });
}
