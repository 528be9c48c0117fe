import { expect, it } from 'vitest';
import { isUuid } from './is-uuid.ts';

it('an id is one in small or capital letters, and nothing around it', () => {
  const id = '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c01';
  for (const text of [id, id.toUpperCase()]) expect(isUuid(text), text).toBe(true);
  for (const text of ['', 'nia', `${id}\n`, ` ${id}`, `${id}0`, id.replaceAll('-', ''), `{${id}}`, id.replace('7b', '7g')])
    expect(isUuid(text), text).toBe(false);
});
