// SPDX-License-Identifier: Apache-2.0
// What a TAP parser understands of a file, as JSON: tap.mjs NPM_FOLDER FILE
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [folder, file] = process.argv.slice(2);
const require = createRequire(path.resolve(folder, 'package.json'));
const { Parser } = require('tap-parser');

const seen = { asserts: [], extra: [], comments: [] };
const parser = new Parser({ strict: true }, (results) => {
	seen.plan = { start: results.plan?.start, end: results.plan?.end };
	seen.failures = results.failures.filter((failure) => failure.tapError).map((failure) => failure.tapError);
	console.log(JSON.stringify(seen));
});
parser.on('version', (version) => (seen.version = version));
parser.on('assert', (point) => seen.asserts.push({ ok: point.ok, id: point.id, name: point.name, diag: point.diag }));
parser.on('extra', (text) => seen.extra.push(text));
parser.on('comment', (text) => seen.comments.push(text));
parser.on('child', () => seen.extra.push('a subtest'));
parser.end(fs.readFileSync(file, 'utf8'));
