import { useSyncExternalStore } from 'react';
import type { Description } from './describe/description.ts';
import type { Person, Shown } from './person.ts';

/** A draft in the compose sheet. */
export type Draft = { text: string; embeds: string[]; parent?: string };
export type PostedCast = Draft & { hash: string };

/** What lies over the mini-app. `done` answers the call that opened it. */
export type Sheet = { id: number } & (
  | { kind: 'wallet'; description: Description; done: (approved: boolean) => void }
  | { kind: 'add'; done: (added: boolean) => void }
  | { kind: 'cast'; draft: Draft; done: (cast: PostedCast | null) => void }
  | { kind: 'view-cast'; hash: string; done: () => void }
  | { kind: 'view-profile'; fid: number; done: () => void }
  | { kind: 'notifications'; done: (opened: Shown | null) => void }
  | { kind: 'view-token'; token: string; done: () => void }
);

export type ClientState = {
  ready: boolean;
  closed: boolean;
  backVisible: boolean;
  sheets: Sheet[];
  person: Person;
  /** A notification that has just come. */
  banner: Shown | null;
};

let state: ClientState = {
  ready: false,
  closed: false,
  backVisible: false,
  sheets: [],
  person: { added: false, notifications: false, shown: [] },
  banner: null,
};
const listeners = new Set<() => void>();

/** Changes the client's state and redraws. */
export function update(change: Partial<ClientState>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

/** The client's state outside of what is drawn. */
export function getClient(): ClientState {
  return state;
}

export function useClient(): ClientState {
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return useSyncExternalStore(subscribe, () => state);
}

type Of<K extends Sheet['kind']> = Extract<Sheet, { kind: K }>;
type Answer<K extends Sheet['kind']> = Parameters<Of<K>['done']>[0];
type Contents<K extends Sheet['kind']> = Omit<Of<K>, 'id' | 'kind' | 'done'>;

let lastId = 0;

/** Lays a sheet over the mini-app and resolves with its answer. A second one lies over the first. */
export function openSheet<K extends Sheet['kind']>(kind: K, contents: Contents<K>): Promise<Answer<K>> {
  const id = ++lastId;
  const { promise, resolve } = Promise.withResolvers<Answer<K>>();
  const done = (value: Answer<K>) => {
    update({ sheets: state.sheets.filter(other => other.id !== id) });
    resolve(value);
  };
  update({ sheets: [...state.sheets, { id, kind, ...contents, done } as unknown as Sheet] });
  return promise;
}
