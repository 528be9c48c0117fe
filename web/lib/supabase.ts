import { PostgrestClient } from '@supabase/postgrest-js';
import * as z from 'zod/mini';
import { ApiError, unreachable } from './api-error.ts';
import { noteConnection } from './connection.ts';
import { env } from './env.ts';
import { settledSession } from './session.ts';

let client: PostgrestClient | undefined;

/**
 * The database's API under the rights of whoever is signed in, else of a visitor, unless a question says whose. It is supabase-js's own query builder
 * without the parts that this app never calls (auth, storage), which would more than double its weight.
 */
export function supabase(): PostgrestClient {
  client ??= new PostgrestClient(`${env().supabaseUrl}/rest/v1`, {
    // The query cache asks again already: both together would keep a person waiting for half a minute before a word.
    retry: false,
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('apikey', env().supabaseKey);
      if (!headers.has('authorization'))
        headers.set('authorization', `Bearer ${(await settledSession())?.accessToken ?? env().supabaseKey}`);
      return fetch(input, { ...init, headers });
    },
  });
  return client;
}

type Answer = { data: unknown; error: { message: string; code: string } | null; status: number };

/**
 * The rows of a query, checked and turned into the app's own form by `schema`.
 * @throws ApiError
 */
export async function rows<T>(query: PromiseLike<Answer>, schema: z.ZodMiniType<T>): Promise<T[]> {
  return parse(await settled(query), z.array(schema));
}

/** What the database gives at once: `max_rows` in supabase/config.toml. */
const PAGE = 1000;

/**
 * All rows of a query, however many there are: page after page, until `most` or more are there. `page` asks for rows `from` to `to` in an order in which
 * what comes meanwhile is last. @throws ApiError
 */
export async function allRows<T>(
  page: (from: number, to: number) => PromiseLike<Answer>,
  schema: z.ZodMiniType<T>,
  most = Number.POSITIVE_INFINITY,
): Promise<T[]> {
  const found: T[] = [];
  for (;;) {
    const some = await rows(page(found.length, found.length + PAGE - 1), schema);
    found.push(...some);
    if (some.length < PAGE || found.length >= most) return found;
  }
}

/**
 * The one row of a query that ends in `.maybeSingle()`, or null.
 * @throws ApiError
 */
export async function row<T>(query: PromiseLike<Answer>, schema: z.ZodMiniType<T>): Promise<T | null> {
  return parse(await settled(query), z.nullable(schema));
}

/**
 * A write without an answer.
 * @throws ApiError
 */
export async function written(query: PromiseLike<Answer>): Promise<void> {
  await settled(query);
}

/** Writes a row that may be there already, by another device or a moment ago: twice is once. */
export async function writtenOnce(query: PromiseLike<Answer>): Promise<void> {
  await written(query).catch(error => {
    if (!(error instanceof ApiError && error.code === 'database/23505')) throw error;
  });
}

async function settled(query: PromiseLike<Answer>): Promise<Answer> {
  const answer = await query;
  noteAnswer(answer);
  if (!answer.error) return answer;
  if (answer.status === 0) throw unreachable(answer.error);
  throw new ApiError(`database/${answer.error.code || answer.status}`, 'GigaVibe could not read this. Try again in a moment.', {
    status: answer.status,
    retryable: answer.status >= 500 || answer.status === 429,
    cause: answer.error,
  });
}

/** Whether we answer at all. A question that was taken back, or whose answer is ours to mend, says nothing about that. */
function noteAnswer({ error, status }: Answer): void {
  if (error && status === 0 && /abort/i.test(error.message)) return;
  noteConnection({ answering: !(status === 0 || status === 502 || status === 503 || status === 504) });
}

function parse<T>(answer: Answer, schema: z.ZodMiniType<T>): T {
  const parsed = schema.safeParse(answer.data);
  if (parsed.success) return parsed.data;
  throw new ApiError('database/malformed', 'The answer made no sense to this version of the app. Reload it, then try again.', {
    status: answer.status,
    retryable: false,
    cause: parsed.error,
  });
}
