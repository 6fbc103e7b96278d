// SPDX-License-Identifier: Apache-2.0
// check.js SCHEMAS < {"KIND": ["FILE", ...]} - holds YAML files against the schemas, and prints {"FILE": null or what is wrong}.
// Run where node_modules is; KIND is config, type, vocabulary or manifest.
"use strict";

const fs = require("fs");
const path = require("path");
const { createRequire } = require("module");
const from = createRequire(path.join(process.cwd(), "check.js"));
const Ajv = from("ajv");
const yaml = from("js-yaml");

const folder = process.argv[2];
const ajv = new Ajv({ strict: true, strictRequired: false, strictTypes: false, allowUnionTypes: true });
for (const name of fs.readdirSync(folder).sort())
	if (name.endsWith(".schema.json")) ajv.addSchema(JSON.parse(fs.readFileSync(path.join(folder, name), "utf8")), name);

function wrong(validate, file) {
	let value;
	try {
		// Without dates and other things that are texts to sumlint.
		const text = fs.readFileSync(file, "utf8");
		value = yaml.load(text, { schema: yaml.CORE_SCHEMA });
		if (value === null && !text.replace(/^\s*#.*$/gm, "").trim()) value = {}; // nothing but comments is an empty map
	} catch (error) {
		return error.message;
	}
	return validate(value === undefined ? {} : value) ? null : ajv.errorsText(validate.errors);
}

const wanted = JSON.parse(fs.readFileSync(0, "utf8"));
const verdicts = {};
for (const kind of Object.keys(wanted)) {
	const validate = ajv.getSchema("sumlint-" + kind + ".schema.json");
	for (const file of wanted[kind]) verdicts[file] = wrong(validate, file);
}
process.stdout.write(JSON.stringify(verdicts));
