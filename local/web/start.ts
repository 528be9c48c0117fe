import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { makeEdgeHandler } from '../../web/edge/handler.ts';
import { type LocalConfig, urlOf } from '../config.ts';
import { listen } from '../listen.ts';
import type { Part } from '../part.ts';
import { type PoseModel, readPoseModel } from '../pose-model/read-pose-model.ts';
import { buildWeb } from './build.ts';

type WebOptions = { publishableKey: string; ethUsdFeed: string };

/** Where the model for bodies lies beside the pages. */
const MODEL = '/models/pose.task';

/** The values that a deployment would set for its build, pointing at this world. */
function buildEnv(
  config: LocalConfig,
  { publishableKey, ethUsdFeed }: WebOptions,
  model: PoseModel | null,
): Record<string, string> {
  return {
    VITE_SUPABASE_URL: urlOf(config, 'gateway'),
    VITE_SUPABASE_PUBLISHABLE_KEY: publishableKey,
    VITE_QUICK_AUTH_ORIGIN: urlOf(config, 'quickAuth'),
    VITE_BASE_RPC_URL: urlOf(config, 'chain'),
    VITE_APP_URL: urlOf(config, 'web'),
    VITE_IPFS_GATEWAY_URLS: urlOf(config, 'ipfs'),
    VITE_ETH_USD_FEED_ADDRESS: ethUsdFeed,
    ...(model && { VITE_POSE_MODEL_URL: `${urlOf(config, 'web')}${MODEL}`, VITE_POSE_MODEL_HASH: model.sha256 }),
  };
}

/** Serves the built mini-app as a web host would: the edge handler first (pages, manifest), then files. */
export async function startWeb(config: LocalConfig, options: WebOptions): Promise<Part> {
  const model = await readPoseModel();
  const folder = await buildWeb(config.cacheDir, buildEnv(config, options, model));
  const shell = await readFile(join(folder, 'index.html'), 'utf8');
  const edge = makeEdgeHandler({
    appUrl: urlOf(config, 'web'),
    supabaseUrl: urlOf(config, 'gateway'),
    loadShell: async () => shell,
    frameAncestors: [urlOf(config, 'client')],
  });
  const app = new Hono();
  // As web hosts do: a slow line would wait three times as long here.
  app.use(compress());
  if (model) app.get(MODEL, context => context.body(new Uint8Array(model.bytes)));
  app.use(async (context, next) => (await edge(context.req.raw)) ?? next());
  app.use('*', serveStatic({ root: folder }));
  const stop = await listen({ part: 'the mini-app', host: config.host, port: config.ports.web }, request => app.fetch(request));
  return { name: 'mini-app', stop };
}
