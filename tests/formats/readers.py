# SPDX-License-Identifier: Apache-2.0
"""What programs that read reports make of them."""
import json
import os
import re
import shutil
import subprocess
import urllib.parse
import xml.etree.ElementTree

import npm
import places

HERE = npm.HERE


def run(command, missing=None, env=None):
    """Standard output; a status that is not 0 fails. `missing`: the tool is not everywhere."""
    if missing and not shutil.which(command[0]):
        raise npm.Missing("no %s (%s)" % (command[0], missing))
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env)
    text = done.stdout.decode("utf-8", "replace")
    assert done.returncode == 0, "%s: status %d\n%s" % (" ".join(command), done.returncode, text[-5000:])
    return text


def node(case, script, *arguments):
    return run(["node", os.path.join(HERE, script), npm.folder_of(case.build)] + list(arguments))


def installed(case, path):
    return os.path.join(npm.folder_of(case.build), "node_modules", path)


def by_schema(case, schema):
    node(case, "validate.mjs", schema, case.path)


def our_schema(name):
    return os.path.join(HERE, "schemas", name)


def same(got, expected, what):
    assert len(got) == len(expected), "%s: %d, not %d" % (what, len(got), len(expected))
    for one, other in zip(got, expected):
        assert one == other, "%s:\n got      %r\n expected %r" % (what, one, other)


# ---- SARIF ------------------------------------------------------------------------------------------------------------

LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def sarif_schema(case):
    by_schema(case, installed(case, "@microsoft/sarif-multitool-linux/sarif-2.1.0.json"))


def sarif_multitool(case):
    """The validator of those who wrote the specification, with GitHub's own demands: no errors and no warnings."""
    program, found = installed(case, "@microsoft/sarif-multitool-linux/Sarif.Multitool"), case.path + ".found"
    os.chmod(program, 0o755)
    env = dict(os.environ, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="1")
    try:
        text = run([program, "validate", case.path, "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning", "--output", found, "--log", "ForceOverwrite"],
                   env=env)
    except OSError as error:
        raise npm.Missing("the SARIF multitool does not run here (%s)" % error)
    with open(found, encoding="utf-8-sig") as file:
        results = json.load(file)["runs"][0].get("results", [])
    # A build without -Ddocs_url has no address to give.
    results = [result for result in results if result["ruleId"] != "SARIF2005" or b"informationUri" in case.bytes]
    assert not results, json.dumps(results[:3], indent=1)
    assert "Analysis completed successfully" in text, text


def sarif_junit(case, results):
    """A program that turns SARIF into something else."""
    out = case.path + ".xml"
    run(["node", installed(case, "sarif-junit/bin/sarif-junit.js"), "-i", case.path, "-o", out])
    cases = list(xml.etree.ElementTree.parse(out).getroot().iter("testcase")) if results else []
    got = [(c.get("classname"), re.sub("^//", "file:///", c.get("file")), c.get("name")) for c in cases]  # it takes the scheme off
    expected = []
    for result in results:
        place = result["locations"][0]["physicalLocation"]
        region = place["region"]
        where = "" if result["level"] == "note" else "Ln %d Col %d " % (region["startLine"], region["startColumn"])  # it gives notes no place
        expected.append((result["ruleId"], place["artifactLocation"]["uri"], where + result["message"]["text"]))
    same(got, expected, "what sarif-junit read")


def sarif_file(location):
    path = urllib.parse.unquote_to_bytes(location["uri"])
    assert ("uriBaseId" in location) == (not location["uri"].startswith("file:///")), location
    return path[len(b"file://"):] if path.startswith(b"file:///") else path


def sarif_edit(replacement):
    region = replacement["deletedRegion"]
    return {"byte_start": region["byteOffset"], "byte_end": region["byteOffset"] + region["byteLength"], "text": replacement["insertedContent"]["text"]}


def sarif_region(region):
    return {"line": region["startLine"], "column": region["startColumn"], "end_line": region["endLine"], "end_column": region["endColumn"],
            "byte_start": region["byteOffset"], "byte_end": region["byteOffset"] + region["byteLength"]}


def sarif_problem(result):
    """A result as --format json has it."""
    place = result["locations"][0]["physicalLocation"]
    region = place["region"]
    fixes = [{"title": fix["description"]["text"], "safety": fix["properties"]["safety"],
              "edits": [sarif_edit(r) for r in fix["artifactChanges"][0]["replacements"]]} for fix in result.get("fixes", [])]
    problem = {"file": sarif_file(place["artifactLocation"]).decode("utf-8", "replace"), "rule": result["ruleId"], "level": result["level"],
               "message": result["message"]["text"], "help": result["properties"]["help"], "fixes": fixes, **sarif_region(region)}
    if "relatedLocations" in result:
        problem["related"] = [{"message": location["message"]["text"], **sarif_region(location["physicalLocation"]["region"])}
                              for location in result["relatedLocations"]]
        assert [location["id"] for location in result["relatedLocations"]] == list(range(1, len(problem["related"]) + 1))
    return problem


def sarif_regions(case, result):
    """Lines and columns, bytes and snippets say the same of the document."""
    place = result["locations"][0]["physicalLocation"]
    path = sarif_file(place["artifactLocation"])
    with open(os.path.join(os.fsencode(case.folder), path), "rb") as file:
        document = places.Document(file.read())
    regions = [place["region"]] + [location["physicalLocation"]["region"] for location in result.get("relatedLocations", [])]
    for fix in result.get("fixes", []):
        assert sarif_file(fix["artifactChanges"][0]["artifactLocation"]) == path
        regions += [replacement["deletedRegion"] for replacement in fix["artifactChanges"][0]["replacements"]]
    for region in regions:
        start, end = region["byteOffset"], region["byteOffset"] + region["byteLength"]
        if "startLine" in region:
            assert document.offset(region["startLine"], region["startColumn"]) == start, region
            assert document.offset(region["endLine"], region["endColumn"]) == end, region
        if "snippet" in region:
            assert region["snippet"]["text"] == places.valid(document.bytes[start:end]), region
    context = place.get("contextRegion")
    if context:
        assert context["snippet"]["text"] == places.valid(document.line(context["startLine"])), context


def check_sarif(case):
    log = json.loads(case.text())
    run_, results = log["runs"][0], log["runs"][0]["results"]
    open_ = [result for result in results if not result["suppressions"]]
    expected = [dict(problem, level=LEVELS[problem["severity"]]) for problem in case.problems]
    for problem in expected:
        del problem["severity"]
    same([sarif_problem(result) for result in open_], expected, "results")
    assert len(results) - len(open_) == case.json["summary"]["suppressed"]
    assert len({(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], result["partialFingerprints"]["sumlint/v1"])
                for result in results}) == len(results), "fingerprints"
    for result in results:
        assert run_["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        sarif_regions(case, result)
    case.ask(sarif_schema)
    case.ask(sarif_multitool)
    case.ask(sarif_junit, results)


# ---- GitLab -----------------------------------------------------------------------------------------------------------

GITLAB = {"error": "major", "warning": "minor", "info": "info"}


def check_gitlab(case):
    issues = json.loads(case.text())
    same([(i["location"]["path"], i["location"]["lines"]["begin"], i["location"]["lines"]["end"], i["check_name"], i["severity"], i["description"])
          for i in issues],
         [(p["file"], p["line"], p["end_line"], p["rule"], GITLAB[p["severity"]], p["message"]) for p in case.problems], "issues")
    assert len({issue["fingerprint"] for issue in issues}) == len(issues), "fingerprints"
    case.ask(by_schema, our_schema("gitlab.schema.json"))


# ---- reviewdog --------------------------------------------------------------------------------------------------------

def rdformat_validator(case):
    run(["node", installed(case, "@umbrelladocs/rdformat-validator/bin/rdformat-validator.js"), "--strict", "--no-extra-fields", case.path])


def rdjson_span(document, range_):
    """Bytes of a range; None for one of whole lines."""
    start, end = range_["start"], range_["end"]
    assert ("column" in start) == ("column" in end), range_
    if "column" not in start:
        return None
    return document.byte_offset(start["line"], start["column"]), document.byte_offset(end["line"], end["column"])


def rdjson_diagnostic(case, diagnostic, problem):
    document = places.Document(case.content(problem["file"]))
    assert (diagnostic["location"]["path"], diagnostic["message"], diagnostic["code"]["value"], diagnostic["severity"].lower()) == (
        problem["file"], problem["message"], problem["rule"], problem["severity"]), diagnostic
    range_ = diagnostic["location"]["range"]
    span = rdjson_span(document, range_)
    if span:
        assert span == (problem["byte_start"], problem["byte_end"]), (diagnostic, problem)
    else:
        assert (range_["start"]["line"], range_["end"]["line"]) == (problem["line"], problem["end_line"]), (diagnostic, problem)
    edits = [(edit["byte_start"], edit["byte_end"], edit["text"]) for fix in problem["fixes"] if len(fix["edits"]) == 1 for edit in fix["edits"]]
    got = [rdjson_span(document, s["range"]) + (s["text"],) for s in diagnostic.get("suggestions", [])]
    assert all(edit in edits for edit in got), (got, edits)
    return len(got), len(edits)


def check_rdjson(case):
    report = json.loads(case.text())
    assert len(report["diagnostics"]) == len(case.problems)
    counts = [rdjson_diagnostic(case, d, p) for d, p in zip(report["diagnostics"], case.problems) if not os.path.isabs(p["file"])]
    suggested, possible = sum(c[0] for c in counts), sum(c[1] for c in counts)
    assert suggested >= possible * 0.8, "%d of %d edits are suggested" % (suggested, possible)
    case.ask(by_schema, our_schema("rdjson.schema.json"))
    case.ask(rdformat_validator)


# ---- XML --------------------------------------------------------------------------------------------------------------

def xml_text(text):
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)


def xmllint(case, schema):
    run(["xmllint", "--noout", "--schema", our_schema(schema), case.path], missing="Debian: libxml2-utils")


def check_checkstyle(case):
    root = xml.etree.ElementTree.fromstring(case.bytes)
    got = [(file.get("name"), int(e.get("line")), int(e.get("column")), e.get("severity"), e.get("message"), e.get("source"))
           for file in root.iter("file") for e in file.iter("error")]
    same(got, [(xml_text(p["file"]), p["line"], p["column"], p["severity"], xml_text(p["message"]), p["rule"]) for p in case.problems], "errors")
    case.ask(xmllint, "checkstyle.xsd")


def junit_case(file, problems):
    lines = ["%s:%d:%d: info: %s [%s]\n" % (file, p["line"], p["column"], p["message"], p["rule"]) for p in problems if p["severity"] == "info"]
    return (xml_text(file), [(p["rule"], xml_text(p["message"])) for p in problems if p["severity"] != "info"], xml_text("".join(lines)))


def check_junit(case):
    root = xml.etree.ElementTree.fromstring(case.bytes)
    got = [(c.get("name"), [(f.get("type"), f.get("message")) for f in c.iter("failure")], "".join(o.text for o in c.iter("system-out")))
           for c in root.iter("testcase")]
    expected = [junit_case(file, problems) for file, problems in case.by_file()] or [("all documents", [], "")]
    same(got, expected, "test cases")
    for element in (root, root.find("testsuite")):
        assert int(element.get("tests")) == len(got) and int(element.get("failures")) == sum(1 for c in got if c[1])
    case.ask(xmllint, "junit.xsd")


# ---- TAP --------------------------------------------------------------------------------------------------------------

def tap_parser(case):
    seen = json.loads(node(case, "tap.mjs", case.path))
    assert seen["version"] == 14 and not seen["extra"] and not seen["failures"] and not seen["comments"], seen
    files = case.by_file()
    if not files:
        same([(a["ok"], a["name"]) for a in seen["asserts"]], [(True, "all documents")], "test points")
        return
    keys = ("line", "column", "severity", "rule", "message", "help")
    same([(a["ok"], a["id"], a["diag"]) for a in seen["asserts"]],
         [(all(p["severity"] == "info" for p in problems), number + 1, {"file": file, "problems": [{key: p[key] for key in keys} for p in problems]})
          for number, (file, problems) in enumerate(files)], "test points")
    assert seen["plan"] == {"start": 1, "end": len(files)}, seen["plan"]
    names = [a["name"] for a in seen["asserts"]]
    assert len(set(names)) == len(names) and not re.search("[\x00-\x1f\x7f-\x9f\u2028-\u202e]", "".join(names)), names


PERL = r"""
use TAP::Parser; local $/; open my $in, '<', $ARGV[0] or die; my $tap = <$in>; $tap =~ s/^TAP version 14/TAP version 13/;
my $parser = TAP::Parser->new({ tap => $tap });
while (my $result = $parser->next) {
	print $result->ok, "\n" if $result->is_test;
	print scalar @{ $result->data->{problems} }, " problems\n" if $result->is_yaml;
	die $result->raw if $result->is_unknown;
}
die join "\n", $parser->parse_errors if $parser->parse_errors;
"""


def tap_perl(case):
    """Perl's parser, which knows version 13: what we write means the same there."""
    if not shutil.which("perl") or subprocess.run(["perl", "-MTAP::Parser", "-e1"], stderr=subprocess.DEVNULL).returncode:
        raise npm.Missing("no perl with TAP::Parser")
    expected = []
    for _, problems in case.by_file():
        expected += ["ok" if all(p["severity"] == "info" for p in problems) else "not ok", "%d problems" % len(problems)]
    same(run(["perl", "-e", PERL, case.path]).splitlines(), expected or ["ok"], "what Perl's TAP::Parser read")


def check_tap(case):
    case.ask(tap_parser)
    case.ask(tap_perl)


# ---- GitHub -----------------------------------------------------------------------------------------------------------

def unescape(text, more=()):
    """As the runner does it: %25 last."""
    for code, character in (("%0D", "\r"), ("%0A", "\n")) + tuple(more) + (("%25", "%"),):
        text = text.replace(code, character)
    return text


def github_command(line):
    match = re.fullmatch(r"::([a-z]+) (.*?)::(.*)", line)
    assert match, line
    pairs = [pair.split("=", 1) for pair in match.group(2).split(",")]
    assert all(len(pair) == 2 for pair in pairs), line
    return match.group(1), {key: unescape(value, (("%3A", ":"), ("%2C", ","))) for key, value in pairs}, unescape(match.group(3))


def github_properties(problem):
    one_line = problem["line"] == problem["end_line"]
    # Control characters would speak to the terminal that shows the log.
    file = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", lambda match: "\\x%02X" % ord(match[0]), problem["file"])
    expected = {"file": file, "line": str(problem["line"]), "endLine": str(problem["end_line"]), "title": problem["rule"]}
    if one_line:
        expected.update(col=str(problem["column"]), endColumn=str(problem["end_column"]))
    return expected


def check_github(case):
    lines = re.split("\r\n|\r|\n", case.text())  # what the runner takes for ends of lines
    assert lines.pop() == ""
    names = {"error": "error", "warning": "warning", "info": "notice"}
    same([github_command(line) for line in lines], [(names[p["severity"]], github_properties(p), p["message"]) for p in case.problems], "commands")
