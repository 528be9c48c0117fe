import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { urlOf } from '../../config.ts';
import { startGateway } from '../gateway.ts';
import { ANA, type TestWorld, testWorld } from '../testing/world.ts';
import { makeTokens } from '../tokens.ts';
import type { Limits } from './limits.ts';
import { type FunctionsPart, startFunctions } from './start-functions.ts';

const WORKER_LIMIT = {
  code: 'WORKER_LIMIT',
  message: 'Function failed due to not having enough compute resources (please check logs)',
};

/** `/x/ok` answers at once in each of them, to show that a fresh worker serves after one was ended. */
const SOURCES = {
  'echo/index.ts': `Deno.serve(async req => Response.json({
    method: req.method, path: new URL(req.url).pathname, body: await req.text(),
    forwardedFor: req.headers.get('x-forwarded-for'), signature: req.headers.get('x-neynar-signature'),
  }, { status: 201, headers: { 'x-own': 'yes' } }));`,
  'exported/index.ts': `export default { fetch: () => new Response('exported') };`,
  'env/index.ts': `Deno.serve(() => Response.json(Deno.env.toObject()));`,
  'busy/index.ts': `Deno.serve(req => { if (req.url.endsWith('/ok')) return new Response('ok'); while (true); });`,
  'restless/index.ts': `Deno.serve(async req => {
    if (req.url.endsWith('/ok')) return new Response('ok');
    for (;;) {
      const until = performance.now() + 20;
      while (performance.now() < until);
      await new Promise(resolve => setTimeout(resolve, 1));
    }
  });`,
  'hungry/index.ts': `const kept = [];
  Deno.serve(async req => {
    if (req.url.endsWith('/ok')) return new Response('ok');
    for (;;) {
      kept.push(req.url.endsWith('/bytes') ? new Uint8Array(4e6).fill(1) : Array.from({ length: 1e5 }, (_, i) => ({ i })));
      await new Promise(resolve => setTimeout(resolve, 1));
    }
  });`,
  'slow/index.ts': `Deno.serve(req => req.url.endsWith('/ok') ? new Response('ok') : new Promise(() => {}));`,
  'broken/index.ts': `throw new Error('at the start');`,
  'dying/index.ts': `Deno.serve(() => { setTimeout(() => { throw new Error('later'); }); return new Promise(() => {}); });`,
  'locked/index.ts': `Deno.serve(() => {
    const attempt = work => { try { work(); return 'allowed'; } catch (error) { return error.name; } };
    return Response.json({
      write: attempt(() => Deno.writeTextFileSync('/tmp/written', '')),
      run: attempt(() => new Deno.Command('/bin/ls').outputSync()),
      read: attempt(() => Deno.readTextFileSync('/etc/passwd')),
      keys: attempt(() => Deno.readTextFileSync(new URL('../../keys.json', import.meta.url))),
    });
  });`,
  'counting/index.ts': `let calls = 0; Deno.serve(() => new Response(String(++calls)));`,
  'guarded/index.ts': `Deno.serve(() => new Response('in'));`,
  '_shared/index.ts': `Deno.serve(() => new Response('never'));`,
};
const CONFIG = Object.keys(SOURCES)
  .map(path => path.split('/')[0])
  .filter(name => name !== 'guarded')
  .map(name => `[functions.${name}]\nverify_jwt = false\n`)
  .join('\n');

let world: TestWorld;
let functions: FunctionsPart;
const errors: string[] = [];

beforeAll(async () => {
  world = testWorld(26130);
  const { config, keys } = world;
  const tokens = makeTokens(config, keys);
  functions = world.keep(
    await startFunctions(
      config,
      { MY_SECRET: 'a secret' },
      {
        folder: world.files('functions', SOURCES),
        configFile: join(world.files('.', { 'config.toml': CONFIG }), 'config.toml'),
        limits: { cpuMs: 500 },
        tokens,
        echo: line => errors.push(line),
      },
    ),
  );
  world.keep(await startGateway(config, keys, tokens, { functions }));
});
afterAll(() => world.close());

const call = (path: string, init: RequestInit = {}) => fetch(`${urlOf(world.config, 'gateway')}/functions/v1/${path}`, init);
const answerOf = async (path: string, init?: RequestInit) => {
  const response = await call(path, init);
  return [response.status, await response.json()];
};

test('A call arrives as on the host: path without the prefix, body and headers as sent; the response comes back as given', async () => {
  const response = await call('echo/deep?x=1', {
    method: 'PUT',
    body: 'héllo',
    headers: { 'x-neynar-signature': 'abc', 'x-forwarded-for': '1.2.3.4' },
  });
  expect([response.status, response.headers.get('x-own')]).toEqual([201, 'yes']);
  expect(await response.json()).toEqual({
    method: 'PUT',
    path: '/echo/deep',
    body: 'héllo',
    signature: 'abc',
    forwardedFor: expect.stringMatching(/^1\.2\.3\.4, .*127\.0\.0\.1$/),
  });
  expect(await (await call('exported')).text()).toBe('exported');
});

test('What is no function is a 404, also what functions share', async () => {
  const notFound = [404, { code: 'NOT_FOUND', message: 'Requested function was not found' }];
  expect(await answerOf('nothing')).toEqual(notFound);
  expect(await answerOf('_shared')).toEqual(notFound);
  expect(await answerOf('..%2fecho')).toEqual(notFound);
});

test('A function sees the secrets it was given, and nothing else of this machine', async () => {
  process.env.ONLY_OF_THIS_MACHINE = 'x';
  const env = (await (await call('env')).json()) as Record<string, string>;
  delete process.env.ONLY_OF_THIS_MACHINE;
  expect(env).toMatchObject({ MY_SECRET: 'a secret', SUPABASE_URL: urlOf(world.config, 'gateway') });
  expect(Object.keys(env).filter(name => !/^(DENO_|NO_COLOR$|PATH$|SB_|SUPABASE_URL$)/.test(name))).toEqual(['MY_SECRET']);
});

test('A function neither writes files nor runs programs nor reads beyond what is deployed', async () => {
  expect(await (await call('locked')).json()).toEqual({
    write: 'NotCapable',
    run: 'NotCapable',
    read: 'NotCapable',
    keys: 'NotCapable',
  });
});

test.each(['busy', 'restless'])('A %s function is ended when its CPU time is over, and the next call is served', async name => {
  expect(await answerOf(name)).toEqual([546, WORKER_LIMIT]);
  expect(await (await call(`${name}/ok`)).text()).toBe('ok');
  expect(functions.callStats()[name]).toMatchObject({ limited: 1 });
});

test.each(['hungry', 'hungry/bytes'])(
  'A function that fills the memory is ended (%s), and the next call is served',
  async path => {
    expect(await answerOf(path)).toEqual([546, WORKER_LIMIT]);
    expect(await (await call('hungry/ok')).text()).toBe('ok');
  },
);

/** Functions with other limits, beside those of this file. */
async function withLimits<T>(limits: Partial<Limits>, work: (base: string) => Promise<T>): Promise<T> {
  const { config } = world;
  const other = { ...config, dataDir: join(config.dataDir, 'other'), ports: { ...config.ports, functions: config.ports.web } };
  const configFile = join(config.dataDir, 'config.toml');
  const part = await startFunctions(other, {}, { folder: join(config.dataDir, 'functions'), configFile, limits });
  try {
    return await work(urlOf(other, 'functions'));
  } finally {
    await part.stop();
  }
}

test('A function that does not answer in time gives a 504', async () => {
  await withLimits({ wallMs: 3000 }, async base => {
    const response = await fetch(`${base}/slow`);
    expect([response.status, await response.json()]).toMatchObject([504, { code: 'IDLE_TIMEOUT' }]);
    expect(await (await fetch(`${base}/slow/ok`)).text()).toBe('ok');
  });
});

test('A worker that is too old takes no new call: nothing that it kept is there', async () => {
  expect([await (await call('counting')).text(), await (await call('counting')).text()]).toEqual(['1', '2']);
  await withLimits({ lifetimeMs: 0 }, async base => {
    expect([await (await fetch(`${base}/counting`)).text(), await (await fetch(`${base}/counting`)).text()]).toEqual(['1', '1']);
  });
});

test('A function that fails to start, or dies, says so to the caller and in the log', async () => {
  expect(await answerOf('broken')).toMatchObject([503, { code: 'BOOT_ERROR' }]);
  expect(await answerOf('dying')).toMatchObject([500, { code: 'WORKER_ERROR' }]);
  await expect.poll(() => errors.join('\n'), { timeout: 20_000 }).toContain('[dying] error: Uncaught Error: later');
  expect(errors.join('\n')).toContain('[broken] error: Uncaught (in promise) Error: at the start');
  expect(readFileSync(join(world.config.dataDir, 'logs', 'functions.log'), 'utf8')).toContain('broken error');
});

test('A function that wants a token gets none but valid ones', async () => {
  expect((await call('guarded')).status).toBe(401);
  expect((await call('guarded', { headers: { authorization: 'Bearer nonsense' } })).status).toBe(401);
  expect((await call('guarded', { headers: { authorization: `Bearer ${await world.session(ANA)}` } })).status).toBe(200);
});

test('A body over 10 MB is refused', async () => {
  expect((await call('echo', { method: 'POST', body: new Uint8Array(10 * 1024 * 1024 + 1) })).status).toBe(413);
});

test('CPU per call is measured: a busy call costs what it used, a small call little', async () => {
  for (let i = 0; i < 20; i++) await call('echo', { method: 'POST', body: 'x' });
  const stats = (await (await fetch(`http://127.0.0.1:${world.config.ports.functions}/_stats`)).json()) as ReturnType<
    FunctionsPart['callStats']
  >;
  expect(stats.echo?.cpuMs.p50).toBeGreaterThan(0);
  expect(stats.echo?.cpuMs.p50).toBeLessThan(100);
  expect(stats.busy?.cpuMs.max).toBeGreaterThan(450);
});

test('A second set of functions on the same port is told which part needs it', async () => {
  await expect(startFunctions(world.config, {})).rejects.toThrow('Port 26132, which Functions needs, is taken');
});
