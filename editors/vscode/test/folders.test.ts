// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { configFolder, escapeGlob, filtersOf, outermost } from "../src/folders";

const having = (...files: string[]) => (file: string) => files.includes(file);

test("the nearest config counts", () => {
  assert.equal(configFolder("/desk/a/b", having("/desk/.sumlint.yaml")), "/desk");
  assert.equal(configFolder("/desk/a/b", having("/desk/.sumlint.yaml", "/desk/a/.sumlint.yaml")), "/desk/a");
  assert.equal(configFolder("/desk", having("/.sumlint.yaml")), "/");
  assert.equal(configFolder("/desk", having("/other/.sumlint.yaml")), undefined);
});

test("a folder within another is no folder of its own", () => {
  assert.deepEqual(outermost(["/desk/a", "/desk", "/desks", "/desk/a/b", "/desk"]), ["/desk", "/desks"]);
  assert.deepEqual(outermost(["/desk", "/"]), ["/"]);
});

test("documents are those below a config, and those that were never saved", () => {
  assert.deepEqual(filtersOf(["/desk", "/desk/old"], false), [
    { scheme: "file", language: "markdown", pattern: "/desk/**" },
    { scheme: "untitled", language: "markdown" },
    { scheme: "file", language: "plaintext", pattern: "/desk/**" },
    { scheme: "untitled", language: "plaintext" },
  ]);
  assert.equal(filtersOf(["/"], false)[0].pattern, "/**");
});

test("without a config there are none, unless all are wanted", () => {
  assert.deepEqual(filtersOf([], false), []);
  const all = filtersOf([], true);
  assert.equal(all.length, 4);
  assert.ok(all.every((filter) => filter.pattern === undefined));
});

test("the name of a folder means nothing but itself", () => {
  assert.equal(escapeGlob("/a [1]/{b}/c*?"), "/a [[]1[]]/[{]b[}]/c[*][?]");
});
