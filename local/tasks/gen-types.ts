import { writeFile } from 'node:fs/promises';
import { readOptions } from '../cli/read-options.ts';
import { generateTypes, TYPES_FILE } from './generate-types.ts';

readOptions('npm run gen:types\n  Writes the database types from the migrations.', {});
await writeFile(TYPES_FILE, await generateTypes());
console.log(`${TYPES_FILE} written`);
