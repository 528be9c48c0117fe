import { cleanup, render } from '@testing-library/react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, describe, expect, it } from 'vitest';
import { priceText } from '../format/price.ts';
import { Amount, Change, Figure } from './amount.tsx';

afterEach(cleanup);

const spoken = (container: HTMLElement) => {
  const copy = container.cloneNode(true) as HTMLElement;
  for (const hidden of copy.querySelectorAll('[aria-hidden="true"]')) hidden.remove();
  return copy.textContent;
};

describe('Amount', () => {
  it('draws zeros as a subscript and speaks the full number', () => {
    const { container } = render(<Amount text={priceText(14_880_000_000n, 18, { unit: 'ETH', locale: 'en-GB' })} />);
    expect(container.querySelector('sub')?.textContent).toBe('7');
    expect(spoken(container)).toBe('0.00000001488 ETH');
  });
});

describe('Change', () => {
  it('shows its direction by shape and by word', () => {
    const { container } = render(<Change percent={-21.2} />);
    expect(container.querySelectorAll('path')).toHaveLength(1);
    expect(spoken(container)).toBe('down 21.2 percent');
  });

  it('has no triangle where nothing changed, and is not there where nothing is known', () => {
    const { container, rerender } = render(<Change percent={0} />);
    expect(container.querySelector('path')).toBeNull();
    rerender(<Change percent={null} />);
    expect(container.textContent).toBe('');
  });
});

describe('Figure', () => {
  it('lets cents stand back, but not the decimals of a short form', () => {
    const { container, rerender } = render(<Figure text="$412.86" />);
    expect(container.querySelectorAll('span span')).toHaveLength(1);
    rerender(<Figure text="$48.2K" />);
    expect(container.querySelectorAll('span span')).toHaveLength(0);
  });

  it.each([
    ['$48.2K', undefined, 64],
    ['$999,999,999', undefined, 60.1],
    ['123,456.7891 ETH', undefined, 45.1],
    ['123,456.7891', 'ETH', 45.1],
  ])('is as wide as a phone of 390 px at most: %s %s', (text, unit, px) => {
    // What jsdom reads of a style leaves out what it does not know.
    const sizes = renderToStaticMarkup(<Figure text={text} size={64} {...(unit && { unit })} />).match(/[\d.]+(px|vw)/g) ?? [];
    const inPx = sizes.map(size => (size.endsWith('vw') ? 3.9 * Number.parseFloat(size) : Number.parseFloat(size)));
    expect(Math.min(...inPx)).toBeCloseTo(px, 0);
  });
});
