import { existsSync, readFileSync } from 'node:fs';

/** What of supabase/config.toml has a meaning here. */
export type ProjectConfig = {
  /** Schemas that REST serves. */
  schemas: string[];
  /** Rows that one REST request gives at most. */
  maxRows: number;
  /** Functions whose callers need no token (`verify_jwt = false`); one that is not named wants a token, as on the host. */
  openFunctions: Set<string>;
};

const SECTION = /^\[(?:functions\.)?"?([^"\]]+)"?\]$/;

/** Reads the project's configuration; what is missing, or the whole file, has the CLI's defaults. */
export function readProjectConfig(file: string): ProjectConfig {
  const config: ProjectConfig = { schemas: ['public'], maxRows: 1000, openFunctions: new Set() };
  if (!existsSync(file)) return config;
  let section = '';
  let isFunction = false;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const text = line.replace(/\s+#.*$/, '').trim();
    const header = SECTION.exec(text);
    const [, key, value] = /^(\w+)\s*=\s*(.+)$/.exec(text) ?? [];
    if (header) {
      section = header[1] ?? '';
      isFunction = text.startsWith('[functions.');
    } else if (isFunction && key === 'verify_jwt' && value === 'false') config.openFunctions.add(section);
    else if (!isFunction && section === 'api' && key === 'max_rows') config.maxRows = Number(value);
    else if (!isFunction && section === 'api' && key === 'schemas') {
      config.schemas = [...(value ?? '').matchAll(/"([^"]+)"/g)].map(match => match[1] ?? '');
    }
  }
  return config;
}
