import type { z } from 'zod';
import { type LocalConfig, urlOf } from '../../config.ts';
import { LOCAL_SECRETS } from '../../function-env.ts';
import { listen } from '../../listen.ts';
import type { Part } from '../../part.ts';
import { type Clients, createClients } from '../clients.ts';
import { type Answer, noQuote, refused } from './answer.ts';
import { coin } from './coin.ts';
import { createContent } from './create-content.ts';
import { quote } from './quote.ts';
import { coinRequest, createRequest, firstProblem, quoteRequest } from './request.ts';

type Route = { withoutKey?: boolean; answer: (clients: Clients, input: unknown) => Promise<Answer> | Answer };

const ROUTES: Record<string, Route> = {
  // Zora's own SDK sends no key with a quote.
  'POST /quote': { withoutKey: true, answer: parsed(quoteRequest, quote, problem => noQuote('UNKNOWN', problem)) },
  'POST /create/content': { answer: parsed(createRequest, createContent, problem => refused(400, problem)) },
  'GET /coin': {
    answer: parsed(
      coinRequest,
      (clients, { address }) => coin(clients, address),
      problem => refused(400, problem),
    ),
  },
};

/**
 * Zora's API for coins-sdk, answered from the local chain: quotes with their calldata, creation calls, what the chain says of a coin.
 * @param chain The running chain; only its address is used.
 * @throws when the port is taken.
 */
export async function startZoraApi(
  config: LocalConfig,
  chain: { rpcUrl: string },
  { apiKey = LOCAL_SECRETS.zoraApiKey } = {},
): Promise<Part & { url: string }> {
  const clients = createClients(chain.rpcUrl);
  const options = { part: "Zora's API", host: config.host, port: config.ports.zora };
  const stop = await listen(options, async request => {
    const { status, body } = await answer(request, clients, apiKey);
    return Response.json(body, { status, headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' } });
  });
  return { name: "Zora's API", url: urlOf(config, 'zora'), stop };
}

async function answer(request: Request, clients: Clients, apiKey: string): Promise<Answer> {
  if (request.method === 'OPTIONS') return { status: 200, body: {} };
  const url = new URL(request.url);
  // The SDK joins its base address and the path with two slashes when the base ends in one.
  const route = ROUTES[`${request.method} ${url.pathname.replace(/\/+/g, '/')}`];
  const key = request.headers.get('api-key');
  if (key === null ? !route?.withoutKey : key !== apiKey) return refused(401, 'The api-key header is missing or wrong.');
  if (!route) return refused(404, 'This part of the API needs an indexer that the local chain does not have.');
  const input: unknown = request.method === 'GET' ? Object.fromEntries(url.searchParams) : await request.json().catch(() => null);
  return route.answer(clients, input);
}

/** A route that reads its input by a schema first. */
function parsed<T>(
  schema: z.ZodType<T>,
  next: (clients: Clients, input: T) => Promise<Answer>,
  refuse: (problem: string) => Answer,
): Route['answer'] {
  return (clients, input) => {
    const result = schema.safeParse(input);
    return result.success ? next(clients, result.data) : refuse(firstProblem(result.error));
  };
}
