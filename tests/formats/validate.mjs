// SPDX-License-Identifier: Apache-2.0
// Validates JSON files by a JSON Schema: validate.mjs NPM_FOLDER SCHEMA FILE...
// NPM_FOLDER is where package.json was installed: modules are looked up from there, since this file stands outside.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [folder, schema, ...files] = process.argv.slice(2);
const require = createRequire(path.resolve(folder, 'package.json'));
const { Ajv2020 } = require('ajv/dist/2020');
const addFormats = require('ajv-formats').default;

// The schema of SARIF is none of those that strict mode wants; ours are.
const ajv = new Ajv2020({ allErrors: true, strict: !schema.includes('sarif') });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(fs.readFileSync(schema, 'utf8')));
let bad = 0;
for (const file of files) {
	// `fatal`: a report is UTF-8 to the last byte.
	const text = new TextDecoder('utf-8', { fatal: true }).decode(fs.readFileSync(file));
	if (validate(JSON.parse(text)))
		continue;
	bad++;
	for (const error of validate.errors.slice(0, 20))
		console.error(`${file}: ${error.instancePath || '/'} ${error.message} ${JSON.stringify(error.params)}`);
}
process.exit(bad ? 1 : 0);
