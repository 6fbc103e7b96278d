// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import * as path from "node:path";
import { test } from "node:test";
import { MINIMUM, complaint, find, inspect, isOlder, serverArguments, settingsOf } from "../src/program";
import { SUMLINT, folderFor, needsSumlint } from "./folder";

const says = (text: string) => `#!/bin/sh\necho "${text}"\n`;

test("settings that are not what they should be count as not said", () => {
  const usual = { path: "sumlint", arguments: [], checkWithoutConfig: false };
  assert.deepEqual(settingsOf(() => undefined), usual);
  const odd: Record<string, unknown> = { path: "  ", arguments: "--config a", checkWithoutConfig: "yes" };
  assert.deepEqual(settingsOf((name) => odd[name]), usual);
  const good: Record<string, unknown> = { path: " /opt/sumlint ", arguments: ["--config", 7, "a.yaml"], checkWithoutConfig: true };
  assert.deepEqual(settingsOf((name) => good[name]), { path: "/opt/sumlint", arguments: ["--config", "a.yaml"], checkWithoutConfig: true });
});

test("arguments come behind the command", () => {
  assert.deepEqual(serverArguments(settingsOf((n) => (n === "arguments" ? ["--debounce", "100"] : undefined))), ["lsp", "--debounce", "100"]);
});

test("a name is looked for on PATH, in its order, and nowhere in the folder that is open", (t) => {
  const programs = { "two/sumlint": says("x"), "three/sumlint": says("x"), "desk/sumlint": says("x") };
  const top = folderFor(t, { "one/readme": "", "plain/sumlint": "no program", ...programs });
  const place = { home: top, folder: path.join(top, "desk"), searchPath: ["one", "plain", "two", "three"].map((n) => path.join(top, n)).join(":") };
  assert.equal(find("sumlint", place), path.join(top, "two/sumlint"));
  assert.equal(find("sumlint", { ...place, searchPath: `:.:desk:${path.join(top, "one")}` }), undefined);
});

test("paths begin at the workspace; ~ and ${workspaceFolder} are known", (t) => {
  const top = folderFor(t, { "desk/bin/sumlint": says("x"), "home/bin/sumlint": says("x"), "desk/bin/folder/x": "" });
  const place = { home: path.join(top, "home"), folder: path.join(top, "desk"), searchPath: "" };
  assert.equal(find("bin/sumlint", place), path.join(top, "desk/bin/sumlint"));
  assert.equal(find("~/bin/sumlint", place), path.join(top, "home/bin/sumlint"));
  assert.equal(find("${workspaceFolder}/bin/sumlint", place), path.join(top, "desk/bin/sumlint"));
  assert.equal(find(path.join(top, "home/bin/sumlint"), place), path.join(top, "home/bin/sumlint"));
  assert.equal(find("bin/folder", place), undefined);
  assert.equal(find("bin/nothing", place), undefined);
  assert.equal(find("${workspaceFolder}/bin/sumlint", { ...place, folder: undefined }), undefined);
});

test("versions are compared by numbers", () => {
  assert.ok(isOlder("0.0.9", "0.1.0"));
  assert.ok(isOlder("0.9.0", "0.10.0"));
  assert.ok(isOlder("1.9.9", "2.0.0"));
  assert.ok(!isOlder("0.1.0", "0.1.0"));
  assert.ok(!isOlder("1.0.0", "0.9.9"));
});

test("what is missing, too old or another program is told with what to do", async (t) => {
  const top = folderFor(t, {
    "old/sumlint": says("sumlint 0.0.9"),
    "new/sumlint": says("sumlint 12.0.0"),
    "other/sumlint": says("summing lint 3"),
    "fails/sumlint": "#!/bin/sh\necho 'libyaml is not there' >&2\nexit 127\n",
    "hangs/sumlint": "#!/bin/sh\nexec sleep 60\n",
  });
  const look = (name: string) => inspect(path.join(top, name, "sumlint"), { home: top, searchPath: "" }, 1000);
  const told = async (name: string) => complaint(await look(name));
  assert.match((await told("nowhere")) ?? "", /There is no program “.*nowhere\/sumlint”.*sumlint\.path/);
  assert.match((await told("old")) ?? "", new RegExp(`sumlint 0\\.0\\.9, which is too old: ${MINIMUM} or later`));
  assert.match((await told("other")) ?? "", /does not answer as sumlint does: .*“summing lint 3”/);
  assert.match((await told("fails")) ?? "", /libyaml is not there/);
  assert.match((await told("hangs")) ?? "", /it does not end/);
  assert.equal(await told("new"), undefined);
});

test("the real program is good enough", needsSumlint, async () => {
  const finding = await inspect(path.resolve(SUMLINT as string), { home: "/", searchPath: "" });
  assert.equal(finding.kind, "good", complaint(finding));
});
