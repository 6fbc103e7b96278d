// SPDX-License-Identifier: Apache-2.0
// The language server as the library sees it that editors are written with: every kind of message, and clients that misbehave.
// usage: node npm.js SUMLINT [WORD...]: with words only the cases that have one in their name. NODE_PATH leads to vscode-languageserver-protocol.
"use strict";
const assert = require("assert").strict;
const fs = require("fs");
const path = require("path");
const { spawn, spawnSync } = require("child_process");
const { pathToFileURL } = require("url");
const lsp = require("vscode-languageserver-protocol/node");

const SUMLINT = process.argv[2];
const PLUGINS = process.env.SUMLINT_TEST_PLUGINS;
const HOME = process.cwd();

// ---- documents ------------------------------------------------------------------------------------------------------

const body = (topic) => `# Ways to name things 🦉

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

- ${topic}
- Career Development
- Open Science

**Best for:** Research Scientist

Editorial summary, takeaway, and curation by AIssential. Original article published by ACM Queue.
`;
const GOOD = body("Symbolic AI"), ALIAS = body("Open research").replace("- Open Science\n", "- Symbolic AI\n");
const VOCABULARY = `title: Topics
terms:
  - prefLabel: Open Science
    altLabels: [Open research]
    scopeNote: Science that shows its workings.
    broader: Research Practice
  - prefLabel: Research Practice
  - prefLabel: Career Development
  - prefLabel: Symbolic AI
`;
const CONFIG = "extends: summary\nvocabularies: { topics: topics.yaml }\n";

let folders = 0;
function project(files = {}) {
	const folder = path.join(HOME, String(++folders));
	for (const [name, text] of Object.entries({ ".sumlint.yaml": CONFIG, "topics.yaml": VOCABULARY, ...files })) {
		fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
		fs.writeFileSync(path.join(folder, name), text);
	}
	return folder;
}

const uriOf = (...parts) => pathToFileURL(path.join(...parts)).href;

/// What `sumlint check` says of the text.
function checked(folder, text, name = "a.md", args = []) {
	const done = spawnSync(SUMLINT, ["check", "--format", "json", ...args, "--stdin-filename", name, "-"], { cwd: folder, input: text, maxBuffer: 1 << 28 });
	assert.ok(done.status === 0 || done.status === 1, String(done.stderr));
	return JSON.parse(done.stdout).problems;
}

/// Positions of the text in UTF-16, as JavaScript's own.
function place(text, needle, behind = 0) {
	const at = text.indexOf(needle) + behind;
	assert.ok(at >= behind, needle);
	const before = text.slice(0, at).split("\n");
	return { line: before.length - 1, character: before[before.length - 1].length };
}

function apply(text, edits) {
	const lines = text.split("\n"), offset = (p) => lines.slice(0, p.line).reduce((n, l) => n + l.length + 1, 0) + p.character;
	const sorted = edits.map((e) => [offset(e.range.start), offset(e.range.end), e.newText]).sort((a, b) => b[0] - a[0] || b[1] - a[1]);
	for (const [start, end, by] of sorted)
		text = text.slice(0, start) + by + text.slice(end);
	return text;
}

// ---- a client -------------------------------------------------------------------------------------------------------

const CAPABILITIES = {
	general: { positionEncodings: ["utf-16"] },
	window: { showDocument: { support: true }, workDoneProgress: true },
	workspace: {
		workspaceFolders: true, configuration: true, applyEdit: true, didChangeWatchedFiles: { dynamicRegistration: true },
		workspaceEdit: { documentChanges: true }, diagnostics: { refreshSupport: true },
	},
	textDocument: {
		synchronization: { didSave: true },
		publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, versionSupport: true, tagSupport: { valueSet: [1, 2] } },
		codeAction: {
			codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source"] } }, isPreferredSupport: true, dataSupport: true,
			resolveSupport: { properties: ["edit"] },
		},
		documentSymbol: { hierarchicalDocumentSymbolSupport: true }, rename: { prepareSupport: true },
	},
};

const patiently = (promise, what) => new Promise((resolve, reject) => {
	const timer = setTimeout(() => reject(new Error("waited too long for " + what)), 120000);
	promise.then((v) => { clearTimeout(timer); resolve(v); }, (e) => { clearTimeout(timer); reject(e); });
});

class Client {
	constructor(folder, args = []) {
		this.folder = folder;
		this.process = spawn(SUMLINT, ["lsp", ...args], { cwd: folder, stdio: ["pipe", "pipe", "pipe"] });
		this.errors = "";
		this.process.stderr.on("data", (data) => { this.errors += data; });
		this.process.stdin.on("error", () => {});
		this.ended = new Promise((resolve) => this.process.on("close", (status) => resolve(status)));
		this.connection = lsp.createProtocolConnection(new lsp.StreamMessageReader(this.process.stdout), new lsp.StreamMessageWriter(this.process.stdin));
		this.published = [];
		this.waiting = [];
		this.registered = [];
		this.shown = [];
		this.connection.onError(() => {});
		this.connection.onNotification(lsp.PublishDiagnosticsNotification.type, (params) => { this.published.push(params); this.look(); });
		this.connection.onRequest(lsp.RegistrationRequest.type, (params) => { this.registered.push(...params.registrations); });
		this.connection.onRequest(lsp.ShowDocumentRequest.type, (params) => { this.shown.push(params); return { success: true }; });
		this.connection.onRequest(lsp.DiagnosticRefreshRequest.type, () => { this.refreshed = true; });
		this.connection.listen();
	}

	look() {
		this.waiting = this.waiting.filter(([wanted, resolve]) => {
			const i = this.published.findIndex(wanted);
			if (i >= 0)
				resolve(this.published.splice(i, 1)[0]);
			return i < 0;
		});
	}

	/// The next that was published of the document in this version.
	diagnostics(uri, version) {
		const wanted = (p) => p.uri === uri && (version === undefined || p.version === version);
		return patiently(new Promise((resolve) => { this.waiting.push([wanted, resolve]); this.look(); }), `diagnostics of ${uri} ${version}`).then((p) => p.diagnostics);
	}

	async start(capabilities = CAPABILITIES, processId = process.pid) {
		const workspaceFolders = [{ uri: uriOf(this.folder), name: "w" }];
		this.result = await this.request(lsp.InitializeRequest.type, { processId, rootUri: null, capabilities, workspaceFolders });
		await this.connection.sendNotification(lsp.InitializedNotification.type, {});
		return this;
	}

	request(type, ...args) {
		return patiently(this.connection.sendRequest(type, ...args), type.method || type);
	}

	notify(type, params) {
		return this.connection.sendNotification(type, params);
	}

	open(uri, text, version = 1) {
		return this.notify(lsp.DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId: "markdown", version, text } });
	}

	change(uri, version, ...contentChanges) {
		return this.notify(lsp.DidChangeTextDocumentNotification.type, { textDocument: { uri, version }, contentChanges });
	}

	at(uri, text, needle, behind = 1) {
		return { textDocument: { uri }, position: place(text, needle, behind) };
	}

	actions(uri, text, needle, only) {
		const start = place(text, needle), end = place(text, needle, needle.length);
		return this.request(lsp.CodeActionRequest.type, { textDocument: { uri }, range: { start, end }, context: { diagnostics: [], only } });
	}

	async end() {
		await this.request(lsp.ShutdownRequest.type);
		await this.notify(lsp.ExitNotification.type);
		assert.equal(await patiently(this.ended, "the end"), 0);
		assert.equal(this.errors, "");
		this.connection.dispose();
	}
}

const started = (folder, args, capabilities) => new Client(folder, args).start(capabilities);
const rules = (diagnostics) => diagnostics.map((d) => d.code);
const editsOf = (edit, uri) => edit.documentChanges.filter((c) => c.textDocument.uri === uri).flatMap((c) => c.edits);

async function fails(promise, code) {
	await assert.rejects(promise, (error) => error.code === code || assert.fail(`${error.code} ${error.message}, not ${code}`));
}

// ---- cases ----------------------------------------------------------------------------------------------------------

const cases = {};

cases["diagnostics come on open, change and save, and lead to places and pages"] = async () => {
	const folder = project(), c = await started(folder), uri = uriOf(folder, "a.md");
	await c.open(uri, ALIAS);
	let found = await c.diagnostics(uri, 1);
	assert.deepEqual(rules(found), ["topics/alias"]);
	assert.ok(fs.existsSync(new URL(found[0].codeDescription.href)));
	await c.change(uri, 2, { range: { start: place(ALIAS, "Open research"), end: place(ALIAS, "Open research", 13) }, text: "Open Science" });
	assert.deepEqual(await c.diagnostics(uri, 2), []);
	const twice = GOOD.replace("- Career", "- Open Science\n- Career");
	await c.change(uri, 3, { text: twice });
	found = await c.diagnostics(uri, 3);
	assert.deepEqual(rules(found), ["topics/duplicate"]);
	assert.deepEqual(found[0].relatedInformation[0].location, { uri, range: { start: place(twice, "Open Science"), end: place(twice, "Open Science", 12) } });
	// A vocabulary that is saved, and one that changes on disk.
	fs.appendFileSync(path.join(folder, "topics.yaml"), "  - prefLabel: Naming\n");
	await c.change(uri, 4, { text: body("Naming") });
	await c.diagnostics(uri, 4);
	await c.notify(lsp.DidSaveTextDocumentNotification.type, { textDocument: { uri: uriOf(folder, "topics.yaml") } });
	assert.deepEqual(await c.diagnostics(uri, 4), []);
	fs.writeFileSync(path.join(folder, "topics.yaml"), VOCABULARY);
	await c.notify(lsp.DidChangeWatchedFilesNotification.type, { changes: [{ uri: uriOf(folder, "topics.yaml"), type: lsp.FileChangeType.Changed }] });
	assert.deepEqual(rules(await c.diagnostics(uri, 4)), ["topics/unknown"]);
	assert.ok(c.registered.some((r) => r.method === "workspace/didChangeWatchedFiles"));
	assert.ok(c.refreshed);
	await c.notify(lsp.DidChangeConfigurationNotification.type, { settings: {} });
	assert.deepEqual(rules(await c.diagnostics(uri, 4)), ["topics/unknown"]);
	await c.notify(lsp.DidCloseTextDocumentNotification.type, { textDocument: { uri } });
	assert.deepEqual(await c.diagnostics(uri), []);
	await c.end();
};

cases["diagnostics are pulled, of a document and of the workspace, in parts and with progress"] = async () => {
	const files = {};
	for (let i = 0; i < 250; i++)
		files[`d/${i}.md`] = i % 2 ? ALIAS : GOOD;
	const folder = project(files), pulls = { ...CAPABILITIES, textDocument: { ...CAPABILITIES.textDocument, diagnostic: {} } };
	const c = await started(folder, [], pulls), uri = uriOf(folder, "d/0.md");
	await c.open(uri, ALIAS);
	const report = await c.request(lsp.DocumentDiagnosticRequest.type, { textDocument: { uri } });
	assert.deepEqual(rules(report.items), ["topics/alias"]);
	const same = await c.request(lsp.DocumentDiagnosticRequest.type, { textDocument: { uri }, previousResultId: report.resultId });
	assert.equal(same.kind, "unchanged");
	const parts = [], progress = [];
	c.connection.onProgress(lsp.WorkspaceDiagnosticRequest.partialResult, "parts", (part) => parts.push(...part.items));
	c.connection.onProgress(lsp.WorkDoneProgress.type, "work", (value) => progress.push(value.kind));
	const whole = await c.request(lsp.WorkspaceDiagnosticRequest.type, { previousResultIds: [], partialResultToken: "parts", workDoneToken: "work" });
	assert.deepEqual(whole.items, []);
	assert.equal(parts.length, 250);
	assert.equal(parts.filter((p) => p.items.length).length, 126);
	await c.request(lsp.DocumentDiagnosticRequest.type, { textDocument: { uri } }); // what came in between is here by now
	assert.deepEqual([progress[0], progress[progress.length - 1]], ["begin", "end"]);
	const source = new lsp.CancellationTokenSource();
	const cancelled = c.request(lsp.WorkspaceDiagnosticRequest.type, { previousResultIds: parts.map((p) => ({ uri: p.uri, value: p.resultId })) }, source.token);
	source.cancel();
	await fails(cancelled, lsp.LSPErrorCodes.RequestCancelled);
	await c.end();
};

cases["code actions mend, suppress, add to the vocabulary and explain"] = async () => {
	const folder = project(), c = await started(folder), uri = uriOf(folder, "a.md");
	await c.open(uri, ALIAS);
	const offered = await c.actions(uri, ALIAS, "Open research"), titled = (word) => offered.find((a) => a.title.includes(word));
	assert.ok(titled("replace by").isPreferred);
	assert.deepEqual(checked(folder, apply(ALIAS, editsOf(titled("replace by").edit, uri))), []);
	assert.deepEqual(checked(folder, apply(ALIAS, editsOf(titled("disable topics/alias").edit, uri))), []);
	const all = await c.request(lsp.CodeActionResolveRequest.type, (await c.actions(uri, ALIAS, "Ways", ["source.fixAll"]))[0]);
	assert.equal(all.kind, "source.fixAll.sumlint");
	assert.deepEqual(checked(folder, apply(ALIAS, editsOf(all.edit, uri))), []);
	const explain = titled("explain");
	await c.request(lsp.ExecuteCommandRequest.type, explain.command);
	await c.request(lsp.HoverRequest.type, c.at(uri, ALIAS, "Ways"));
	assert.ok(fs.existsSync(new URL(c.shown[0].uri)));
	const unknown = body("Open Sciences"), vocabulary = uriOf(folder, "topics.yaml");
	await c.change(uri, 2, { text: unknown });
	const adding = (await c.actions(uri, unknown, "Open Sciences")).filter((a) => a.title.includes("to the vocabulary"));
	assert.equal(adding.length, 2);
	const left = [];
	for (const action of adding) {
		const resolved = await c.request(lsp.CodeActionResolveRequest.type, action);
		fs.writeFileSync(path.join(folder, "topics.yaml"), apply(VOCABULARY, editsOf(resolved.edit, vocabulary)));
		left.push(checked(folder, unknown).map((p) => p.rule));
		fs.writeFileSync(path.join(folder, "topics.yaml"), VOCABULARY);
	}
	assert.deepEqual(left, [[], ["topics/count", "topics/alias", "topics/duplicate"]]);
	await c.end();
};

cases["completion knows terms, roles, headings, publishers and rules"] = async () => {
	const folder = project(), c = await started(folder), uri = uriOf(folder, "a.md");
	let version = 1;
	await c.open(uri, GOOD);
	const complete = async (text, needle, label) => {
		await c.change(uri, ++version, { text });
		const list = await c.request(lsp.CompletionRequest.type, c.at(uri, text, needle, needle.length));
		const item = list.items.find((i) => i.label === label);
		assert.ok(item, `${label} in ${list.items.map((i) => i.label)}`);
		return [apply(text, [item.textEdit]), item];
	};
	const [term, item] = await complete(body("open res"), "- open res", "Open research");
	assert.equal(term, body("Open Science"));
	assert.ok(/shows its workings/.test(item.documentation.value) && /Research Practice/.test(item.documentation.value));
	assert.equal((await complete(GOOD.replace("Research Scientist", "Research Scientist, dat"), "Scientist, dat", "Data Engineer"))[0],
		GOOD.replace("Research Scientist", "Research Scientist, Data Engineer"));
	assert.equal((await complete(GOOD.replace("## Principles", "## P"), "## P", "Principles"))[0], GOOD);
	assert.equal((await complete(GOOD.replace("ACM Queue.", "acm."), "published by acm", "ACM Queue"))[0], GOOD);
	const hidden = GOOD.replace("## Topics", "<!-- sumlint-disable top -->\n\n## Topics");
	assert.equal((await complete(hidden, "disable top", "topics/unknown"))[0], hidden.replace("disable top", "disable topics/unknown"));
	await c.end();
};

cases["hover, symbols, folding and formatting"] = async () => {
	const folder = project(), c = await started(folder), uri = uriOf(folder, "a.md");
	const text = ALIAS.replace("## Topics", "<!-- sumlint-disable topics/count -->\n\n## Topics");
	await c.open(uri, text);
	const hover = async (needle, behind) => (await c.request(lsp.HoverRequest.type, c.at(uri, text, needle, behind))).contents.value;
	assert.ok(/shows its workings/.test(await hover("Open research")));
	assert.ok(/list items: 2 now, 2 to 7 wanted/.test(await hover("## Principles", 4)));
	assert.ok(/words: \d+ now/.test(await hover("## Summary", 4)));
	assert.ok(/topics\/count/.test(await hover("topics/count")));
	const symbols = await c.request(lsp.DocumentSymbolRequest.type, { textDocument: { uri } });
	assert.deepEqual(symbols.map((s) => s.name).slice(0, 3), ["Ways to name things 🦉", "Summary", "Key takeaway"]);
	assert.ok((await c.request(lsp.FoldingRangeRequest.type, { textDocument: { uri } })).length >= 6);
	const edits = await c.request(lsp.DocumentFormattingRequest.type, { textDocument: { uri }, options: { tabSize: 4, insertSpaces: true } });
	const fixed = spawnSync(SUMLINT, ["check", "--fix", "--stdin-filename", "a.md", "-"], { cwd: folder, input: text }).stdout.toString();
	assert.equal(apply(text, edits), fixed);
	await c.end();
};

cases["terms are defined, found and renamed"] = async () => {
	const folder = project({ "b.md": ALIAS, "sub/c.md": GOOD }), c = await started(folder), uri = uriOf(folder, "a.md");
	await c.open(uri, GOOD);
	const where = c.at(uri, GOOD, "- Open Science", 4);
	const definition = await c.request(lsp.DefinitionRequest.type, where);
	assert.deepEqual(definition, { uri: uriOf(folder, "topics.yaml"), range: { start: place(VOCABULARY, "Open Science"), end: place(VOCABULARY, "Open Science", 12) } });
	const parts = [];
	c.connection.onProgress(lsp.ReferencesRequest.type, "uses", (part) => parts.push(...part));
	assert.equal((await c.request(lsp.ReferencesRequest.type, { ...where, context: { includeDeclaration: true } })).length, 4);
	assert.deepEqual(await c.request(lsp.ReferencesRequest.type, { ...where, context: { includeDeclaration: false }, partialResultToken: "uses" }), []);
	assert.equal(parts.length, 3);
	assert.equal((await c.request(lsp.PrepareRenameRequest.type, where)).placeholder, "Open Science");
	const edit = await c.request(lsp.RenameRequest.type, { ...where, newName: "Open Scholarship" });
	for (const change of edit.documentChanges) {
		const file = new URL(change.textDocument.uri), text = change.textDocument.uri === uri ? GOOD : fs.readFileSync(file, "utf8");
		assert.equal(change.textDocument.version, change.textDocument.uri === uri ? 1 : null);
		fs.writeFileSync(file, apply(text, change.edits));
	}
	for (const name of ["a.md", "sub/c.md"])
		assert.deepEqual(checked(folder, fs.readFileSync(path.join(folder, name)), name), []);
	await c.end();
};

cases["folders of the workspace come and go"] = async () => {
	const one = project({ "a.md": ALIAS }), two = project({ "b.md": ALIAS }), c = await started(one);
	const found = async () => (await c.request(lsp.WorkspaceDiagnosticRequest.type, { previousResultIds: [] })).items.map((i) => i.uri);
	assert.deepEqual(await found(), [uriOf(one, "a.md")]);
	const event = { added: [{ uri: uriOf(two), name: "2" }], removed: [{ uri: uriOf(one), name: "1" }] };
	await c.notify(lsp.DidChangeWorkspaceFoldersNotification.type, { event });
	assert.deepEqual(await found(), [uriOf(two, "b.md")]);
	await c.end();
};

cases["messages out of order are answered or passed over"] = async () => {
	const folder = project(), c = new Client(folder), uri = uriOf(folder, "a.md"), zero = { line: 0, character: 0 };
	await fails(c.request(lsp.HoverRequest.type, { textDocument: { uri }, position: zero }), lsp.ErrorCodes.ServerNotInitialized);
	await fails(c.request(lsp.ShutdownRequest.type), lsp.ErrorCodes.ServerNotInitialized);
	await c.open(uri, ALIAS); // too early: it is not open
	await c.start();
	await fails(c.request(lsp.InitializeRequest.type, { processId: null, rootUri: null, capabilities: {} }), lsp.ErrorCodes.InvalidRequest);
	await c.change(uri, 2, { text: ALIAS });
	await c.notify(lsp.DidCloseTextDocumentNotification.type, { textDocument: { uri } });
	await fails(c.request(lsp.DocumentDiagnosticRequest.type, { textDocument: { uri } }), lsp.ErrorCodes.InvalidParams);
	await c.connection.sendNotification("$/cancelRequest", { id: 4711 });
	await fails(c.request("textDocument/noSuchThing", {}), lsp.ErrorCodes.MethodNotFound);
	await c.connection.sendNotification("noSuchThing", {});
	await c.open(uri, GOOD, 7);
	assert.deepEqual(await c.diagnostics(uri, 7), []);
	await c.open(uri, ALIAS, 8); // again, without having been closed
	assert.deepEqual(rules(await c.diagnostics(uri, 8)), ["topics/alias"]);
	await c.change(uri, 3, { text: GOOD }); // a lower version: the text counts
	assert.deepEqual(await c.diagnostics(uri, 3), []);
	await c.request(lsp.ShutdownRequest.type);
	await fails(c.request(lsp.HoverRequest.type, { textDocument: { uri }, position: zero }), lsp.ErrorCodes.InvalidRequest);
	await c.notify(lsp.ExitNotification.type);
	assert.equal(await patiently(c.ended, "the end"), 0);
};

cases["malformed messages between good ones do no harm"] = async () => {
	const folder = project(), c = await started(folder), uri = uriOf(folder, "a.md");
	const frame = (text) => `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
	await c.open(uri, ALIAS);
	await c.diagnostics(uri, 1);
	for (const junk of ["Content-Length: x\r\n\r\n", "Nothing: here\r\n\r\n", frame("{"), frame("[]"), frame("7"), frame('{"jsonrpc":"2.0","id":{},"method":"x"}'),
		frame('{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":7}}'),
		frame('{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"' + uri + '"},"contentChanges":[{"range":{"start":0},"text":"x"}]}}'),
		frame('{"jsonrpc":"2.0","id":"nobody asked","result":null}'), frame(Buffer.from([0x22, 0xff, 0x22]).toString("latin1"))]) {
		c.process.stdin.write(junk);
		const report = await c.request(lsp.DocumentDiagnosticRequest.type, { textDocument: { uri } });
		assert.deepEqual(rules(report.items), ["topics/alias"], junk);
	}
	await c.end();
};

// ---- clients that die -----------------------------------------------------------------------------------------------

const isAlive = (pid) => { try { process.kill(pid, 0); return !/^State:\s*Z/m.test(fs.readFileSync(`/proc/${pid}/status`, "utf8")); } catch { return false; } };
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const childrenOf = (pid) => fs.readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);

async function allGone(pids) {
	for (let i = 0; i < 300 && pids.some(isAlive); i++)
		await pause(100);
	assert.deepEqual(pids.filter(isAlive), []);
}

cases["a client that dies takes the server and its processes with it"] = async () => {
	const done = spawnSync(process.execPath, [__filename, SUMLINT, "--die", project()], { timeout: 120000 });
	assert.equal(done.signal, "SIGKILL", String(done.stderr));
	const pids = JSON.parse(done.stdout);
	assert.ok(pids.length >= 2, String(pids));
	await allGone(pids);
};

cases["a server whose pipes stay open ends with the process that its client named"] = async () => {
	const other = spawn("sleep", ["1000"]), folder = project(), c = new Client(folder), uri = uriOf(folder, "a.md");
	await c.start(CAPABILITIES, other.pid);
	await c.open(uri, ALIAS);
	await c.diagnostics(uri, 1);
	const pids = [c.process.pid, ...childrenOf(c.process.pid)];
	other.kill("SIGKILL");
	await patiently(c.ended, "the end");
	await allGone(pids);
};

async function die(folder) {
	const c = await started(folder), uri = uriOf(folder, "a.md");
	await c.open(uri, ALIAS);
	await c.diagnostics(uri, 1);
	fs.writeSync(1, JSON.stringify([c.process.pid, ...childrenOf(c.process.pid)]));
	process.kill(process.pid, "SIGKILL");
}

// ---- much -----------------------------------------------------------------------------------------------------------

async function great(size) {
	const folder = project(), c = await started(folder), uri = uriOf(folder, "a.md");
	const text = ALIAS.replace("Shared words", "Shared words " + "and more of them\n".repeat(size / 17));
	await c.open(uri, text);
	assert.deepEqual(rules(await c.diagnostics(uri, 1)), ["sections/length", "topics/alias"]);
	await c.change(uri, 2, { range: { start: place(ALIAS, "Ways"), end: place(ALIAS, "Ways") }, text: "🦉 " });
	assert.equal((await c.diagnostics(uri, 2)).length, 2);
	assert.ok(await c.request(lsp.HoverRequest.type, c.at(uri, ALIAS, "## Summary", 4)));
	await c.change(uri, 3, { text: GOOD });
	assert.deepEqual(await c.diagnostics(uri, 3), []);
	await c.end();
}

cases["a document of 1 MB"] = () => great(1 << 20);
cases["a document of 100 MB"] = () => great(100 << 20);

cases["a thousand changes a second"] = async () => {
	const folder = project(), c = await started(folder), uri = uriOf(folder, "a.md");
	let text = ALIAS, version = 1, at = text.indexOf("Teams");
	const line = place(text, "Teams").line, answered = [];
	await c.open(uri, text);
	const begin = Date.now();
	while (version < 3000) {
		const due = begin + version; // one a millisecond
		for (; Date.now() >= due && version < 3000 && begin + version <= Date.now(); version++) {
			const piece = ["🦉", "é", "x", " ", "word "][version % 5];
			text = text.slice(0, at) + piece + text.slice(at);
			await c.change(uri, version + 1, { range: { start: { line, character: 0 }, end: { line, character: 0 } }, text: piece });
			if (version % 500 === 0) {
				const asked = Date.now();
				answered.push(c.request(lsp.HoverRequest.type, c.at(uri, text, "## Summary", 4)).then((h) => { assert.ok(h); return Date.now() - asked; }));
			}
		}
		await pause(1);
	}
	const found = (await c.diagnostics(uri, version)).map((d) => [d.code, d.range.start.line, d.range.start.character]);
	const lines = text.split("\n");
	assert.deepEqual(found, checked(folder, text).map((p) => [p.rule, p.line - 1, [...lines[p.line - 1]].slice(0, p.column - 1).join("").length]));
	for (const took of await Promise.all(answered))
		assert.ok(took < 20000, String(took));
	await c.end();
};

// ---- plugins that break ---------------------------------------------------------------------------------------------

for (const [what, rule, args] of [["crash", "core/plugin-crash", []], ["hang", "core/plugin-timeout", ["--timeout", "0.3"]]]) {
	cases[`a plugin that does ${what} takes the server not down`] = async () => {
		if (!PLUGINS)
			return;
		const folder = project({ ".sumlint.yaml": "extends: summary\n" }), c = await started(folder, ["--plugin-dir", PLUGINS, ...args]), uri = uriOf(folder, "a.md");
		const bad = GOOD.replace("Shared", `Shared ${what}`);
		await c.open(uri, bad);
		assert.deepEqual(rules(await c.diagnostics(uri, 1)), [rule]);
		for (let version = 2; version < 5; version++) {
			await c.change(uri, version, { text: bad + "\n".repeat(version) });
			assert.ok(await c.request(lsp.HoverRequest.type, c.at(uri, bad, "## Summary", 4)));
			assert.deepEqual(rules(await c.diagnostics(uri, version)), [rule]);
		}
		await c.change(uri, 5, { text: GOOD });
		assert.deepEqual(await c.diagnostics(uri, 5), []);
		await c.end();
	};
}

// ---- the run --------------------------------------------------------------------------------------------------------

async function main() {
	const words = process.argv.slice(3), chosen = Object.entries(cases).filter(([name]) => !words.length || words.some((word) => name.includes(word)));
	let number = 0, failed = 0;
	console.log(`1..${chosen.length}`);
	for (const [name, run] of chosen) {
		try {
			await run();
			console.log(`ok ${++number} - ${name}`);
		} catch (error) {
			failed++;
			console.log(`not ok ${++number} - ${name}\n# ${String(error.stack).split("\n").join("\n# ")}`);
		}
	}
	process.exit(failed ? 1 : 0);
}

if (process.argv[3] === "--die")
	die(process.argv[4]);
else
	main();
