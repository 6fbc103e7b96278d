// SPDX-License-Identifier: Apache-2.0
// The real server, as the library of VS Code's client speaks to it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import * as path from "node:path";
import { TestContext, test } from "node:test";
import { pathToFileURL } from "node:url";
import * as lsp from "vscode-languageserver-protocol/node";
import { rulesAt, summaryOf } from "../src/problems";
import { serverArguments } from "../src/program";
import { BAD, SUMLINT, folderFor, needsSumlint } from "./folder";

const capabilities: lsp.ClientCapabilities = {
  general: { positionEncodings: ["utf-16"] },
  textDocument: {
    publishDiagnostics: { codeDescriptionSupport: true, relatedInformation: true },
    diagnostic: { dynamicRegistration: true },
    codeAction: { isPreferredSupport: true, codeActionLiteralSupport: { codeActionKind: { valueSet: ["", "quickfix", "source", "source.fixAll"] } } },
    completion: { completionItem: { documentationFormat: ["markdown"] } },
    hover: { contentFormat: ["markdown"] },
  },
  workspace: { workspaceFolders: true, diagnostics: { refreshSupport: true } },
  window: { showDocument: { support: true } },
};

/** Started in a folder with a bad document, which is open. */
async function serve(t: TestContext, text = BAD) {
  const folder = folderFor(t, { ".sumlint.yaml": "extends: summary\n", "names.md": text, "other.md": text });
  const uri = pathToFileURL(path.join(folder, "names.md")).toString();
  const settings = { path: "", arguments: ["--debounce", "1"], checkWithoutConfig: false };
  const server = spawn(path.resolve(SUMLINT as string), serverArguments(settings), { cwd: folder });
  const ended = new Promise<number | null>((resolve) => server.on("exit", resolve));
  const connection = lsp.createProtocolConnection(new lsp.StreamMessageReader(server.stdout), new lsp.StreamMessageWriter(server.stdin));
  t.after(() => {
    connection.dispose();
    server.kill();
  });
  connection.listen();
  const folders = [{ uri: pathToFileURL(folder).toString(), name: "desk" }];
  const offered = await connection.sendRequest(lsp.InitializeRequest.type, { processId: process.pid, rootUri: null, workspaceFolders: folders, capabilities });
  await connection.sendNotification(lsp.InitializedNotification.type, {});
  await connection.sendNotification(lsp.DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId: "markdown", version: 1, text } });
  const problems = async () => {
    const report = await connection.sendRequest(lsp.DocumentDiagnosticRequest.type, { textDocument: { uri } });
    assert.equal(report.kind, "full");
    return report.kind === "full" ? report.items : [];
  };
  return { connection, ended, folder, offered, problems, uri };
}

/** The text with edits, which all count from the text as it was. */
function edited(text: string, edits: lsp.TextEdit[]): string {
  const lines = text.split("\n");
  const at = (p: lsp.Position) => lines.slice(0, p.line).reduce((sum, l) => sum + l.length + 1, 0) + p.character;
  const last = [...edits].sort((a, b) => at(b.range.start) - at(a.range.start));
  return last.reduce((done, e) => done.slice(0, at(e.range.start)) + e.newText + done.slice(at(e.range.end)), text);
}

const line = (number: number) => ({ start: { line: number, character: 4 }, end: { line: number, character: 4 } });

test("problems of a document, at their places", needsSumlint, async (t) => {
  const { problems } = await serve(t);
  const found = (await problems()).map((p) => [p.code, p.range.start.line, p.range.start.character, p.range.end.character, p.severity]);
  // An owl is two to UTF-16.
  assert.deepEqual(found, [["title/punctuation", 0, 24, 25, 2], ["topics/alias", 26, 2, 15, 1]]);
  assert.deepEqual(rulesAt((await problems()) as never, { line: 26, character: 5 }), ["topics/alias"]);
});

test("quick fixes, and the one that fixes all", needsSumlint, async (t) => {
  const { connection, problems, uri } = await serve(t);
  await problems();
  const ask = async (only: string, range: lsp.Range) =>
    ((await connection.sendRequest(lsp.CodeActionRequest.type, { textDocument: { uri }, range, context: { diagnostics: [], only: [only] } })) ??
      []) as lsp.CodeAction[];
  const quick = await ask("quickfix", line(26));
  assert.deepEqual(quick.map((a) => [a.title, a.isPreferred ?? false]).slice(0, 2), [
    ["replace by “Open Science”", true],
    ["disable topics/alias on this line", false],
  ]);
  const mended = edited(BAD, quick[0].edit?.changes?.[uri] ?? []);
  assert.equal(mended, BAD.replace("Open research", "Open Science"));
  const all = await ask("source.fixAll.sumlint", line(0));
  assert.equal(all.length, 1);
  assert.equal(edited(BAD, all[0].edit?.changes?.[uri] ?? []), mended.replace("🦉.", "🦉"));
});

test("formatting makes the safe fixes", needsSumlint, async (t) => {
  const { connection, uri } = await serve(t);
  const edits = await connection.sendRequest(lsp.DocumentFormattingRequest.type, { textDocument: { uri }, options: { tabSize: 2, insertSpaces: true } });
  assert.equal(edited(BAD, edits ?? []), BAD.replace("Open research", "Open Science").replace("🦉.", "🦉"));
});

test("a topic is completed, and its entry shown", needsSumlint, async (t) => {
  const text = BAD.replace("Career Development", "Software Archi");
  const { connection, uri } = await serve(t, text);
  const list = await connection.sendRequest(lsp.CompletionRequest.type, { textDocument: { uri }, position: { line: 27, character: 16 } });
  const items = Array.isArray(list) ? list : (list?.items ?? []);
  assert.equal(edited(text, [items[0].textEdit as lsp.TextEdit]), text.replace("Software Archi", "Software Architecture"));
  const hover = await connection.sendRequest(lsp.HoverRequest.type, { textDocument: { uri }, position: line(26).start });
  assert.match((hover?.contents as lsp.MarkupContent).value, /Open Science[^]*Also: .*Open research/);
});

test("a rule is explained in a page that the client is asked to show", needsSumlint, async (t) => {
  const { connection } = await serve(t);
  const shown = new Promise<lsp.ShowDocumentParams>((resolve) => {
    connection.onRequest(lsp.ShowDocumentRequest.type, (params) => {
      resolve(params);
      return { success: true };
    });
  });
  await connection.sendRequest("workspace/executeCommand", { command: "sumlint.explain", arguments: ["topics/alias"] });
  assert.match((await shown).uri, /^file:.*topics/);
});

test("the whole workspace is checked, though the client waits for changes of it", needsSumlint, async (t) => {
  const { connection, problems } = await serve(t);
  await problems();
  const ask = (previousResultIds: lsp.PreviousResultId[]) =>
    connection.sendRequest(lsp.WorkspaceDiagnosticRequest.type, { identifier: "sumlint", previousResultIds });
  const first = await ask([]);
  void ask(first.items.map((i) => ({ uri: i.uri, value: i.resultId ?? "" }))).catch(() => {}); // held until something changes
  assert.equal(summaryOf((await ask([])) as never), "sumlint: 4 problems, of which 2 errors, in 2 of 2 documents.");
});

test("it ends when it is told to", needsSumlint, async (t) => {
  const { connection, ended, offered } = await serve(t);
  assert.equal(offered.serverInfo?.name, "sumlint");
  await connection.sendRequest(lsp.ShutdownRequest.type);
  await connection.sendNotification(lsp.ExitNotification.type);
  assert.equal(await ended, 0);
});
