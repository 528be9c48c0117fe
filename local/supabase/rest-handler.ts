import type { IncomingMessage, ServerResponse } from 'node:http';
import { bearerOf, CORS, readBody, sendJson } from './http.ts';
import { quoteHex } from './quote-hex.ts';
import type { RestPart } from './rest.ts';
import type { Tokens } from './tokens.ts';

const BODY_LIMIT = 10 * 1024 * 1024;
const NO_KEY = { message: 'No API key found in request', hint: 'No `apikey` request header or url param was found.' };
const BAD_KEY = { message: 'Invalid API key', hint: 'Double check your Supabase `anon` or `service_role` API key.' };
const BAD_TOKEN = { code: 'PGRST301', details: null, hint: null, message: 'JWT expired or invalid' };

/**
 * Answers /rest/v1 and /auth/v1: checks the API key and the session as the host's gateway does, gives the REST server a token it
 * understands, and passes its response on.
 */
export function restHandler(rest: RestPart, tokens: Tokens) {
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const url = new URL(req.url ?? '/', `http://${req.headers.host ?? '127.0.0.1'}`);
    const apiKey = String(req.headers.apikey ?? url.searchParams.get('apikey') ?? '');
    if (apiKey === '') return sendJson(res, 401, NO_KEY);
    if (!(await tokens.claimsOf(apiKey))) return sendJson(res, 401, BAD_KEY);
    url.searchParams.delete('apikey');
    url.search = quoteHex(url.searchParams).toString();

    const headers = toHeaders(req);
    headers.set('apikey', apiKey);
    headers.delete('authorization');
    const bearer = bearerOf(req);
    // supabase-js sends the API key as the bearer when nobody is signed in.
    if (bearer !== '' && bearer !== apiKey && !bearer.startsWith('sb_')) {
      const internal = await tokens.internalToken(bearer);
      if (internal === null) return sendJson(res, 401, BAD_TOKEN);
      headers.set('authorization', `Bearer ${internal}`);
    }
    const body = await readBody(req, BODY_LIMIT);
    if (body === null) return sendJson(res, 413, { message: 'Request body is larger than 10 MB' });
    const method = req.method ?? 'GET';
    const hasBody = method !== 'GET' && method !== 'HEAD' && body.length > 0;
    await send(res, await rest.fetch(new Request(url, { method, headers, ...(hasBody && { body: new Uint8Array(body) }) })));
  };
}

function toHeaders(req: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    if (value !== undefined && name !== 'connection' && name !== 'transfer-encoding') headers.set(name, String(value));
  }
  return headers;
}

async function send(res: ServerResponse, response: Response): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  const headers = { ...Object.fromEntries(response.headers), ...CORS };
  res.writeHead(response.status, { ...headers, ...(body.length > 0 && { 'content-length': String(body.length) }) });
  res.end(body);
}
