// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { ruleOf, rulesAt, summaryOf } from "../src/problems";

function problem(code: string, line: number, from: number, to: number, source = "sumlint") {
  return { source, code: { value: code }, range: { start: { line, character: from }, end: { line, character: to } } };
}

test("a rule is what sumlint gives as a code, with or without a page", () => {
  assert.equal(ruleOf({ ...problem("a/b", 1, 2, 3), code: "a/b" }), "a/b");
  assert.equal(ruleOf(problem("a/b", 1, 2, 3)), "a/b");
  assert.equal(ruleOf(problem("MD001", 1, 2, 3, "markdownlint")), undefined);
});

test("the rules nearest to the cursor are taken", () => {
  const problems = [problem("a/a", 3, 5, 9), problem("b/b", 3, 20, 25), problem("c/c", 7, 0, 4), problem("c/c", 8, 0, 4), problem("MD1", 3, 5, 9, "other")];
  assert.deepEqual(rulesAt(problems, { line: 3, character: 9 }), ["a/a"]);
  assert.deepEqual(rulesAt(problems, { line: 3, character: 12 }), ["a/a", "b/b"]);
  assert.deepEqual(rulesAt(problems, { line: 5, character: 0 }), ["a/a", "b/b", "c/c"]);
  assert.deepEqual(rulesAt([], { line: 0, character: 0 }), []);
});

test("all documents in a sentence", () => {
  const file = (...severities: number[]) => ({ kind: "full", uri: "file:///a", items: severities.map((severity) => ({ severity })) });
  assert.equal(summaryOf({ items: [] }), "sumlint: no problems in 0 documents.");
  assert.equal(summaryOf({ items: [file()] }), "sumlint: no problems in 1 document.");
  assert.equal(summaryOf({ items: [file(1), file(), file(2, 3)] }), "sumlint: 3 problems, of which 1 error, in 2 of 3 documents.");
});
