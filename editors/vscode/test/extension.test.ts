// SPDX-License-Identifier: Apache-2.0
// The extension as it is shipped, in a stand-in for VS Code, with the real server.
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { TestContext, test } from "node:test";
import { pathToFileURL } from "node:url";
import { Fake, document, load } from "./fake";
import { BAD, SUMLINT, folderFor, needsSumlint } from "./folder";

async function until(what: string, ask: () => unknown): Promise<void> {
  const end = Date.now() + 30_000;
  while (!ask()) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function start(t: TestContext, files: Record<string, string>, settings: Record<string, unknown> = {}) {
  const folder = folderFor(t, { "names.md": BAD, ...files });
  const file = path.join(folder, "names.md");
  const fake = new Fake(folder, document(file, "markdown", BAD));
  fake.settings = { "sumlint.path": path.resolve(SUMLINT as string), ...settings };
  const extension = load(fake);
  t.after(() => extension.deactivate());
  await extension.activate({ subscriptions: [], extensionUri: fake.vscode.Uri.file(path.resolve(__dirname, "../..")) });
  const rules = () => (fake.diagnostics.get(pathToFileURL(file).toString()) ?? []).map((d) => d.code?.value ?? d.code);
  return { extension, fake, folder, rules };
}

const CONFIG = {
  ".sumlint.yaml": "extends: summary\nvocabularies: { topics: topics.yaml }\n",
  "topics.yaml": "title: T\nterms: [{ prefLabel: Open Science }]\n",
};
const PLAIN = { ".sumlint.yaml": "extends: summary\n" };
const FOUND = ["title/punctuation", "topics/alias"];
const found = (rules: () => unknown[]) => until("problems", () => rules().join() === FOUND.join());

test("problems come to VS Code", needsSumlint, async (t) => {
  const { fake, rules } = await start(t, PLAIN);
  await found(rules);
  assert.deepEqual(fake.messages, []);
});

test("commands", needsSumlint, async (t) => {
  const { fake, rules } = await start(t, PLAIN);
  await found(rules);
  await fake.commands["sumlint.fixAll"]();
  assert.deepEqual(fake.executed.pop(), ["editor.action.sourceAction", { kind: "source.fixAll.sumlint", apply: "first" }]);
  fake.answers = ["Show Problems"];
  await fake.commands["sumlint.checkWorkspace"]();
  assert.deepEqual(fake.messages, ["sumlint: 2 problems, of which 1 error, in 1 of 1 document."]);
  assert.deepEqual(fake.executed.pop(), ["workbench.actions.view.problems"]);
  await fake.commands["sumlint.explainRule"](); // the cursor is at the topic
  await until("the page", () => fake.shown.length > 0);
  assert.match(fake.shown[0], /topics.*alias/);
  await fake.commands["sumlint.restart"]();
  await found(rules);
});

test("without a config nothing is started, and the commands say why", needsSumlint, async (t) => {
  const { fake, folder, rules } = await start(t, {});
  assert.deepEqual(fake.messages, []);
  await fake.commands["sumlint.fixAll"]();
  assert.match(fake.messages[0], /no \.sumlint\.yaml here.*sumlint init/);
  // One that is written is seen, and one that goes.
  const config = path.join(folder, ".sumlint.yaml");
  writeFileSync(config, PLAIN[".sumlint.yaml"]);
  await fake.configCreated.fire(fake.vscode.Uri.file(config));
  await found(rules);
  rmSync(config);
  await fake.configDeleted.fire(fake.vscode.Uri.file(config));
  assert.deepEqual(rules(), []);
});

test("unless all documents are wanted", needsSumlint, async (t) => {
  const { rules } = await start(t, {}, { "sumlint.checkWithoutConfig": true });
  await found(rules);
});

test("a program that is missing is told once, and the settings can be opened", needsSumlint, async (t) => {
  const { fake, rules } = await start(t, PLAIN, { "sumlint.path": "sumlint-of-yesterday" });
  await fake.configCreated.fire();
  assert.equal(fake.messages.length, 1);
  assert.match(fake.messages[0], /There is no program “sumlint-of-yesterday”/);
  // Set right, it is started.
  fake.settings["sumlint.path"] = path.resolve(SUMLINT as string);
  await fake.configuration.fire({ affectsConfiguration: (name: string) => name === "sumlint.path" });
  await found(rules);
});

test("arguments reach the server", needsSumlint, async (t) => {
  const house = { "house.yaml": "extends: summary\nrules: { topics/alias: off }\n" };
  const { fake, rules } = await start(t, { ...PLAIN, ...house }, { "sumlint.arguments": ["--config", "house.yaml"] });
  await until("problems", () => rules().join() === "title/punctuation");
  assert.deepEqual(fake.messages, []);
});

test("the YAML extension is told of schemas", needsSumlint, async (t) => {
  const { fake, folder } = await start(t, CONFIG);
  await until("the contributor", () => fake.schemas);
  const of = (name: string) => fake.schemas?.(pathToFileURL(path.join(folder, name)).toString());
  assert.match(of("topics.yaml") ?? "", /^file:.*schemas\/sumlint-vocabulary\.schema\.json$/);
  assert.match(of(".sumlint.yaml") ?? "", /schemas\/sumlint-config\.schema\.json$/);
  assert.equal(of("other.yaml"), undefined);
  assert.equal(fake.schemas?.("untitled:Untitled-1"), undefined);
});
