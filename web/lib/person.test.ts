import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { hostStore } from './host.ts';
import { belongsHere, goOnAs, leaveTab, personStore } from './person.ts';
import { type Session, sessionStore } from './session.ts';

const sessionOf = (id: string, fid: number | null = null) => ({ user: { id, fid } }) as Session;
const signIn = (...who: Parameters<typeof sessionOf>) => sessionStore.set(sessionOf(...who));
const beside = { ...hostStore.get(), user: null };
let begun: number;
const here = () => ({ id: personStore.get().id, turn: personStore.get().turn - begun });

const stored = new Map<string, string>();
vi.stubGlobal('window', {
  localStorage: { getItem: (key: string) => stored.get(key), setItem: (key: string, value: string) => stored.set(key, value) },
});
afterAll(() => vi.unstubAllGlobals());

beforeEach(() => {
  stored.clear();
  hostStore.set(beside);
  leaveTab();
  begun = personStore.get().turn;
});

it('is nobody before anybody signs in, and a visitor who signs in is no other', () => {
  expect(here()).toEqual({ id: null, turn: 0 });
  signIn('nia');
  expect(here()).toEqual({ id: 'nia', turn: 0 });
});

it('stays whose session ran out, who may sign in again', () => {
  signIn('nia');
  sessionStore.set(null);
  expect(here()).toEqual({ id: 'nia', turn: 0 });
  signIn('nia');
  expect(here()).toEqual({ id: 'nia', turn: 0 });
  sessionStore.set(null);
  signIn('jonas');
  expect(here()).toEqual({ id: 'jonas', turn: 1 });
});

it('is nobody once they signed out', () => {
  signIn('nia');
  leaveTab();
  expect(here()).toEqual({ id: null, turn: 1 });
  expect(sessionStore.get()).toBeNull();
  signIn('nia');
  expect(here()).toEqual({ id: 'nia', turn: 1 });
});

it('is whom the host names, signed in or not', () => {
  hostStore.set({ ...beside, user: { fid: 5120 } });
  signIn('jonas', 5120);
  expect(here()).toEqual({ id: 'fid 5120', turn: 0 });
  leaveTab();
  expect(here()).toEqual({ id: 'fid 5120', turn: 1 });
});

it('stays the same one whose accounts are joined, and so does what they had here', () => {
  signIn('nia');
  goOnAs(sessionOf('nia-by-wallet'));
  goOnAs(sessionOf('nia-of-farcaster', 5120));
  expect(here()).toEqual({ id: 'fid 5120', turn: 0 });
  expect(['nia', 'nia-by-wallet', 'fid 5120', 'jonas', null].filter(belongsHere)).toEqual(['nia', 'nia-by-wallet', 'fid 5120']);
});
