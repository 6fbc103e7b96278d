// SPDX-License-Identifier: Apache-2.0
// What VS Code calls: starts the server where there are documents for it, and lends it commands.
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";
import { LanguageClient, LanguageClientOptions, ServerOptions, State } from "vscode-languageclient/node";
import { CONFIG, LANGUAGES, configFolder, filtersOf } from "./folders";
import { Report, rulesAt, summaryOf } from "./problems";
import { Finding, complaint, inspect, serverArguments, settingsOf } from "./program";
import { kindOf } from "./schemas";

const NO_CONFIG = `sumlint: there is no ${CONFIG} here, so that nothing is checked. \`sumlint init\` writes one.`;

let output: vscode.LogOutputChannel;
let trace: vscode.OutputChannel;
let client: LanguageClient | undefined;
/** What the client was started with: as long as this is the same there is nothing to do. */
let startedWith = "";
/** Starts and stops go one after the other. */
let queue: Promise<unknown> = Promise.resolve();
/** Folders with a config that documents were opened below, whatever the workspace is. */
const found = new Set<string>();
const told = new Set<string>();

function settings() {
  const configuration = vscode.workspace.getConfiguration("sumlint");
  return settingsOf((name) => configuration.get(name));
}

// ---- where documents are ----------------------------------------------------------------------------------------

function note(document: vscode.TextDocument): void {
  if (document.uri.scheme !== "file" || !LANGUAGES.includes(document.languageId)) return;
  const folder = configFolder(path.dirname(document.uri.fsPath), existsSync);
  if (folder) found.add(folder);
}

async function configFolders(): Promise<string[]> {
  const configs = await vscode.workspace.findFiles(`**/${CONFIG}`, "**/node_modules/**");
  const above = (vscode.workspace.workspaceFolders ?? []).map((f) => configFolder(f.uri.fsPath, existsSync));
  for (const folder of found) {
    if (!existsSync(path.join(folder, CONFIG))) found.delete(folder);
  }
  return [...configs.map((uri) => path.dirname(uri.fsPath)), ...above.filter((f) => f !== undefined), ...found];
}

// ---- the server -------------------------------------------------------------------------------------------------

async function tell(finding: Finding): Promise<void> {
  const message = complaint(finding) as string;
  output.error(message);
  if (told.has(message)) return;
  told.add(message);
  if ((await vscode.window.showErrorMessage(message, "Open Settings")) === "Open Settings") {
    await vscode.commands.executeCommand("workbench.action.openSettings", "sumlint.path");
  }
}

async function stop(): Promise<void> {
  const old = client;
  client = undefined;
  startedWith = "";
  if (old) await old.dispose().catch((error) => output.warn(String(error)));
}

async function start(): Promise<void> {
  const wanted = settings();
  const filters = filtersOf(await configFolders(), wanted.checkWithoutConfig);
  const all = JSON.stringify([wanted.path, wanted.arguments, filters]);
  if (client && all === startedWith) return;
  await stop();
  if (filters.length === 0) return;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const finding = await inspect(wanted.path, { home: homedir(), folder, searchPath: process.env.PATH ?? "" });
  if (finding.kind !== "good") {
    void tell(finding);
    return;
  }
  output.info(`${finding.program}, version ${finding.version}`);
  const server: ServerOptions = { command: finding.program, args: serverArguments(wanted), options: { cwd: folder } };
  const options: LanguageClientOptions = { documentSelector: filters, outputChannel: output, traceOutputChannel: trace };
  const next = new LanguageClient("sumlint", "sumlint", server, options);
  await next.start();
  client = next;
  startedWith = all;
}

function settle(before: () => Promise<void> = async () => {}): Promise<void> {
  const next = queue.then(before).then(start);
  queue = next.catch((error) => output.error(String(error)));
  return queue.then(() => {});
}

// ---- commands ---------------------------------------------------------------------------------------------------

async function restart(): Promise<void> {
  told.clear();
  await settle(stop);
  if (!client && told.size === 0) void vscode.window.showInformationMessage(NO_CONFIG);
}

/** The client that serves; where there is none it is said why. */
async function serving(): Promise<LanguageClient | undefined> {
  await queue;
  if (client?.state === State.Running) return client;
  await restart();
  return client;
}

async function fixAll(): Promise<void> {
  if (await serving()) {
    await vscode.commands.executeCommand("editor.action.sourceAction", { kind: "source.fixAll.sumlint", apply: "first" });
  }
}

async function explainRule(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const server = editor && (await serving());
  if (!editor || !server) return;
  const rules = rulesAt(vscode.languages.getDiagnostics(editor.document.uri), editor.selection.active);
  if (rules.length === 0) void vscode.window.showInformationMessage("sumlint has nothing against this document.");
  const rule = rules.length > 1 ? await vscode.window.showQuickPick(rules, { title: "Explain which rule?" }) : rules[0];
  if (rule) await server.sendRequest("workspace/executeCommand", { command: "sumlint.explain", arguments: [rule] });
}

async function checkWorkspace(): Promise<void> {
  const server = await serving();
  if (!server) return;
  const report = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: "sumlint: checking all documents", cancellable: true },
    (_, token) => server.sendRequest<Report>("workspace/diagnostic", { identifier: "sumlint", previousResultIds: [] }, token),
  );
  // The problems themselves come to the list of problems on their own.
  const choice = await vscode.window.showInformationMessage(summaryOf(report), "Show Problems");
  if (choice) await vscode.commands.executeCommand("workbench.actions.view.problems");
}

// ---- schemas ----------------------------------------------------------------------------------------------------

/** What redhat.vscode-yaml exports. */
interface YamlExtension {
  registerContributor(name: string, schemaOf: (resource: string) => string | undefined, contentOf: (uri: string) => string | undefined): boolean;
}

/** `.sumlint.yaml` has its schema by package.json; other files by what the config says of them. */
async function contributeSchemas(context: vscode.ExtensionContext): Promise<void> {
  const yaml = await vscode.extensions.getExtension<YamlExtension>("redhat.vscode-yaml")?.activate();
  const files = { exists: existsSync, read: (file: string) => readFileSync(file, "utf8") };
  yaml?.registerContributor?.(
    "sumlint",
    (resource) => {
      const uri = vscode.Uri.parse(resource);
      const kind = uri.scheme === "file" ? kindOf(uri.fsPath, files) : undefined;
      return kind && vscode.Uri.joinPath(context.extensionUri, "schemas", `sumlint-${kind}.schema.json`).toString();
    },
    () => undefined,
  );
}

// ---- the life of the extension ----------------------------------------------------------------------------------

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  output = vscode.window.createOutputChannel("sumlint", { log: true });
  trace = vscode.window.createOutputChannel("sumlint (messages)");
  const configs = vscode.workspace.createFileSystemWatcher(`**/${CONFIG}`, false, true, false);
  const commands = { restart, fixAll, explainRule, checkWorkspace };
  context.subscriptions.push(
    output,
    trace,
    configs,
    configs.onDidCreate(() => settle()),
    configs.onDidDelete(() => settle()),
    vscode.workspace.onDidChangeWorkspaceFolders(() => settle()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      const ours = ["path", "arguments", "checkWithoutConfig"].some((name) => event.affectsConfiguration(`sumlint.${name}`));
      if (ours) void settle(async () => told.clear());
    }),
    vscode.workspace.onDidOpenTextDocument((document) => {
      const before = found.size;
      note(document);
      if (found.size !== before) void settle();
    }),
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(`sumlint.${name}`, run)),
  );
  vscode.workspace.textDocuments.forEach(note);
  void contributeSchemas(context).catch((error) => output.warn(String(error)));
  await settle();
}

export async function deactivate(): Promise<void> {
  await queue;
  await stop();
}
