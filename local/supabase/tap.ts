export type TapResult = { ok: boolean; description: string; diagnostics: string };

/**
 * Reads the output of a pgTAP file. Beside each test, a file whose number of tests differs from its plan gives one failure.
 * @param lines what the file's SELECTs returned, in order; one value may hold several lines
 */
export function parseTap(lines: string[]): TapResult[] {
  const results: TapResult[] = [];
  let planned: number | null = null;
  for (const line of lines.flatMap(value => value.split('\n'))) {
    const plan = /^1\.\.(\d+)/.exec(line);
    const test = /^(not )?ok (\d+)(?: - (.*))?/.exec(line);
    if (plan) planned = Number(plan[1]);
    else if (test)
      results.push({
        ok: test[1] === undefined,
        description: (test[3] ?? `test ${test[2]}`).replaceAll('\\#', '#'),
        diagnostics: '',
      });
    else if (line.startsWith('#')) {
      const last = results.at(-1);
      if (last && !last.ok) last.diagnostics += `${line.replace(/^# ?/, '')}\n`;
    }
  }
  if (planned === null)
    results.push({ ok: false, description: 'has a plan', diagnostics: 'The file neither calls plan() nor finish().' });
  else if (planned !== results.length) {
    results.push({
      ok: false,
      description: 'runs as many tests as planned',
      diagnostics: `planned ${planned}, ran ${results.length}`,
    });
  }
  return results;
}
