import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { parseTap, type TapResult } from './tap.ts';

export type PgtapResult = TapResult & { file: string };

/**
 * Runs every `.sql` file of a folder, each on its own connection in a transaction that is rolled back, as `supabase test db` does.
 * A file that dies gives one failure with the error. Files bring their own `begin` and `rollback`, which are harmless here.
 * @param url superuser connection
 */
export async function runPgtap(url: string, folder: string): Promise<PgtapResult[]> {
  const files = readdirSync(folder)
    .filter(file => file.endsWith('.sql'))
    .sort();
  const results: PgtapResult[] = [];
  for (const file of files) {
    for (const result of await runFile(url, readFileSync(join(folder, file), 'utf8'))) results.push({ file, ...result });
  }
  return results;
}

async function runFile(url: string, text: string): Promise<TapResult[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      'begin; create extension if not exists pgtap with schema extensions; set local search_path = public, extensions;',
    );
    const output = (await client.query({ text, rowMode: 'array' })) as unknown as pg.QueryArrayResult | pg.QueryArrayResult[];
    const lines = (Array.isArray(output) ? output : [output]).flatMap(result => result.rows.flat().map(String));
    return parseTap(lines.filter(isTap));
  } catch (error) {
    const { message, position, where } = error as Error & { position?: string; where?: string };
    const line = position === undefined ? '' : `line ${text.slice(0, Number(position)).split('\n').length}: `;
    return [{ ok: false, description: 'runs to its end', diagnostics: [`${line}${message}`, where].filter(Boolean).join('\n') }];
  } finally {
    await client.query('rollback').catch(() => {});
    await client.end();
  }
}

/** What a test's own SELECTs return is not output of pgTAP. */
const isTap = (value: string) => /^(1\.\.\d+|(not )?ok \d+|#)/.test(value);
