import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { FileButton } from './file-button.tsx';

afterEach(cleanup);

it('opens the chooser and gives the file, unless it is at work', () => {
  const onFile = vi.fn();
  const show = (working?: string) => (
    <FileButton accept="image/*" fileLabel="Picture" onFile={onFile} working={working}>
      Choose
    </FileButton>
  );
  const { rerender } = render(show());
  const opened = vi.spyOn(screen.getByLabelText('Picture'), 'click');
  // For readers there is one button, not two.
  expect(screen.getByLabelText('Picture').getAttribute('aria-hidden')).toBe('true');
  fireEvent.click(screen.getByRole('button'));
  expect(opened).toHaveBeenCalledOnce();
  const file = new File(['x'], 'x.png');
  fireEvent.change(screen.getByLabelText('Picture'), { target: { files: [file] } });
  expect(onFile).toHaveBeenCalledExactlyOnceWith(file);
  rerender(show('Uploading'));
  fireEvent.click(screen.getByRole('button'));
  expect(opened).toHaveBeenCalledOnce();
});
