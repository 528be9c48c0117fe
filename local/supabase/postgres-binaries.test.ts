import { expect, it } from 'vitest';
import { faultOfPath } from './postgres-binaries.ts';

it.each(['/home/nia/12" singles', '/home/$USER', '/home/`nia`', '/home/a:b'])(
  'is said that Postgres cannot run from %s',
  path => {
    expect(faultOfPath(path)).toContain(path);
  },
);

it.each(["/home/nia's songs", '/home/Nia Adeyemi/ü & more', '/srv/giga-vibe_2(1)'])('finds nothing wrong with %s', path => {
  expect(faultOfPath(path)).toBeNull();
});
