import { writeFileSync } from 'node:fs';
import { ROUTES } from './contract/routes.ts';
import { openApiDocument } from './openapi.ts';

/** `tsx api/openapi-cli.ts [FILE]`: writes the document to the file, or prints it. */
const text = `${JSON.stringify(openApiDocument(ROUTES), null, 2)}\n`;
const [file] = process.argv.slice(2);
if (file) writeFileSync(file, text);
else process.stdout.write(text);
