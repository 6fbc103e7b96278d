// SPDX-License-Identifier: Apache-2.0
// As much of VS Code as the extension and its client of the language server touch: one open document, shown in one tab. What nobody asks of it is
// there too, and does nothing.
import { existsSync, readdirSync } from "node:fs";
import Module from "node:module";
import * as path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

type Any = any;

class Emitter {
  private readonly listeners = new Set<(event: Any) => Any>();
  readonly event = (listener: (event: Any) => Any, self?: Any) => {
    const bound = listener.bind(self);
    this.listeners.add(bound);
    return { dispose: () => this.listeners.delete(bound) };
  };
  fire(event?: Any) {
    return Promise.all([...this.listeners].map((l) => l(event)));
  }
  dispose() {
    this.listeners.clear();
  }
}

class Position {
  constructor(readonly line: number, readonly character: number) {}
}

class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(a: Any, b: Any, c?: number, d?: number) {
    [this.start, this.end] = typeof a === "number" ? [new Position(a, b), new Position(c as number, d as number)] : [a, b];
  }
}

class Diagnostic {
  source?: string;
  code?: Any;
  constructor(readonly range: Range, readonly message: string, readonly severity: number) {}
}

class Uri {
  readonly fragment = "";
  readonly query = "";
  readonly authority = "";
  private constructor(readonly scheme: string, readonly path: string) {}
  static parse(text: string) {
    const [, scheme, rest] = /^([a-z-]+):(.*)$/.exec(text) ?? [];
    return scheme === "file" ? Uri.file(fileURLToPath(text)) : new Uri(scheme, rest);
  }
  static file(name: string) {
    return new Uri("file", name);
  }
  static joinPath(uri: Uri, ...names: string[]) {
    return new Uri(uri.scheme, path.join(uri.path, ...names));
  }
  get fsPath() {
    return this.path;
  }
  toString() {
    return this.scheme === "file" ? pathToFileURL(this.path).toString() : `${this.scheme}:${this.path}`;
  }
  with() {
    return this;
  }
}

class CodeActionKind {
  static readonly Empty = new CodeActionKind("");
  static readonly QuickFix = new CodeActionKind("quickfix");
  static readonly Source = new CodeActionKind("source");
  constructor(readonly value: string) {}
  append(part: string) {
    return new CodeActionKind(this.value ? `${this.value}.${part}` : part);
  }
}

class TabInputText {
  constructor(readonly uri: Uri) {}
}

class Disposable {
  static from(...all: Disposable[]) {
    return new Disposable(() => all.forEach((d) => d.dispose()));
  }
  constructor(readonly dispose: () => void) {}
}

class CancellationTokenSource {
  private readonly emitter = new Emitter();
  readonly token = { isCancellationRequested: false, onCancellationRequested: this.emitter.event };
  cancel() {
    this.token.isCancellationRequested = true;
    void this.emitter.fire();
  }
  dispose() {}
}

/** Can be called, made new, extended, and has everything. */
function anything(known: Record<string, Any> = {}): Any {
  const made = new Map<string | symbol, Any>();
  return new Proxy(class {}, {
    get(target, name) {
      if (name in known) return known[name as string];
      if (name === "prototype") return target.prototype;
      if (name === "then" || typeof name === "symbol") return undefined;
      if (!made.has(name)) made.set(name, /^on(Did|Will)/.test(name) ? new Emitter().event : anything());
      return made.get(name);
    },
    apply: () => ({ dispose() {} }),
    construct: (target, args, newTarget) => Reflect.construct(target, args, newTarget),
  });
}

export function document(file: string, languageId: string, text: string) {
  const lineCount = text.split("\n").length;
  return { uri: Uri.file(file), fileName: file, languageId, version: 1, isClosed: false, isDirty: false, lineCount, getText: () => text };
}

function configsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((n) => path.basename(n) === ".sumlint.yaml").map((n) => path.join(folder, n));
}

export class Fake {
  settings: Record<string, Any> = {};
  messages: string[] = [];
  shown: string[] = [];
  executed: Any[][] = [];
  answers: string[] = []; // to messages
  commands: Record<string, (...args: Any[]) => Any> = {};
  diagnostics = new Map<string, Any[]>();
  configCreated = new Emitter();
  configDeleted = new Emitter();
  configuration = new Emitter();
  schemas?: (resource: string) => string | undefined;
  readonly vscode: Any;

  constructor(readonly folder: string, document: Any) {
    const message = async (text: string) => {
      this.messages.push(text);
      return this.answers.shift();
    };
    const configurationOf = (section = "") => ({
      get: (name: string, otherwise?: Any) => this.settings[section ? `${section}.${name}` : name] ?? otherwise,
      has: () => false,
      inspect: () => undefined,
    });
    const collection = () => ({
      set: (uri: Uri, list?: Any[]) => this.diagnostics.set(uri.toString(), [...(list ?? [])]),
      delete: (uri: Uri) => this.diagnostics.delete(uri.toString()),
      clear: () => this.diagnostics.clear(),
      has: (uri: Uri) => this.diagnostics.has(uri.toString()),
      dispose: () => this.diagnostics.clear(),
    });
    const watcher = (pattern: Any) => {
      const ours = pattern === "**/.sumlint.yaml";
      const idle = new Emitter();
      const [created, deleted] = ours ? [this.configCreated, this.configDeleted] : [idle, idle];
      return { onDidCreate: created.event, onDidChange: idle.event, onDidDelete: deleted.event, dispose() {} };
    };
    const tab = { input: new TabInputText(document.uri), isActive: true };
    const matches = (filters: Any[], d: Any) =>
      [filters].flat().some((f) => f.language === d.languageId && (!f.pattern || d.uri.fsPath.startsWith(f.pattern.replace(/\*\*$/, "")))) ? 10 : 0;
    // What a bundle takes for the module's own content is copied from the prototype alone.
    this.vscode = Object.create(anything({
      version: "1.91.0",
      Uri, Position, Range, Diagnostic, Disposable, CodeActionKind, TabInputText, CancellationTokenSource,
      EventEmitter: Emitter,
      DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
      ProgressLocation: { Notification: 15, Window: 10 },
      workspace: anything({
        workspaceFolders: [{ uri: Uri.file(folder), name: "desk", index: 0 }],
        textDocuments: [document],
        notebookDocuments: [],
        getConfiguration: configurationOf,
        onDidChangeConfiguration: this.configuration.event,
        createFileSystemWatcher: watcher,
        findFiles: async () => configsBelow(folder).map((file) => Uri.file(file)),
        getWorkspaceFolder: () => ({ uri: Uri.file(folder), name: "desk", index: 0 }),
      }),
      window: anything({
        activeTextEditor: { document, selection: { active: new Position(26, 5) } },
        visibleTextEditors: [{ document }],
        tabGroups: anything({ all: [{ tabs: [tab], activeTab: tab }] }),
        createOutputChannel: () => anything(),
        showErrorMessage: message,
        showInformationMessage: message,
        showTextDocument: async (uri: Uri) => this.shown.push(uri.toString()),
        withProgress: (_: Any, run: Any) => run({ report() {} }, new CancellationTokenSource().token),
      }),
      languages: anything({ match: matches, createDiagnosticCollection: collection, getDiagnostics: (uri: Uri) => this.diagnostics.get(uri.toString()) ?? [] }),
      commands: anything({
        registerCommand: (name: string, run: Any) => {
          if (this.commands[name]) throw new Error(`${name} is there already`);
          this.commands[name] = run;
          return { dispose: () => delete this.commands[name] };
        },
        executeCommand: async (...args: Any[]) => this.executed.push(args),
      }),
      extensions: anything({
        getExtension: (name: string) =>
          name === "redhat.vscode-yaml" ? { activate: async () => ({ registerContributor: (_: string, of: Any) => (this.schemas = of) }) } : undefined,
      }),
    }));
  }
}

/** The extension as it is shipped, with the fake in the place of VS Code; a new one at every call. */
export function load(fake: Fake): { activate(context: Any): Promise<void>; deactivate(): Promise<void> } {
  const file = path.resolve(__dirname, "../../dist/extension.js");
  if (!existsSync(file)) throw new Error("npm run build comes first");
  const loader = Module as Any;
  const usual = loader._load;
  loader._load = (name: string, ...more: Any[]) => (name === "vscode" ? fake.vscode : usual(name, ...more));
  try {
    delete require.cache[file];
    return require(file);
  } finally {
    loader._load = usual;
  }
}
