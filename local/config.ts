import { join, resolve } from 'node:path';

/**
 * Everything about one local world that must be unique when two run side by side: ports and the data folder.
 * Each part of `local/` is started with this object and reads nothing else, so tests run their own world next to a developer's.
 */
export type LocalConfig = {
  /** Absolute folder for databases, blocks, keys, logs and process ids. */
  dataDir: string;
  /** Absolute folder for what can be built again from the sources (contracts, pages). Worlds may share it; a reset keeps it. */
  cacheDir: string;
  host: '127.0.0.1';
  ports: {
    gateway: number;
    postgres: number;
    functions: number;
    chain: number;
    zora: number;
    neynar: number;
    quickAuth: number;
    ipfs: number;
    client: number;
    web: number;
  };
};

const FIRST_PORT = 54321;
const ORDER = ['gateway', 'postgres', 'functions', 'chain', 'zora', 'neynar', 'quickAuth', 'ipfs', 'client', 'web'] as const;

/** The default world: ports 54321-54330, data in `.local/`. Another `firstPort` and `dataDir` give another world. */
export function localConfig({ firstPort = FIRST_PORT, dataDir = '.local', cacheDir = join(dataDir, 'cache') } = {}): LocalConfig {
  const ports = Object.fromEntries(ORDER.map((name, i) => [name, firstPort + i])) as LocalConfig['ports'];
  return { dataDir: resolve(dataDir), cacheDir: resolve(cacheDir), host: '127.0.0.1', ports };
}

/** What forgets a world: its people, its chain and its files. */
export function wayToForget({ dataDir }: LocalConfig): string {
  return dataDir === localConfig().dataDir ? '"npm run reset"' : `deleting ${dataDir}`;
}

/** `http://127.0.0.1:<port>` of one part, without a slash at the end. */
export function urlOf(config: LocalConfig, part: keyof LocalConfig['ports']): string {
  return `http://${config.host}:${config.ports[part]}`;
}

/** Superuser connection of the world's Postgres, for the local parts alone: functions get a lesser role. */
export function databaseUrl(config: LocalConfig): string {
  return `postgres://postgres@${config.host}:${config.ports.postgres}/postgres`;
}

/** The connection that functions get. */
export function functionsDatabaseUrl(config: LocalConfig): string {
  return `postgres://gigavibe_functions@${config.host}:${config.ports.postgres}/postgres`;
}
