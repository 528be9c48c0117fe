import type { z } from 'zod';

/** One request on its way through a door. The body can be read once, by `bytes` or by `json`. */
export type Call<Param extends string = string> = {
  request: Request;
  params: Readonly<Record<Param, string>>;
  query: URLSearchParams;
  /** The raw body. @throws AppError `http/body-too-large` (413) above the limit. */
  bytes: () => Promise<Uint8Array<ArrayBuffer>>;
  /** The body as what `schema` accepts. @throws AppError `http/invalid-json` or `http/invalid-body` (400). */
  json: <T>(schema: z.ZodType<T>, limit?: number) => Promise<T>;
};

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** What a route may answer: a `Response` as it is, anything else as JSON with status 200. */
export type Answer = Response | object;

export type Route = {
  method: Method;
  /** Names of the parameters in the order of the pattern's groups. */
  names: readonly string[];
  pattern: RegExp;
  /** What logs say in place of the path, where the path holds a secret. */
  logAs?: string;
  run: (call: Call) => Answer | Promise<Answer>;
};

type Name<Segment extends string> = Segment extends `${infer N}.${string}` ? N : Segment;

/** The parameters in a path: `'/p/:id.png'` has `id`. */
export type ParamsOf<Path extends string> = Path extends `${string}:${infer Segment}/${infer Rest}`
  ? Name<Segment> | ParamsOf<`/${Rest}`>
  : Path extends `${string}:${infer Segment}`
    ? Name<Segment>
    : never;

/**
 * A path of a function, below the function's own name: `route('GET', '/launches/:queueId/consent', async ({ params }) => …)`.
 * `'/'` is the function itself. A parameter is one path segment, or the part of it before a literal ending (`'/p/:id.png'`).
 * With `secretPath` no log says what the parameters were.
 */
export function route<const Path extends string>(
  method: Method,
  path: Path,
  run: (call: Call<ParamsOf<Path>>) => Answer | Promise<Answer>,
  { secretPath = false } = {},
): Route {
  const names: string[] = [];
  const pattern = path
    .replace(/\/$/, '')
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/:(\w+)/g, (_, name: string) => {
      names.push(name);
      return '([^/]+?)';
    });
  const found = { method, names, pattern: new RegExp(`^${pattern}/?$`), run: run as Route['run'] };
  return secretPath ? { ...found, logAs: path } : found;
}
