// SPDX-License-Identifier: Apache-2.0
// A folder for a test, gone after it.
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { TestContext } from "node:test";

export function folderFor(t: TestContext, files: Record<string, string> = {}): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "sumlint-vscode-")));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    if (text.startsWith("#!")) chmodSync(file, 0o755);
  }
  return folder;
}

/** The real program, which the tests are told of. */
export const SUMLINT = process.env.SUMLINT;
export const needsSumlint = SUMLINT ? {} : { skip: "say which program in SUMLINT=" };

export const BAD = `# Ways to name things 🦉.

## Summary

Teams that agree on names early save a lot of time later on. The article shows how three teams wrote their names down, and
what that changed about the way in which they plan, argue, and deliver their work together.

## Key takeaway

Agree on the words before you agree on the plan.

## Key insights

Shared words outlive shared plans.

## Principles

- Name things once.
- Write the names down.

## In practice

- Keep the list of names where everyone looks.

## Topics

- Open research
- Career Development
- Large Language Models

**Best for:** Research Scientist

Editorial summary, takeaway, and curation by AIssential. Original article published by ACM Queue.
`;
