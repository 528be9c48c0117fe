import { beforeEach, expect, it } from 'vitest';
import { hostStore } from './host.ts';
import { leaveTab, personStore } from './person.ts';
import { type Session, sessionStore } from './session.ts';

const signIn = (id: string, fid: number | null = null) => sessionStore.set({ user: { id, fid } } as Session);
const beside = { ...hostStore.get(), user: null };
let begun: number;
const here = () => ({ id: personStore.get().id, turn: personStore.get().turn - begun });

beforeEach(() => {
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
