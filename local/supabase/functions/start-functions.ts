import { watch } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { bind, close } from '../../bind.ts';
import { type LocalConfig, urlOf } from '../../config.ts';
import type { Part } from '../../part.ts';
import { bearerOf, sendJson } from '../http.ts';
import { readProjectConfig } from '../project-config.ts';
import type { Tokens } from '../tokens.ts';
import { answer, callFunction } from './call-function.ts';
import type { CallStats } from './call-stats.ts';
import { ROOT } from './deno.ts';
import { BAD_TOKEN, HOST_LIMITS, type Limits, NO_TOKEN, NOT_FOUND } from './limits.ts';
import { openFunctionLog } from './log.ts';
import { openPidFile } from './pids.ts';
import { makePool } from './pool.ts';

export type FunctionsPart = Part & {
  /** Answers a call; `path` is `/<name>…` without the gateway's prefix. */
  handle: (req: IncomingMessage, res: ServerResponse, path: string) => Promise<void>;
  /** Starts a function's worker before its first call. */
  warm: (name: string) => Promise<void>;
  /** Calls, CPU per call in ms and ended calls of each function since the start. */
  callStats: () => Record<string, CallStats>;
};

export type FunctionsOptions = {
  /** Folder with one folder a function. Default: supabase/functions. */
  folder?: string;
  /** Default: supabase/config.toml. */
  configFile?: string;
  limits?: Partial<Limits>;
  /** Checks the tokens of functions that want one. Without it such functions refuse every call. */
  tokens?: Tokens;
  /** Folders whose changes make the next call use new workers. Default: none. */
  watch?: string[];
  /** Gets each error line of a function. Default: this process's stderr. */
  echo?: (line: string) => void;
};

const NAME = /^\/([A-Za-z0-9][A-Za-z0-9_-]*)(?=[/?]|$)/;

/**
 * Runs edge functions as the host does: each in a Deno process of its own, started at its first call and held to the host's limits.
 * Also listens on the functions port: `/<name>` calls a function without the gateway, `/_stats` gives `callStats()`.
 * @param env the project's secrets: all that functions see of the environment, beside what the host sets
 */
export async function startFunctions(
  config: LocalConfig,
  env: Record<string, string>,
  options: FunctionsOptions = {},
): Promise<FunctionsPart> {
  const limits = { ...HOST_LIMITS, ...options.limits };
  const log = openFunctionLog(config.dataDir, options.echo ?? (line => console.error(line)));
  const pool = makePool({
    folder: options.folder ?? join(ROOT, 'supabase', 'functions'),
    dataDir: config.dataDir,
    env: { SUPABASE_URL: urlOf(config, 'gateway'), SB_REGION: 'local', ...env },
    limits,
    log,
    pids: openPidFile(config.dataDir),
  });
  const { openFunctions } = readProjectConfig(options.configFile ?? join(ROOT, 'supabase', 'config.toml'));

  const handle = async (req: IncomingMessage, res: ServerResponse, path: string) => {
    const name = NAME.exec(path)?.[1];
    if (name === undefined || !pool.exists(name)) return answer(res, NOT_FOUND);
    if (!openFunctions.has(name) && req.method !== 'OPTIONS') {
      const token = bearerOf(req);
      if (token === '') return answer(res, NO_TOKEN);
      if (!(await options.tokens?.claimsOf(token))) return answer(res, BAD_TOKEN);
    }
    await callFunction(pool, limits, name, path, req, res);
  };

  const server = createServer((req, res) => {
    const path = req.url ?? '/';
    if (path === '/_stats') return sendJson(res, 200, pool.stats());
    handle(req, res, path).catch(() => res.destroy());
  });
  await bind(server, config.ports.functions, config.host, 'Functions');
  const watchers = (options.watch ?? []).map(folder => watch(folder, { recursive: true }, () => pool.retireAll()));
  return {
    name: 'functions',
    handle,
    warm: async name => {
      await pool.workerOf(name);
    },
    callStats: pool.stats,
    stop: async () => {
      for (const watcher of watchers) watcher.close();
      await close(server);
      await pool.stop();
      await log.close();
    },
  };
}
