import { act, cleanup, render } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { leaveTab, personStore } from '../lib/person.ts';
import { type Session, sessionStore } from '../lib/session.ts';
import { useTopOfNewPage } from './use-top-of-new-page.ts';

beforeEach(() => void vi.spyOn(window, 'scrollTo').mockReturnValue());
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  leaveTab();
});

function Page() {
  const page = useTopOfNewPage('/account');
  return (
    <div ref={page} tabIndex={-1} id="page">
      <button type="button">Sign out</button>
    </div>
  );
}
const show = () =>
  render(
    <MemoryRouter>
      <Page />
    </MemoryRouter>,
  );
const focused = () => document.activeElement?.id;

it('leaves a page that was loaded to the browser', () => {
  show();
  expect(focused()).toBe('');
});

it('begins at its top for the next person, as what was pressed is gone', () => {
  act(() => sessionStore.set({ user: { id: 'nia', fid: null } } as Session));
  act(leaveTab);
  expect(personStore.get().turn).toBeGreaterThan(0);
  show();
  expect(focused()).toBe('page');
});
