// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { test } from "node:test";
import { kindOf } from "../src/schemas";
import { folderFor } from "./folder";

const files = { exists: existsSync, read: (file: string) => readFileSync(file, "utf8") };

test("vocabularies and what is extended are found by what the config says", (t) => {
  const top = folderFor(t, {
    "desk/.sumlint.yaml": "extends: [summary, ../house.yaml]\nvocabularies: { topics: words/topics.yaml }\n",
    "house.yaml": "extends: ./base.yaml\nvocabularies: { audience: people.yaml }\n",
    "base.yaml": "extends: house.yaml\n", // round in a circle
    "desk/words/topics.yaml": "",
    "desk/words/other.yaml": "",
    "people.yaml": "",
  });
  const kind = (name: string) => kindOf(path.join(top, name), files);
  assert.equal(kind("desk/.sumlint.yaml"), "config");
  assert.equal(kind("desk/words/topics.yaml"), "vocabulary");
  assert.equal(kind("desk/words/other.yaml"), undefined);
  assert.equal(kind("people.yaml"), undefined, "no config is above it");
});

test("a config above, and files beside it that it extends", (t) => {
  const top = folderFor(t, {
    ".sumlint.yaml": "extends: types/house.yaml\n",
    "types/house.yaml": "vocabularies:\n  topics: topics.yaml\nextends: base.yaml\n",
    "types/base.yaml": "",
    "types/topics.yaml": "",
  });
  const kind = (name: string) => kindOf(path.join(top, name), files);
  assert.equal(kind("types/house.yaml"), "config");
  assert.equal(kind("types/base.yaml"), "config");
  assert.equal(kind("types/topics.yaml"), "vocabulary");
});

test("a config that is being written, or is odd, is none to go by", (t) => {
  for (const text of ["vocabularies: { topics: [", "- a\n", "", "vocabularies: 7\nextends: { a: 1 }\n", "\u0000"]) {
    const top = folderFor(t, { ".sumlint.yaml": text, "a.yaml": "" });
    assert.equal(kindOf(path.join(top, "a.yaml"), files), undefined);
  }
});
