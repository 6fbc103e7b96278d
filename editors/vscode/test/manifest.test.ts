// SPDX-License-Identifier: Apache-2.0
// package.json, which VS Code believes, against the sources.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { test } from "node:test";
import { LANGUAGES } from "../src/folders";
import { MINIMUM, isOlder, settingsOf } from "../src/program";

const here = path.resolve(__dirname, "../.."); // from out/test
const top = path.resolve(here, "../..");
const read = (...names: string[]) => readFileSync(path.join(...names), "utf8");
const manifest = JSON.parse(read(here, "package.json"));
const version = /^ *version: '([\d.]+)'/m.exec(read(top, "meson.build"))?.[1] as string;

test("the extension has the version of the program, which is not too old for it", () => {
  assert.equal(manifest.version, version);
  assert.ok(!isOlder(version, MINIMUM));
  assert.match(read(here, "CHANGELOG.md"), new RegExp(`^## ${version.replaceAll(".", "\\.")}`, "m"));
});

test("every command that is shown is there, and the reverse", () => {
  const names = /const commands = \{ ([\w, ]+) \};/.exec(read(here, "src/extension.ts"))?.[1].split(", ") ?? [];
  const shown = manifest.contributes.commands.map((c: { command: string }) => c.command);
  assert.deepEqual(shown.sort(), names.map((n) => `sumlint.${n}`).sort());
});

test("every setting has the default that the sources have, and is in README.md", () => {
  const properties = manifest.contributes.configuration.properties;
  const defaults = settingsOf((name) => properties[`sumlint.${name}`].default);
  assert.deepEqual(defaults, settingsOf(() => undefined));
  for (const name of [...Object.keys(properties), ...Object.keys(defaults).map((n) => `sumlint.${n}`)]) {
    assert.ok(properties[name], `package.json lacks ${name}`);
    assert.ok(read(here, "README.md").includes(`\`${name}\``), `README.md lacks ${name}`);
  }
});

test("what a folder that is not trusted says of programs counts for nothing", () => {
  assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, ["sumlint.path", "sumlint.arguments"]);
});

test("the languages that are served wake the extension", () => {
  for (const language of LANGUAGES) assert.ok(manifest.activationEvents.includes(`onLanguage:${language}`));
});

test("schemas that are named are there", () => {
  for (const { url } of manifest.contributes.yamlValidation) assert.ok(existsSync(path.join(top, "docs/schemas", path.basename(url))), url);
});

test("the licence is that of the program", () => {
  assert.equal(read(here, "LICENSE"), read(top, "LICENSE"));
});
