import * as z from 'zod/mini';
import { ApiError, unreachable } from './api-error.ts';
import { noteConnection } from './connection.ts';
import { env } from './env.ts';
import { requireSession, sessionStore, settledSession } from './session.ts';

const refusal = z.object({ error: z.object({ code: z.string(), message: z.string(), retryable: z.boolean() }) });

/** The server's words for a session that it no longer accepts. */
const SESSION_OVER = new Set(['session/required', 'identity/session-over']);

export type ApiCall<T> = {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  body?: unknown;
  schema: z.ZodMiniType<T>;
  /** 'required' signs the person in first; 'if-there' is for doors that are open to everybody. */
  auth?: 'required' | 'if-there' | 'none';
  signal?: AbortSignal;
};

/**
 * Calls one of our functions: `path` begins after /functions/v1/, as in `api/launches/…/refuse`.
 * A session that the server no longer accepts is dropped, so that the next act signs in again.
 * @throws ApiError
 */
export async function callApi<T>(path: string, call: ApiCall<T>): Promise<T> {
  const headers: Record<string, string> = { apikey: env().supabaseKey };
  const session = call.auth === 'none' ? null : call.auth === 'if-there' ? await settledSession() : await requireSession();
  if (session) headers.authorization = `Bearer ${session.accessToken}`;
  if (call.body !== undefined) headers['content-type'] = 'application/json';

  const response = await fetch(`${env().supabaseUrl}/functions/v1/${path}`, {
    method: call.method ?? 'GET',
    headers,
    ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
    ...(call.signal && { signal: call.signal }),
  }).catch(cause => {
    if (call.signal?.aborted) throw cause;
    noteConnection({ answering: false });
    throw unreachable(cause);
  });
  if (response.ok) noteConnection({ answering: true });
  const said: unknown = await response.json().catch(() => null);
  if (response.ok) return readAnswer(said, call.schema, response.status);

  const refused = readRefusal(said, response.status);
  if (SESSION_OVER.has(refused.code)) sessionStore.set(null);
  throw refused;
}

/** What a door answered, as `schema` has it. @throws ApiError `network/malformed` */
export function readAnswer<T>(said: unknown, schema: z.ZodMiniType<T>, status: number): T {
  const parsed = schema.safeParse(said);
  if (parsed.success) return parsed.data;
  throw new ApiError('network/malformed', 'The answer made no sense to this version of the app. Reload it, then try again.', {
    status,
    retryable: false,
    cause: parsed.error,
  });
}

/** Why a door said no: its own words, or what its status says. */
export function readRefusal(said: unknown, status: number): ApiError {
  const parsed = refusal.safeParse(said);
  if (parsed.success) {
    const { code, message, retryable } = parsed.data.error;
    return new ApiError(code, message, { status, retryable });
  }
  const retryable = status >= 500 || status === 429;
  return new ApiError('network/refused', retryable ? 'GigaVibe is busy. Try again in a moment.' : 'That was not accepted.', {
    status,
    retryable,
  });
}
