import { existsSync, readFileSync } from 'node:fs';

const SECTION = /^\[functions\.(?:"([^"]+)"|([\w-]+))\]$/;
const SETTING = /^verify_jwt\s*=\s*(true|false)/;

/**
 * Names of the functions whose callers need no token: `verify_jwt = false` under `[functions.<name>]` in supabase/config.toml.
 * A function that is not named there wants a token, as on the host. No file means no such function.
 */
export function openFunctions(configFile: string): Set<string> {
  const open = new Set<string>();
  if (!existsSync(configFile)) return open;
  let section: string | undefined;
  for (const line of readFileSync(configFile, 'utf8')
    .split('\n')
    .map(text => text.trim())) {
    if (line.startsWith('[')) {
      const match = SECTION.exec(line.replace(/\s*#.*$/, ''));
      section = match?.[1] ?? match?.[2];
    } else if (section !== undefined && SETTING.exec(line)?.[1] === 'false') {
      open.add(section);
    }
  }
  return open;
}
