import { withDatabase } from './with-database.ts';

/**
 * Sets secrets in the vault, making or replacing each by name. On the host this is done once by hand; here at each start,
 * since ports and keys belong to the world that starts. Without the vault extension this is an error.
 */
export async function setVaultSecrets(url: string, secrets: Record<string, string>): Promise<void> {
  await withDatabase(url, async client => {
    for (const [name, value] of Object.entries(secrets)) {
      const { rows } = await client.query<{ id: string; secret: string }>(
        'select id, secret from vault.secrets where name = $1',
        [name],
      );
      const found = rows[0];
      if (found === undefined) await client.query('select vault.create_secret($1, $2)', [value, name]);
      else if (found.secret !== value) await client.query('select vault.update_secret($1, $2)', [found.id, value]);
    }
  });
}

/** The role that edge functions log in with is created without a password by a migration; this machine trusts local logins. */
export async function allowFunctionsLogin(url: string): Promise<void> {
  await withDatabase(url, async client => {
    const { rowCount } = await client.query("select from pg_roles where rolname = 'gigavibe_functions'");
    if (rowCount) await client.query('alter role gigavibe_functions login');
  });
}
