/**
 * Runs inside Deno: `deno run … host.ts <url of a function's index.ts>`. Captures the handler that the function gives to Deno.serve,
 * listens on a free port and says so. Our parent speaks through stdin: each byte asks whether the event loop still turns, its end
 * means that the parent is gone. Lines on stdout that begin with \u0001 are for the parent; all others are the function's log.
 */
type Handler = (request: Request, info?: unknown) => Response | Promise<Response>;
type Listening = { onListen: (address: { port: number }) => void; hostname: string; port: number };
declare const Deno: {
  args: string[];
  exit: (code: number) => never;
  serve: (options: Listening, handler: Handler) => unknown;
  stdin: { readable: ReadableStream<Uint8Array> };
  stdout: { writeSync: (bytes: Uint8Array) => number };
};

const encoder = new TextEncoder();
const tellParent = (text: string) => Deno.stdout.writeSync(encoder.encode(`\u0001${text}\n`));

let handler: Handler | undefined;
const serve = Deno.serve;
const capture = (first: unknown, second?: unknown) => {
  const given = [first, second, (first as { handler?: unknown } | undefined)?.handler].find(item => typeof item === 'function');
  handler = given as Handler;
  return { finished: new Promise(() => {}), shutdown: async () => {}, ref: () => {}, unref: () => {}, addr: {} };
};
Object.defineProperty(Deno, 'serve', { value: capture, configurable: true });

// The host's global for work that outlives the response.
Object.defineProperty(globalThis, 'EdgeRuntime', {
  value: { waitUntil: (work: Promise<unknown>) => void work.catch(error => console.error('waitUntil:', error)) },
});

const listenToParent = async () => {
  for await (const _ of Deno.stdin.readable) tellParent('turn');
  Deno.exit(0);
};
listenToParent().catch(() => Deno.exit(0));

const loaded = (await import(Deno.args[0] ?? '')) as { default?: { fetch?: Handler } };
handler ??= loaded.default?.fetch;
if (handler === undefined) {
  console.error('The function neither calls Deno.serve nor exports a default object with fetch.');
  Deno.exit(1);
}
serve({ hostname: '127.0.0.1', port: 0, onListen: ({ port }) => void tellParent(`ready ${port}`) }, handler);

export {};
