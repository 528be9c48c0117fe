import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { denoBinary } from '../../local/supabase/functions/deno.ts';
import { run } from '../../local/tasks/run.ts';

const ROOT = join(import.meta.dirname, '../..');
const FUNCTIONS = (await readdir(join(ROOT, 'supabase/functions'), { withFileTypes: true }))
  .filter(entry => entry.isDirectory() && !entry.name.startsWith('_'))
  .map(entry => entry.name);

type Upload = { files: Map<string, Uint8Array>; metadata: { entrypoint_path: string; import_map_path: string; name: string } };

/** The two calls of the management API that a deploy makes; keeps what was uploaded. */
let server: Server;
let folder = '';
const uploads = new Map<string, Upload>();

async function receive(request: Request): Promise<Upload> {
  const form = await request.formData();
  const files = new Map<string, Uint8Array>();
  for (const part of form.getAll('file') as File[]) files.set(part.name, new Uint8Array(await part.arrayBuffer()));
  return { files, metadata: JSON.parse(await (form.get('metadata') as File | string as string)) };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gigavibe-deploy-'));
  server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    outgoing.setHeader('content-type', 'application/json');
    if (incoming.method !== 'POST') return outgoing.end('[]');
    const body = Buffer.concat(chunks);
    const request = new Request('http://upload', {
      method: 'POST',
      body,
      headers: { 'content-type': incoming.headers['content-type'] ?? '' },
    });
    const upload = await receive(request);
    const slug = upload.metadata.name;
    uploads.set(slug, upload);
    outgoing
      .writeHead(201)
      .end(JSON.stringify({ id: slug, slug, name: slug, version: 1, status: 'ACTIVE', created_at: 1, updated_at: 1 }));
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await writeFile(join(folder, 'profile.yaml'), `name: test\napi_url: ${api}\ndashboard_url: ${api}\nproject_host: test.local\n`);
  const args = ['functions', 'deploy', ...FUNCTIONS, '--use-api', '--yes', '--remote=abcdefghijklmnopqrst', '--workdir', ROOT];
  const { code, output } = await run('supabase', [...args, '--profile', join(folder, 'profile.yaml')], {
    env: { SUPABASE_ACCESS_TOKEN: `sbp_${'0'.repeat(40)}` },
  });
  if (code !== 0) throw new Error(output);
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

type Edge = { error?: string } | undefined;
type Graph = { modules: { specifier: string; error?: string; dependencies?: { code?: Edge; type?: Edge }[] }[] };

/** Modules that are not there, and imports that lead nowhere. */
const faultsOf = (modules: Graph['modules']) =>
  modules.flatMap(({ error, dependencies = [] }) =>
    [error, ...dependencies.flatMap(({ code, type }) => [code?.error, type?.error])].filter(fault => fault !== undefined),
  );

describe('the supabase CLI bundles', () => {
  it.each(FUNCTIONS)('%s with all that it imports', async name => {
    const upload = uploads.get(name);
    if (!upload) throw new Error(`${name} was not uploaded`);
    expect(upload.metadata.import_map_path).toBe(`supabase/functions/${name}/deno.json`);
    const place = join(folder, name);
    for (const [path, bytes] of upload.files) {
      // A static file out of a package; here the packages are linked as a whole.
      if (path.startsWith('node_modules/')) continue;
      await mkdir(dirname(join(place, path)), { recursive: true });
      await writeFile(join(place, path), bytes);
    }
    // What was uploaded must be whole alone: a file left behind is an error here, as it would be on the host. Its types were checked before it was sent.
    await cp(join(ROOT, 'deno.json'), join(place, 'deno.json'));
    await symlink(join(ROOT, 'node_modules'), join(place, 'node_modules'));
    await cp(join(ROOT, 'package.json'), join(place, 'package.json'));
    const args = ['info', '--json', '--quiet', '--config', 'deno.json', upload.metadata.entrypoint_path];
    const { code, output } = await run(denoBinary(), args, { cwd: place });
    expect(code).toBe(0);
    const { modules }: Graph = JSON.parse(output);
    expect(modules.length).toBeGreaterThan(10);
    expect(faultsOf(modules)).toEqual([]);
    expect([...upload.files.values()].reduce((sum, bytes) => sum + bytes.length, 0)).toBeLessThan(20_000_000);
  });

  it('share with what draws its pictures', () => {
    const files = [...(uploads.get('share')?.files.keys() ?? [])];
    expect(files).toContain('node_modules/@resvg/resvg-wasm/index_bg.wasm');
    expect(files.filter(file => file.endsWith('.ttf'))).toHaveLength(11);
  });
});
