// SPDX-License-Identifier: Apache-2.0
// Finds the program, and sees whether it can serve.
import { execFile } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import * as path from "node:path";

/** The first version that has `sumlint lsp`. */
export const MINIMUM = "0.1.0";

export interface Settings {
  path: string;
  arguments: string[];
  checkWithoutConfig: boolean;
}

/** Where the program is looked for. */
export interface Place {
  home: string;
  /** The first folder of the workspace. */
  folder?: string;
  /** As in the environment. */
  searchPath: string;
}

export type Finding =
  | { kind: "good"; program: string; version: string }
  | { kind: "missing"; wanted: string }
  | { kind: "old"; program: string; version: string }
  | { kind: "foreign"; program: string; why: string };

/** What the settings say, whatever somebody wrote there. */
export function settingsOf(get: (name: string) => unknown): Settings {
  const program = get("path");
  const list = get("arguments");
  return {
    path: typeof program === "string" && program.trim() ? program.trim() : "sumlint",
    arguments: Array.isArray(list) ? list.filter((a): a is string => typeof a === "string") : [],
    checkWithoutConfig: get("checkWithoutConfig") === true,
  };
}

export function serverArguments(settings: Settings): string[] {
  return ["lsp", ...settings.arguments];
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

export function find(wanted: string, place: Place): string | undefined {
  let name = wanted.replace(/^~(?=\/)/, place.home);
  if (name.includes("${workspaceFolder}")) {
    if (!place.folder) return undefined;
    name = name.replaceAll("${workspaceFolder}", place.folder);
  }
  if (name.includes("/")) {
    const file = path.resolve(place.folder ?? place.home, name);
    return isProgram(file) ? file : undefined;
  }
  return place.searchPath
    .split(path.delimiter)
    // An empty or relative entry would run what lies in the folder that is open.
    .filter((folder) => path.isAbsolute(folder))
    .map((folder) => path.join(folder, name))
    .find(isProgram);
}

export function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map((v) => v.split(".").map(Number));
  for (let i = 0; i < 3; i++) {
    if ((a[i] ?? 0) !== (b[i] ?? 0)) return (a[i] ?? 0) < (b[i] ?? 0);
  }
  return false;
}

function output(program: string, args: string[], timeout: number): Promise<{ text: string; error?: string }> {
  return new Promise((resolve) => {
    const child = execFile(program, args, { timeout, encoding: "utf8" }, (error, stdout, stderr) =>
      resolve({ text: stdout, error: error ? (error.killed ? "it does not end" : stderr.trim().split("\n")[0] || error.message) : undefined }),
    );
    child.stdin?.end();
  });
}

/** Runs it to see which version it is. */
export async function inspect(wanted: string, place: Place, timeout = 10_000): Promise<Finding> {
  const program = find(wanted, place);
  if (!program) return { kind: "missing", wanted };
  const { text, error } = await output(program, ["--version"], timeout);
  const version = /^sumlint (\d+\.\d+\.\d+)/.exec(text)?.[1];
  if (error || !version) return { kind: "foreign", program, why: error ?? `\`--version\` says “${text.trim().slice(0, 60)}”` };
  return isOlder(version, MINIMUM) ? { kind: "old", program, version } : { kind: "good", program, version };
}

/** For the user; undefined where all is well. */
export function complaint(finding: Finding): string | undefined {
  switch (finding.kind) {
    case "good":
      return undefined;
    case "missing":
      return `There is no program “${finding.wanted}”. Install sumlint, or say in the setting “sumlint.path” where it is.`;
    case "old":
      return `${finding.program} is sumlint ${finding.version}, which is too old: ${MINIMUM} or later is needed.`;
    case "foreign":
      return `${finding.program} does not answer as sumlint does: ${finding.why}.`;
  }
}
