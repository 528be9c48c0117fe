import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file in the service's list, as its API words it. */
export type ListedFile = {
  id: string;
  name: string;
  cid: string;
  size: number;
  number_of_files: 1;
  mime_type: string;
  group_id: null;
  keyvalues: Record<string, string>;
  network: 'public';
  created_at: string;
};

export type FileList = {
  /** The same bytes again are the same file. */
  add: (file: Pick<ListedFile, 'name' | 'cid' | 'size' | 'mime_type'>) => ListedFile;
  byCid: (cid: string) => ListedFile[];
  all: () => ListedFile[];
  remove: (id: string) => boolean;
};

/** What was uploaded and not removed, in `<dataDir>/ipfs-files/list.ndjson`. */
export function openFileList(dataDir: string): FileList {
  const folder = join(dataDir, 'ipfs-files');
  mkdirSync(folder, { recursive: true });
  const journal = join(folder, 'list.ndjson');
  const files = new Map<string, ListedFile>();
  const apply = (line: { file?: ListedFile; removed?: string }) => {
    if (line.file) files.set(line.file.id, line.file);
    if (line.removed) files.delete(line.removed);
  };
  const lines = existsSync(journal) ? readFileSync(journal, 'utf8').split('\n') : [];
  for (const line of lines.filter(Boolean)) {
    try {
      apply(JSON.parse(line));
    } catch {
      // A line that a kill cut off was never acknowledged.
    }
  }
  const write = (line: Parameters<typeof apply>[0]) => {
    appendFileSync(journal, `${JSON.stringify(line)}\n`);
    apply(line);
  };
  const byCid = (cid: string) => [...files.values()].filter(file => file.cid === cid);
  return {
    add: file => {
      const [known] = byCid(file.cid);
      if (known) return known;
      const made: ListedFile = {
        id: randomUUID(),
        ...file,
        number_of_files: 1,
        group_id: null,
        keyvalues: {},
        network: 'public',
        created_at: new Date().toISOString(),
      };
      write({ file: made });
      return made;
    },
    byCid,
    all: () => [...files.values()],
    remove: id => {
      const known = files.has(id);
      if (known) write({ removed: id });
      return known;
    },
  };
}
