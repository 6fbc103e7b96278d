// SPDX-License-Identifier: Apache-2.0
// Makes dist/extension.js, one file with all that the extension needs, dist/NOTICES.txt with the licences of what others wrote of it, and brings the
// schemas of docs/schemas/ along.
import { build } from "esbuild";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const from = fileURLToPath(new URL("../../docs/schemas/", import.meta.url));

rmSync(here + "dist", { recursive: true, force: true });
rmSync(here + "schemas", { recursive: true, force: true });
mkdirSync(here + "schemas");
for (const name of readdirSync(from).filter((n) => n.endsWith(".schema.json"))) {
  cpSync(from + name, here + "schemas/" + name);
}
const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  bundle: true,
  minify: true,
  platform: "node",
  format: "cjs",
  target: "node18",
  external: ["vscode"],
  metafile: true,
});

const folders = new Set(Object.keys(metafile.inputs).map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]).filter(Boolean));
const notices = [...folders].sort().map((folder) => {
  const { name, version, license } = JSON.parse(readFileSync(`${here}${folder}/package.json`, "utf8"));
  const file = readdirSync(here + folder).find((n) => /^licen[cs]e/i.test(n));
  if (!file) throw new Error(`${name} has no licence`);
  return `${name} ${version} (${license})\n\n${readFileSync(`${here}${folder}/${file}`, "utf8").trim()}\n`;
});
writeFileSync(here + "dist/NOTICES.txt", notices.join(`\n${"-".repeat(80)}\n\n`));
