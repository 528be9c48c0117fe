import { App } from '@supabase/lite';
import { createPostgresConnection } from '@supabase/lite/postgres';
import type { Part } from '../part.ts';
import type { LocalKeys } from './keys.ts';
import { passRefusals } from './pass-refusals.ts';
import type { ProjectConfig } from './project-config.ts';
import { quietRefusals } from './quiet-refusals.ts';
import { shortenContext } from './shorten-context.ts';
import type { Tokens } from './tokens.ts';

export type RestPart = Part & {
  /** Answers a request to /rest/v1 or /auth/v1 whose tokens are internal ones. */
  fetch: (request: Request) => Promise<Response>;
  /** Forgets what was read of the schema; call it after migrations. */
  reloadSchema: () => Promise<void>;
};

/** `timestamptz` as PostgREST writes it: with a T and minutes in the offset. */
const isoTimestamp = (text: string) => text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00');

/** Types whose text form differs from PostgREST's. Numbers beyond 2^53 lose digits, there as here: select them as text. */
const TYPES = {
  numeric: { to: 1700, from: [1700], serialize: String, parse: Number },
  bigint: { to: 20, from: [20], serialize: String, parse: Number },
  timestamp: { to: 1114, from: [1114], serialize: (value: string) => value, parse: (text: string) => text.replace(' ', 'T') },
  timestamptz: { to: 1184, from: [1184], serialize: (value: string) => value, parse: isoTimestamp },
};

/**
 * Starts the REST and Auth servers in this process, over @supabase/lite. They listen nowhere: the gateway calls `fetch`.
 * @param project schemas and row limit; default: the CLI's
 */
export async function startRest(
  url: string,
  keys: LocalKeys,
  tokens: Tokens,
  project: Pick<ProjectConfig, 'schemas' | 'maxRows'> = { schemas: ['public'], maxRows: 1000 },
): Promise<RestPart> {
  process.env.LITE_TELEMETRY = '0';
  const connection = createPostgresConnection({ url, postgresOptions: { max: 10, onnotice: () => {}, types: TYPES } });
  // On its first request lite grants every table to the API's roles, which would undo the migrations' REVOKEs. It skips that once
  // it believes to have done it. The field is private: a test holds that REVOKEs stand.
  (connection as unknown as { rlsState: string }).rlsState = 'active';
  shortenContext(connection);
  passRefusals(connection);
  const app = new App({
    connection,
    auth: {
      enabled: true,
      jwt_secret: keys.jwtSecret,
      publishable_key: keys.publishableKey,
      secret_key: keys.secretKey,
      email: { enable_confirmations: false },
    },
    api: { aggregates_enabled: true, schemas: project.schemas, max_rows: project.maxRows },
    options: {
      server: {
        disableStudio: true,
        apiKeys: {
          resolver: async key => {
            const claims = await tokens.claimsOf(key);
            return claims && { type: claims.role === 'service_role' ? 'secret' : 'publishable', claims };
          },
        },
      },
    },
  });
  const quiet = quietRefusals();
  return {
    name: 'rest',
    fetch: async request => quiet.run(() => app.fetch(request)),
    reloadSchema: async () => {
      await connection.clearSchemaCache();
    },
    stop: async () => {
      await connection.close();
      quiet.stop();
    },
  };
}
