// SPDX-License-Identifier: Apache-2.0
// Which JSON Schema a YAML file has: what a config names as a vocabulary, or extends, can be called anything.
import * as path from "node:path";
import { parse } from "yaml";
import { CONFIG, configFolder } from "./folders";

export type Kind = "config" | "vocabulary";

export interface Files {
  exists: (file: string) => boolean;
  read: (file: string) => string;
}

/** More are not followed: what extends itself is sumlint's to complain of. */
const MAX_CONFIGS = 50;

function contentOf(file: string, files: Files): Record<string, unknown> {
  try {
    const value: unknown = parse(files.read(file), { logLevel: "silent" });
    return value !== null && typeof value === "object" ? (value as Record<string, unknown>) : {};
  } catch {
    return {}; // being written, perhaps
  }
}

function strings(value: unknown): string[] {
  const list = Array.isArray(value) ? value : value !== null && typeof value === "object" ? Object.values(value) : [value];
  return list.filter((item): item is string => typeof item === "string");
}

/** What the file is to the config above it; undefined where it is nothing. */
export function kindOf(file: string, files: Files): Kind | undefined {
  if (path.basename(file) === CONFIG) return "config";
  const folder = configFolder(path.dirname(file), files.exists);
  const waiting = folder ? [path.join(folder, CONFIG)] : [];
  const seen = new Set<string>();
  for (let config = waiting.shift(); config !== undefined && seen.size < MAX_CONFIGS; config = waiting.shift()) {
    if (seen.has(config)) continue;
    seen.add(config);
    const content = contentOf(config, files);
    const below = (name: string) => path.resolve(path.dirname(config), name);
    if (strings(content.vocabularies).map(below).includes(file)) return "vocabulary";
    for (const name of strings(content.extends).filter((n) => n.includes("/") || n.endsWith(".yaml")).map(below)) {
      if (name === file) return "config";
      waiting.push(name);
    }
  }
  return undefined;
}
