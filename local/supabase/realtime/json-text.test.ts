import { expect, test } from 'vitest';
import { jsonText } from './json-text.ts';

test.each([
  ['int8', '9223372036854775807', '9223372036854775807'],
  ['numeric', '123456789012345678901234567890.5', '123456789012345678901234567890.5'],
  ['numeric', 'NaN', '"NaN"'],
  ['float8', '1e-07', '1e-07'],
  ['bool', 't', 'true'],
  ['text', null, 'null'],
  ['text', 'a "b"\n', '"a \\"b\\"\\n"'],
  ['jsonb', '{"a": 1}', '{"a": 1}'],
  ['timestamptz', '2026-01-02 03:04:05.6+00', '"2026-01-02T03:04:05.6+00:00"'],
  ['timestamp', '2026-01-02 03:04:05', '"2026-01-02T03:04:05"'],
  ['uuid', 'a0000000-0000-4000-8000-000000000001', '"a0000000-0000-4000-8000-000000000001"'],
  ['_int4', '{1,NULL,3}', '[1,null,3]'],
  ['_text', '{a,"b, \\"c\\"",NULL,"NULL"}', '["a","b, \\"c\\"",null,"NULL"]'],
  ['_int4', '{{1,2},{3,4}}', '[[1,2],[3,4]]'],
  ['_text', '{}', '[]'],
])('%s %s becomes %s', (type, text, expected) => {
  expect(jsonText(type, text)).toBe(expected);
});
