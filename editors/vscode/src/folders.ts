// SPDX-License-Identifier: Apache-2.0
// Which documents are sumlint's: those below a folder with a config, or all.
import * as path from "node:path";

export const CONFIG = ".sumlint.yaml";
export const LANGUAGES = ["markdown", "plaintext"];

export interface Filter {
  scheme: string;
  language: string;
  pattern?: string;
}

/** The nearest folder with a config, from this one upwards. */
export function configFolder(folder: string, exists: (file: string) => boolean): string | undefined {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (exists(path.join(at, CONFIG))) return at;
    if (at === path.dirname(at)) return undefined;
  }
}

function isWithin(folder: string, other: string): boolean {
  return folder === other || folder.startsWith(other.endsWith("/") ? other : other + "/");
}

/** Without those that another one contains; in order. */
export function outermost(folders: Iterable<string>): string[] {
  const all = [...new Set(folders)].sort();
  return all.filter((folder) => !all.some((other) => other !== folder && isWithin(folder, other)));
}

/** A folder's name as part of a glob, in which nothing means more than itself. */
export function escapeGlob(text: string): string {
  return text.replace(/[[\]{}*?!]/g, (c) => (c === "!" ? "!" : `[${c}]`));
}

export function filtersOf(folders: string[], everywhere: boolean): Filter[] {
  const filters: Filter[] = [];
  for (const language of LANGUAGES) {
    if (everywhere) {
      filters.push({ scheme: "file", language });
    } else {
      for (const folder of outermost(folders)) {
        filters.push({ scheme: "file", language, pattern: `${escapeGlob(folder).replace(/\/$/, "")}/**` });
      }
    }
    // Never saved: the server takes them for documents of the first folder.
    if (everywhere || folders.length > 0) filters.push({ scheme: "untitled", language });
  }
  return filters;
}
