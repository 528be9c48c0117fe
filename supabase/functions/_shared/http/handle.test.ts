import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../../../shared/kernel/app-error.ts';
import { handle } from './handle.ts';
import { route } from './route.ts';

const logged: unknown[] = [];
const paths: string[] = [];
const serve = handle({
  name: 'api',
  cors: true,
  log: (error, { path }) => {
    logged.push(error);
    paths.push(path);
  },
  routes: [
    route('GET', '/', () => ({ home: true, wei: 10n ** 30n })),
    route('GET', '/launches/:queueId/consent', ({ params, query }) => ({ ...params, q: query.get('q') })),
    route('PATCH', '/launches/:queueId', async ({ json, params }) => ({
      ...params,
      ...(await json(z.object({ name: z.string() }))),
    })),
    route('GET', '/p/:id.png', ({ params }) => new Response(`png of ${params.id}`, { headers: { 'content-type': 'image/png' } })),
    route('POST', '/bytes', async ({ bytes }) => ({ size: (await bytes()).byteLength })),
    route('GET', '/known', () => {
      throw new AppError('x/held', 'It is held.', { status: 409, facts: { secret: 'inside' } });
    }),
    route('GET', '/unknown', () => {
      throw new Error('password=hunter2');
    }),
    route(
      'GET',
      '/as/:secret/away',
      () => {
        throw new Error('away');
      },
      { secretPath: true },
    ),
    route('GET', '/away', () => {
      throw Object.assign(new Error('connect ECONNREFUSED 10.0.0.7'), { code: 'ECONNREFUSED' });
    }),
  ],
});
const call = (path: string, init?: RequestInit) => serve(new Request(`http://host${path}`, init));
const errorOf = async (response: Response) => ({
  status: response.status,
  ...((await response.json()) as { error: object }).error,
});

describe('handle', () => {
  it('finds routes below the function, however the host mounts it', async () => {
    for (const path of [
      '/functions/v1/api/launches/7/consent?q=1',
      '/api/launches/7/consent?q=1',
      '/api/launches/7/consent/?q=1',
    ]) {
      expect(await (await call(path)).json()).toEqual({ queueId: '7', q: '1' });
    }
    expect(await (await call('/functions/v1/api')).json()).toEqual({ home: true, wei: '1000000000000000000000000000000' });
    expect(await (await call('/api/')).json()).toMatchObject({ home: true });
  });

  it('decodes parameters and cuts literal endings', async () => {
    expect(await (await call('/api/launches/a%20b/consent')).json()).toMatchObject({ queueId: 'a b' });
    const png = await call('/api/p/123.png');
    expect(await png.text()).toBe('png of 123');
    expect(png.headers.get('content-type')).toBe('image/png');
    expect((await call('/api/p/123xpng')).status).toBe(404);
    expect((await call('/api/launches/%E0%A4%A/consent')).status).toBe(404);
  });

  it('logs paths, but no secret that is in one', async () => {
    await call('/api/as/hunter2/away');
    await call('/api/unknown');
    expect(paths.splice(0)).toEqual(['/as/:secret/away', '/unknown']);
    logged.length = 0;
  });

  it('says 404 for unknown paths and 405 for unknown methods', async () => {
    expect(await errorOf(await call('/api/nothing'))).toMatchObject({ status: 404, code: 'http/not-found', retryable: false });
    expect(await errorOf(await call('/api/launches/1', { method: 'DELETE' }))).toMatchObject({
      status: 405,
      code: 'http/method-not-allowed',
    });
  });

  it('takes JSON that fits, and names what does not', async () => {
    const patch = (body: BodyInit) => call('/api/launches/1', { method: 'PATCH', body });
    expect(await (await patch('{"name":"Blue"}')).json()).toEqual({ queueId: '1', name: 'Blue' });
    expect(await errorOf(await patch('{"name":'))).toMatchObject({ status: 400, code: 'http/invalid-json' });
    expect(await errorOf(await patch(new Uint8Array([0xff, 0xfe])))).toMatchObject({ status: 400, code: 'http/invalid-json' });
    expect(await errorOf(await patch('{"name":1}'))).toMatchObject({
      status: 400,
      code: 'http/invalid-body',
      message: expect.stringContaining('name'),
    });
  });

  it('reads 64 KB and no byte more, with or without a length', async () => {
    const post = (size: number) => call('/api/bytes', { method: 'POST', body: new Uint8Array(size) });
    expect(await (await post(65_536)).json()).toEqual({ size: 65_536 });
    expect(await errorOf(await post(65_537))).toMatchObject({ status: 413, code: 'http/body-too-large' });
    const endless = new ReadableStream({ pull: controller => controller.enqueue(new Uint8Array(8_192)) });
    const request = new Request('http://host/api/bytes', { method: 'POST', body: endless, duplex: 'half' } as RequestInit);
    expect((await serve(request)).status).toBe(413);
  });

  it('lets known errors speak and says nothing of unknown ones', async () => {
    expect(await errorOf(await call('/api/known'))).toEqual({
      status: 409,
      code: 'x/held',
      message: 'It is held.',
      retryable: false,
    });
    logged.length = 0;
    const unknown = await call('/api/unknown');
    expect(await unknown.clone().text()).not.toContain('hunter2');
    expect(await errorOf(unknown)).toMatchObject({ status: 500, code: 'internal' });
    expect(logged).toEqual([new Error('password=hunter2')]);
  });

  it('takes a database that is away for a matter of time', async () => {
    const response = await call('/api/away');
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await errorOf(response)).toMatchObject({
      status: 503,
      code: 'database/away',
      retryable: true,
      message: expect.not.stringContaining('10.0'),
    });
  });

  it('answers browsers of any origin, errors included', async () => {
    const preflight = await call('/api/launches/1', { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    for (const path of ['/api', '/api/known', '/api/nothing', '/api/p/1.png']) {
      expect((await call(path)).headers.get('access-control-allow-origin')).toBe('*');
    }
    const closed = handle({ name: 'hooks', routes: [] });
    expect(
      (await closed(new Request('http://host/hooks', { method: 'OPTIONS' }))).headers.get('access-control-allow-origin'),
    ).toBeNull();
  });
});
