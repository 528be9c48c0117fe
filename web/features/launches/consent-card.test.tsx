import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { ConsentCard, type ConsentCardProps } from './consent-card.tsx';

function show(change: Partial<ConsentCardProps> = {}) {
  const calls: string[] = [];
  render(card(change, calls));
  return calls;
}

function card(change: Partial<ConsentCardProps> = {}, calls: string[] = []) {
  const noted = (name: string) => () => void calls.push(name);
  return (
    <ConsentCard
      title="Paper lanterns"
      pictureUrl="https://pictures.example/lanterns.png"
      name="Paper Lanterns"
      ticker="LANTERNS"
      ownBps={10_000}
      parts={[]}
      expiresAt={Date.now() + 3_600_000}
      step={null}
      error={null}
      onApprove={noted('approve')}
      onEdit={noted('edit')}
      onRefuse={noted('refuse')}
      {...change}
    />
  );
}

afterEach(cleanup);

describe('ConsentCard', () => {
  it('says what will be, what silence means and how long there is', () => {
    show();
    for (const words of [
      /Paper lanterns crossed the line/,
      /Do nothing and it stays a regular cast/,
      '$LANTERNS',
      'You 100%',
      /^(1:00:00|59:5\d)$/,
    ]) {
      expect(screen.getByText(words)).toBeTruthy();
    }
  });

  it('waits for a picture, and says where to choose one', () => {
    const calls = show({ pictureUrl: null });
    fireEvent.click(screen.getByRole('button', { name: /^Approve coin/ }));
    expect(calls).toEqual([]);
    expect(screen.getAllByText(/Choose a picture under Edit/)).not.toHaveLength(0);
  });

  it('waits for those who are asked to share, and says for whom', () => {
    const part = { username: 'jonas', displayName: 'Jonas', bps: 2_050, answer: 'asked', account: null } as const;
    const calls = show({ ownBps: 7_950, parts: [part] });
    expect(screen.getByText('You 79.5%')).toBeTruthy();
    expect(screen.getByText('20.5%')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: /Approve coin/ }));
    expect(calls).toEqual([]);
    expect(screen.getAllByText('Jonas has still to accept.')).toHaveLength(2);
  });

  it('approves by one press, refuses by two', () => {
    const calls = show();
    fireEvent.click(screen.getByRole('button', { name: 'Approve coin' }));
    fireEvent.click(screen.getByRole('button', { name: 'Not this one' }));
    expect(document.activeElement?.textContent).toBe('Keep it open');
    const question = document.activeElement?.getAttribute('aria-describedby') ?? '';
    expect(document.getElementById(question)?.textContent).toBe('No coin for Paper lanterns? This cannot be undone.');
    expect(calls).toEqual(['approve']);
    fireEvent.click(screen.getByRole('button', { name: 'No coin' }));
    expect(calls).toEqual(['approve', 'refuse']);
  });

  it('keeps the launch when a refusal is taken back', () => {
    const calls = show();
    fireEvent.click(screen.getByRole('button', { name: 'Not this one' }));
    fireEvent.click(screen.getByRole('button', { name: 'Keep it open' }));
    expect(document.activeElement?.textContent).toBe('Edit');
    expect(screen.getByRole('button', { name: 'Approve coin' })).toBeTruthy();
    expect(calls).toEqual([]);
  });

  it('shows steps and no buttons while the wallet is asked', () => {
    show({ step: 'confirming' });
    expect(screen.getByText('Confirm in your wallet').closest('li')?.getAttribute('aria-current')).toBe('step');
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('keeps the focus with what was approved, and gives it back when that did not work', () => {
    const { rerender } = render(card());
    screen.getByRole('button', { name: 'Approve coin' }).focus();
    rerender(card({ step: 'checking' }));
    expect(document.activeElement).toBe(screen.getByRole('list', { name: 'Approving' }));
    rerender(card({ step: 'confirming' }));
    expect(document.activeElement).toBe(screen.getByRole('list', { name: 'Approving' }));
    rerender(card({ error: 'You declined in your wallet. Nothing was spent.' }));
    expect(document.activeElement?.textContent).toBe('Edit');
  });

  it('says what went wrong and can be pressed again', () => {
    const calls = show({ error: 'You declined in your wallet. Nothing was spent.' });
    expect(screen.getByRole('alert').textContent).toContain('declined');
    fireEvent.click(screen.getByRole('button', { name: 'Approve coin' }));
    expect(calls).toEqual(['approve']);
  });

  it('offers nothing when the time is over', () => {
    show({ expiresAt: Date.now() - 1000 });
    expect(screen.getByRole('status').textContent).toContain('It stays a regular cast');
    expect(screen.queryByRole('button')).toBeNull();
  });
});
