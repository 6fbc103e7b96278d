// SPDX-License-Identifier: Apache-2.0
// What the commands make of problems.

export interface Position {
  line: number;
  character: number;
}

export interface Problem {
  range: { start: Position; end: Position };
  source?: string;
  code?: string | number | { value: string | number };
}

export function ruleOf(problem: Problem): string | undefined {
  const code = typeof problem.code === "object" ? problem.code.value : problem.code;
  return problem.source === "sumlint" && typeof code === "string" ? code : undefined;
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

/** The rules of the problems at the place; else those of its line; else those of the whole document. Each once. */
export function rulesAt(problems: Problem[], at: Position): string[] {
  const own = problems.filter((p) => ruleOf(p) !== undefined);
  const here = own.filter((p) => !isBefore(at, p.range.start) && !isBefore(p.range.end, at));
  const line = own.filter((p) => p.range.start.line <= at.line && at.line <= p.range.end.line);
  const taken = [here, line, own].find((list) => list.length > 0) ?? [];
  return [...new Set(taken.map((p) => ruleOf(p) as string))];
}

export interface Report {
  items: { kind: string; uri: string; items?: { severity?: number }[] }[];
}

function counted(number: number, one: string): string {
  return `${number} ${one}${number === 1 ? "" : "s"}`;
}

/** Of all documents, in a sentence. */
export function summaryOf(report: Report): string {
  const problems = report.items.flatMap((file) => file.items ?? []);
  const documents = counted(report.items.length, "document");
  if (problems.length === 0) return `sumlint: no problems in ${documents}.`;
  const bad = report.items.filter((file) => (file.items ?? []).length > 0).length;
  const errors = problems.filter((p) => (p.severity ?? 1) === 1).length;
  return `sumlint: ${counted(problems.length, "problem")}, of which ${counted(errors, "error")}, in ${bad} of ${documents}.`;
}
