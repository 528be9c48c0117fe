import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { TopBar } from './layout.tsx';
import { usePageTitle } from './use-page-title.ts';

afterEach(cleanup);

function Take({ title }: { title: string | undefined }) {
  usePageTitle(title);
  return <TopBar />;
}

it('names the page in the tab while it is shown, from its bar or from what it is about', () => {
  const { rerender, unmount } = render(<TopBar title="Your coins" />);
  expect(document.title).toBe('Your coins · GigaVibe');
  rerender(<Take title={undefined} />);
  expect(document.title).toBe('GigaVibe');
  rerender(<Take title="Lemon tree" />);
  expect(document.title).toBe('Lemon tree · GigaVibe');
  unmount();
  expect(document.title).toBe('GigaVibe');
});
