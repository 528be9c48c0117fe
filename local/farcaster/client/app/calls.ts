window.__hostCalls = [];

/** Remembers a call of the mini-app for tests. */
export function recordCall(name: string, arg?: unknown): void {
  window.__hostCalls.push(arg === undefined ? { name } : { name, arg });
}
