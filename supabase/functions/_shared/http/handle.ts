import { AppError } from '../../../../shared/kernel/app-error.ts';
import { parseJson, readBody } from './body.ts';
import { errorResponse, json } from './respond.ts';
import type { Call, Route } from './route.ts';

export type HandleOptions = {
  /** The function's name: what the path begins with, here and on the host. */
  name: string;
  routes: readonly Route[];
  /** True for doors that browsers of any origin may use. They authenticate by header, never by cookie. */
  cors?: boolean;
  /** Receives what went wrong inside, for operators. */
  log?: (error: unknown, facts: { function: string; method: string; path: string; status: number }) => void;
};

const CORS: Record<string, string> = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, apikey, content-type, x-client-info',
  'access-control-allow-methods': 'GET, POST, PATCH, PUT, DELETE, OPTIONS',
  'access-control-max-age': '86400',
};

/**
 * A whole edge function from its routes: finds the route, reads and parses the body (64 KB at most, unless the route says more), maps errors to
 * `{"error":{code, message, retryable}}` with the right status. Nothing else in a function knows HTTP.
 */
export function handle({ name, routes, cors = false, log = logError }: HandleOptions): (request: Request) => Promise<Response> {
  const answer = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const path = pathBelow(name, url.pathname);
    let logAs = path;
    try {
      const { route, params } = findRoute(routes, request.method, path);
      logAs = route.logAs ?? path;
      const call: Call = {
        request,
        params,
        query: url.searchParams,
        bytes: () => readBody(request),
        json: async (schema, limit) => parseJson(await readBody(request, limit), schema),
      };
      const answered = await route.run(call);
      return answered instanceof Response ? answered : json(answered);
    } catch (error) {
      const response = errorResponse(error);
      if (response.status >= 500) log(error, { function: name, method: request.method, path: logAs, status: response.status });
      return response;
    }
  };
  if (!cors) return answer;
  return async request => {
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: CORS });
    return withHeaders(await answer(request), CORS);
  };
}

/** The path after the function's name; the host calls a function with or without `/functions/v1` before it. */
function pathBelow(name: string, path: string): string {
  const below = path.replace(/^\/functions\/v1(?=\/)/, '');
  if (below === `/${name}`) return '/';
  return below.startsWith(`/${name}/`) ? below.slice(name.length + 1) : below;
}

function findRoute(routes: readonly Route[], method: string, path: string): { route: Route; params: Record<string, string> } {
  let pathKnown = false;
  for (const route of routes) {
    const match = route.pattern.exec(path === '/' ? '' : path);
    if (!match) continue;
    pathKnown = true;
    if (route.method !== method) continue;
    return { route, params: Object.fromEntries(route.names.map((name, i) => [name, decode(match[i + 1] ?? '')])) };
  }
  if (pathKnown) throw new AppError('http/method-not-allowed', `This door does not take ${method}.`, { status: 405 });
  throw new AppError('http/not-found', 'There is nothing at this address.', { status: 404 });
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new AppError('http/not-found', 'There is nothing at this address.', { status: 404 });
  }
}

/** Headers of a passed-through `fetch` response are immutable, hence a new one. */
function withHeaders(response: Response, added: Record<string, string>): Response {
  const headers = new Headers(response.headers);
  for (const [key, value] of Object.entries(added)) headers.set(key, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

function logError(error: unknown, facts: object): void {
  const said =
    error instanceof Error
      ? { message: error.message, stack: error.stack, cause: String(error.cause ?? '') }
      : { message: String(error) };
  console.error(
    JSON.stringify({
      level: 'error',
      ...facts,
      ...said,
      ...(error instanceof AppError && { code: error.code, facts: error.facts }),
    }),
  );
}
