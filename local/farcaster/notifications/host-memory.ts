import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openJournal } from '../neynar/journal.ts';

/** What a client showed to a person. */
export type Shown = { notificationId: string; title: string; body: string; targetUrl: string; at: number };

type Line = { fid: number; at: number } & (
  | { did: 'add' | 'remove' | 'disable' }
  | { did: 'enable'; token: string }
  | ({ did: 'show' } & Omit<Shown, 'at'>)
);

const DEDUPE_MS = 86_400_000;

/** The client's memory: who added the app, who may be notified by which token, what was shown. Kept over restarts, as a client's server is. */
export function openHostMemory(dataDir: string) {
  const added = new Set<number>();
  const tokens = new Map<string, number>();
  const shown = new Map<number, Shown[]>();
  const end = (fid: number) => {
    for (const [token, owner] of tokens) if (owner === fid) tokens.delete(token);
  };
  const apply = (line: Line) => {
    if (line.did === 'add') added.add(line.fid);
    if (line.did === 'remove') added.delete(line.fid);
    if (line.did !== 'add' && line.did !== 'show') end(line.fid);
    if (line.did === 'enable') tokens.set(line.token, line.fid);
    if (line.did === 'show') {
      const { did: _, fid, ...notification } = line;
      shown.set(fid, [...(shown.get(fid) ?? []), notification]);
    }
  };
  const journal = openJournal<Line>(join(dataDir, 'farcaster', 'client.ndjson'), apply);
  const write = (line: Line) => {
    journal.append(line);
    apply(line);
  };
  const now = () => Date.now();
  return {
    isAdded: (fid: number) => added.has(fid),
    mayNotify: (fid: number) => [...tokens.values()].includes(fid),
    ownerOf: (token: string) => tokens.get(token) ?? null,
    shownTo: (fid: number): readonly Shown[] => shown.get(fid) ?? [],
    wasShown: (fid: number, id: string) =>
      (shown.get(fid) ?? []).some(each => each.notificationId === id && each.at > now() - DEDUPE_MS),
    add: (fid: number) => write({ did: 'add', fid, at: now() }),
    remove: (fid: number) => write({ did: 'remove', fid, at: now() }),
    disable: (fid: number) => write({ did: 'disable', fid, at: now() }),
    enable: (fid: number): string => {
      const token = randomUUID();
      write({ did: 'enable', fid, token, at: now() });
      return token;
    },
    show: (fid: number, notification: Omit<Shown, 'at'>) => write({ did: 'show', fid, at: now(), ...notification }),
    close: () => journal.close(),
  };
}

export type HostMemory = ReturnType<typeof openHostMemory>;
