import { expect, it } from 'vitest';
import { keepPictures } from './kept-pictures.ts';

it('draws a picture once while it is among the last that were wanted', () => {
  const drawn: string[] = [];
  const pictures = keepPictures(svg => {
    drawn.push(svg);
    return svg.toUpperCase();
  }, 2);
  const want = (svg: string) => pictures.find(svg) ?? pictures.draw(svg);
  expect(['a', 'b', 'a', 'c', 'a', 'b'].map(want)).toEqual(['A', 'B', 'A', 'C', 'A', 'B']);
  expect(drawn).toEqual(['a', 'b', 'c', 'b']);
});
