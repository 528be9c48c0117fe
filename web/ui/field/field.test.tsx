import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { Field } from './field.tsx';

afterEach(cleanup);

const described = (input: HTMLElement) => document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent;

describe('Field', () => {
  it('is described by its hint', () => {
    render(<Field label="Ticker" hint="3 to 10 letters" />);
    expect(described(screen.getByLabelText('Ticker'))).toBe('3 to 10 letters');
  });

  it('is described by its error instead, and marked', () => {
    render(<Field label="Ticker" hint="3 to 10 letters" error="NIGHTBUS is taken." />);
    const input = screen.getByLabelText('Ticker');
    expect(described(input)).toBe('NIGHTBUS is taken.');
    expect(input.getAttribute('aria-invalid')).toBe('true');
  });
});
