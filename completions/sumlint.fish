# fish completion for sumlint: made by `sumlint completions fish`, not to be edited by hand.

# Rules, plugins included.
function __sumlint_rule
	set -l words (commandline -opc)
	$words[1] rules --format names 2>/dev/null
end

# The same, with commas between.
function __sumlint_rules
	__fish_complete_list , __sumlint_rule
end

# True where as many words as that stand behind the command that are no options.
function __sumlint_operands
	set -l words (string match --invert -- '-*' (commandline -opc))
	test (count $words) -eq (math 2 + $argv[1])
end

complete -c sumlint -f
complete -c sumlint -n __fish_use_subcommand -s h -l help -d 'show the help'
complete -c sumlint -n __fish_use_subcommand -s V -l version -d 'show the version'
complete -c sumlint -n __fish_use_subcommand -a check -d 'Check documents and report problems.'
complete -c sumlint -n __fish_use_subcommand -a rules -d 'List the rules there are.'
complete -c sumlint -n __fish_use_subcommand -a explain -d 'Explain a rule, with examples.'
complete -c sumlint -n __fish_use_subcommand -a config -d 'Show what applies to a file, and which line of which config said so.'
complete -c sumlint -n __fish_use_subcommand -a init -d 'Look at the documents that are there, and write a first .sumlint.yaml.'
complete -c sumlint -n __fish_use_subcommand -a merge -d 'Join the reports of all shards into one.'
complete -c sumlint -n __fish_use_subcommand -a filter -d 'Check documents that come as records on standard input.'
complete -c sumlint -n __fish_use_subcommand -a lsp -d 'Serve editors (Language Server Protocol 3.17).'
complete -c sumlint -n __fish_use_subcommand -a completions -d 'Print a script with which a shell completes sumlint'\''s command lines.'
complete -c sumlint -n __fish_use_subcommand -a help -d 'Show what a command does and which options it has.'
complete -c sumlint -n '__fish_seen_subcommand_from help; and __sumlint_operands 0' -a 'check rules explain config init merge filter lsp completions'

complete -c sumlint -n '__fish_seen_subcommand_from check' -l fix -d 'apply the safe fixes, and report what is left'
complete -c sumlint -n '__fish_seen_subcommand_from check' -l unsafe-fixes -d 'with --fix or --diff: also those that want a person'\''s eye'
complete -c sumlint -n '__fish_seen_subcommand_from check' -l diff -d 'show what the fixes would change as a unified diff, and write no document; reports go to files only'
complete -c sumlint -n '__fish_seen_subcommand_from check' -l baseline -r -F -d 'keep the problems in FILE quiet, and tell of new ones only; --fix leaves them alone'
complete -c sumlint -n '__fish_seen_subcommand_from check' -l write-baseline -r -F -d 'write all present problems into FILE, and report none'
complete -c sumlint -n '__fish_seen_subcommand_from check' -l prune-baseline -d 'with --baseline: remove entries that are no longer needed'
complete -c sumlint -n '__fish_seen_subcommand_from check' -l select -x -a '(__sumlint_rules)' -d 'run these rules only: ids or plugins, with commas between'
complete -c sumlint -n '__fish_seen_subcommand_from check' -l ignore -x -a '(__sumlint_rules)' -d 'leave these rules out; an id counts more than a plugin'
complete -c sumlint -n '__fish_seen_subcommand_from check' -l stdin-filename -x -d 'check standard input under this name: it decides about config, document type and syntax'
complete -c sumlint -n '__fish_seen_subcommand_from check' -l files-from -r -F -d 'check the files listed in FILE, one a line (- is standard input)'
complete -c sumlint -n '__fish_seen_subcommand_from check' -l from-stdin0 -d 'check the files listed on standard input, each ended by a NUL'
complete -c sumlint -n '__fish_seen_subcommand_from check' -l shard -x -d 'check the Kth of N shares of the files; '\''sumlint merge'\'' joins their reports (--format jsonl)'
complete -c sumlint -n '__fish_seen_subcommand_from check' -l since -x -d 'check what changed since REV and HEAD parted, up to the work tree, and report problems on changed lines only'
complete -c sumlint -n '__fish_seen_subcommand_from check' -l staged -d 'the same for what is staged, as it is staged'
complete -c sumlint -n '__fish_seen_subcommand_from check' -l no-gitignore -d 'check files that .gitignore leaves out, too'
complete -c sumlint -n '__fish_seen_subcommand_from check' -s f -l format -x -a ' text concise json jsonl sarif github gitlab checkstyle junit rdjson tap statistics' -d 'how problems are reported: text (default), json, ...; may be given several times, with files'
complete -c sumlint -n '__fish_seen_subcommand_from check' -s o -l output -r -F -d 'write the report to FILE, whole or not at all'
complete -c sumlint -n '__fish_seen_subcommand_from check' -l statistics -d 'print how often each rule was broken, not each problem'
complete -c sumlint -n '__fish_seen_subcommand_from check' -l fail-on -x -a ' error warning info never' -d 'exit with 1 for problems of this severity or above: error (default), warning, info, never'
complete -c sumlint -n '__fish_seen_subcommand_from check' -l color -x -a ' auto always never' -d 'auto (default; NO_COLOR is respected), always, never'
complete -c sumlint -n '__fish_seen_subcommand_from check' -l excerpts -x -a ' auto always never' -d 'show the source of each problem: auto (default: on a terminal), always, never'
complete -c sumlint -n '__fish_seen_subcommand_from check' -s q -l quiet -d 'print problems and errors of sumlint itself, but none of its warnings and no totals'
complete -c sumlint -n '__fish_seen_subcommand_from check' -s s -l silent -d 'print no problems either: the exit status tells'
complete -c sumlint -n '__fish_seen_subcommand_from check' -s j -l jobs -x -d 'worker processes at the most, up to 256 (default, and 0: the usable CPUs)'
complete -c sumlint -n '__fish_seen_subcommand_from check' -l timeout -x -d 'what a rule may take for one document (default 5; 0: any)'
complete -c sumlint -n '__fish_seen_subcommand_from check' -l memory-limit -x -d 'memory of a worker besides its document'\''s: a number with K, M or G (default 2G, and no more than the machine has; 0: any)'
complete -c sumlint -n '__fish_seen_subcommand_from check' -l sandbox -x -a ' auto require off' -d 'confine plugins that sumlint does not ship: auto (default: as far as the kernel can), require, off'
complete -c sumlint -n '__fish_seen_subcommand_from check' -l config -r -F -d 'use this config for all documents, not the nearest .sumlint.yaml'
complete -c sumlint -n '__fish_seen_subcommand_from check' -l no-config -d 'read no config: built-in document type and vocabularies'
complete -c sumlint -n '__fish_seen_subcommand_from check' -l no-cache -d 'leave the user'\''s cache of vocabularies alone (also: SUMLINT_NO_CACHE=1)'
complete -c sumlint -n '__fish_seen_subcommand_from check' -l plugin-dir -x -a '(__fish_complete_directories)' -d 'look for plugins in DIR too (also: SUMLINT_PLUGIN_PATH=DIR:DIR)'
complete -c sumlint -n '__fish_seen_subcommand_from check' -l trust-project-plugins -d 'load plugins that a config names by path: their code runs here'
complete -c sumlint -n '__fish_seen_subcommand_from check' -s h -l help -d 'show this help'
complete -c sumlint -n '__fish_seen_subcommand_from check' -F

complete -c sumlint -n '__fish_seen_subcommand_from rules' -s f -l format -x -a ' text names json markdown schema' -d 'text (default); names, one a line, those of plugins too; json; markdown: the whole reference; schema: a JSON Schema of the `rules` in a .sumlint.yaml'
complete -c sumlint -n '__fish_seen_subcommand_from rules' -l check-examples -d 'run the examples of the manifests: each bad one must report its rule, each good one nothing'
complete -c sumlint -n '__fish_seen_subcommand_from rules' -l config -r -F -d 'use this config for all documents, not the nearest .sumlint.yaml'
complete -c sumlint -n '__fish_seen_subcommand_from rules' -l no-config -d 'read no config: built-in document type and vocabularies'
complete -c sumlint -n '__fish_seen_subcommand_from rules' -l no-cache -d 'leave the user'\''s cache of vocabularies alone (also: SUMLINT_NO_CACHE=1)'
complete -c sumlint -n '__fish_seen_subcommand_from rules' -l plugin-dir -x -a '(__fish_complete_directories)' -d 'look for plugins in DIR too (also: SUMLINT_PLUGIN_PATH=DIR:DIR)'
complete -c sumlint -n '__fish_seen_subcommand_from rules' -l trust-project-plugins -d 'load plugins that a config names by path: their code runs here'
complete -c sumlint -n '__fish_seen_subcommand_from rules' -s h -l help -d 'show this help'
complete -c sumlint -n '__fish_seen_subcommand_from rules' -a '(__sumlint_rule)'

complete -c sumlint -n '__fish_seen_subcommand_from explain' -l config -r -F -d 'use this config for all documents, not the nearest .sumlint.yaml'
complete -c sumlint -n '__fish_seen_subcommand_from explain' -l no-config -d 'read no config: built-in document type and vocabularies'
complete -c sumlint -n '__fish_seen_subcommand_from explain' -l no-cache -d 'leave the user'\''s cache of vocabularies alone (also: SUMLINT_NO_CACHE=1)'
complete -c sumlint -n '__fish_seen_subcommand_from explain' -l plugin-dir -x -a '(__fish_complete_directories)' -d 'look for plugins in DIR too (also: SUMLINT_PLUGIN_PATH=DIR:DIR)'
complete -c sumlint -n '__fish_seen_subcommand_from explain' -l trust-project-plugins -d 'load plugins that a config names by path: their code runs here'
complete -c sumlint -n '__fish_seen_subcommand_from explain' -s h -l help -d 'show this help'
complete -c sumlint -n '__fish_seen_subcommand_from explain' -a '(__sumlint_rule)'

complete -c sumlint -n '__fish_seen_subcommand_from config' -l config -r -F -d 'use this config for all documents, not the nearest .sumlint.yaml'
complete -c sumlint -n '__fish_seen_subcommand_from config' -l no-config -d 'read no config: built-in document type and vocabularies'
complete -c sumlint -n '__fish_seen_subcommand_from config' -l no-cache -d 'leave the user'\''s cache of vocabularies alone (also: SUMLINT_NO_CACHE=1)'
complete -c sumlint -n '__fish_seen_subcommand_from config' -l plugin-dir -x -a '(__fish_complete_directories)' -d 'look for plugins in DIR too (also: SUMLINT_PLUGIN_PATH=DIR:DIR)'
complete -c sumlint -n '__fish_seen_subcommand_from config' -l trust-project-plugins -d 'load plugins that a config names by path: their code runs here'
complete -c sumlint -n '__fish_seen_subcommand_from config' -s h -l help -d 'show this help'
complete -c sumlint -n '__fish_seen_subcommand_from config; and __sumlint_operands 0' -a 'show'
complete -c sumlint -n '__fish_seen_subcommand_from config; and not __sumlint_operands 0' -F

complete -c sumlint -n '__fish_seen_subcommand_from init' -l type -d 'make a document type of the headings that most documents have, instead of taking the built-in `summary`'
complete -c sumlint -n '__fish_seen_subcommand_from init' -l vocabularies -d 'propose vocabularies/topics.yaml and audience.yaml from the terms that the documents have'
complete -c sumlint -n '__fish_seen_subcommand_from init' -l baseline -d 'write all present problems into .sumlint-baseline.json, so that only new ones are told'
complete -c sumlint -n '__fish_seen_subcommand_from init' -s n -l dry-run -d 'print what would be written, and write nothing'
complete -c sumlint -n '__fish_seen_subcommand_from init' -l force -d 'replace files that are there'
complete -c sumlint -n '__fish_seen_subcommand_from init' -s h -l help -d 'show this help'
complete -c sumlint -n '__fish_seen_subcommand_from init' -a '(__fish_complete_directories)'

complete -c sumlint -n '__fish_seen_subcommand_from merge' -l baseline -r -F -d 'keep the problems in FILE quiet: those of rules over the corpus too, which shards cannot know'
complete -c sumlint -n '__fish_seen_subcommand_from merge' -s f -l format -x -a ' text concise json jsonl sarif github gitlab checkstyle junit rdjson tap statistics' -d 'how problems are reported: text (default), json, ...; may be given several times, with files'
complete -c sumlint -n '__fish_seen_subcommand_from merge' -s o -l output -r -F -d 'write the report to FILE, whole or not at all'
complete -c sumlint -n '__fish_seen_subcommand_from merge' -l statistics -d 'print how often each rule was broken, not each problem'
complete -c sumlint -n '__fish_seen_subcommand_from merge' -l fail-on -x -a ' error warning info never' -d 'exit with 1 for problems of this severity or above: error (default), warning, info, never'
complete -c sumlint -n '__fish_seen_subcommand_from merge' -l color -x -a ' auto always never' -d 'auto (default; NO_COLOR is respected), always, never'
complete -c sumlint -n '__fish_seen_subcommand_from merge' -l excerpts -x -a ' auto always never' -d 'show the source of each problem: auto (default: on a terminal), always, never'
complete -c sumlint -n '__fish_seen_subcommand_from merge' -s q -l quiet -d 'print problems and errors of sumlint itself, but none of its warnings and no totals'
complete -c sumlint -n '__fish_seen_subcommand_from merge' -s s -l silent -d 'print no problems either: the exit status tells'
complete -c sumlint -n '__fish_seen_subcommand_from merge' -s j -l jobs -x -d 'worker processes at the most, up to 256 (default, and 0: the usable CPUs)'
complete -c sumlint -n '__fish_seen_subcommand_from merge' -l timeout -x -d 'what a rule may take for one document (default 5; 0: any)'
complete -c sumlint -n '__fish_seen_subcommand_from merge' -l memory-limit -x -d 'memory of a worker besides its document'\''s: a number with K, M or G (default 2G, and no more than the machine has; 0: any)'
complete -c sumlint -n '__fish_seen_subcommand_from merge' -l sandbox -x -a ' auto require off' -d 'confine plugins that sumlint does not ship: auto (default: as far as the kernel can), require, off'
complete -c sumlint -n '__fish_seen_subcommand_from merge' -l config -r -F -d 'use this config for all documents, not the nearest .sumlint.yaml'
complete -c sumlint -n '__fish_seen_subcommand_from merge' -l no-config -d 'read no config: built-in document type and vocabularies'
complete -c sumlint -n '__fish_seen_subcommand_from merge' -l no-cache -d 'leave the user'\''s cache of vocabularies alone (also: SUMLINT_NO_CACHE=1)'
complete -c sumlint -n '__fish_seen_subcommand_from merge' -l plugin-dir -x -a '(__fish_complete_directories)' -d 'look for plugins in DIR too (also: SUMLINT_PLUGIN_PATH=DIR:DIR)'
complete -c sumlint -n '__fish_seen_subcommand_from merge' -l trust-project-plugins -d 'load plugins that a config names by path: their code runs here'
complete -c sumlint -n '__fish_seen_subcommand_from merge' -s h -l help -d 'show this help'
complete -c sumlint -n '__fish_seen_subcommand_from merge' -F

complete -c sumlint -n '__fish_seen_subcommand_from filter' -s j -l jobs -x -d 'worker processes at the most, up to 256 (default, and 0: the usable CPUs)'
complete -c sumlint -n '__fish_seen_subcommand_from filter' -l timeout -x -d 'what a rule may take for one document (default 5; 0: any)'
complete -c sumlint -n '__fish_seen_subcommand_from filter' -l memory-limit -x -d 'memory of a worker besides its document'\''s: a number with K, M or G (default 2G, and no more than the machine has; 0: any)'
complete -c sumlint -n '__fish_seen_subcommand_from filter' -l sandbox -x -a ' auto require off' -d 'confine plugins that sumlint does not ship: auto (default: as far as the kernel can), require, off'
complete -c sumlint -n '__fish_seen_subcommand_from filter' -l config -r -F -d 'use this config for all documents, not the nearest .sumlint.yaml'
complete -c sumlint -n '__fish_seen_subcommand_from filter' -l no-config -d 'read no config: built-in document type and vocabularies'
complete -c sumlint -n '__fish_seen_subcommand_from filter' -l no-cache -d 'leave the user'\''s cache of vocabularies alone (also: SUMLINT_NO_CACHE=1)'
complete -c sumlint -n '__fish_seen_subcommand_from filter' -l plugin-dir -x -a '(__fish_complete_directories)' -d 'look for plugins in DIR too (also: SUMLINT_PLUGIN_PATH=DIR:DIR)'
complete -c sumlint -n '__fish_seen_subcommand_from filter' -l trust-project-plugins -d 'load plugins that a config names by path: their code runs here'
complete -c sumlint -n '__fish_seen_subcommand_from filter' -s h -l help -d 'show this help'

complete -c sumlint -n '__fish_seen_subcommand_from lsp' -l debounce -x -d 'a change is checked at once, but for those that come faster than this: they wait for as much quiet (default 30)'
complete -c sumlint -n '__fish_seen_subcommand_from lsp' -l stdio -d 'speak over standard input and output; there is no other way'
complete -c sumlint -n '__fish_seen_subcommand_from lsp' -s j -l jobs -x -d 'worker processes at the most, up to 256 (default, and 0: the usable CPUs)'
complete -c sumlint -n '__fish_seen_subcommand_from lsp' -l timeout -x -d 'what a rule may take for one document (default 5; 0: any)'
complete -c sumlint -n '__fish_seen_subcommand_from lsp' -l memory-limit -x -d 'memory of a worker besides its document'\''s: a number with K, M or G (default 2G, and no more than the machine has; 0: any)'
complete -c sumlint -n '__fish_seen_subcommand_from lsp' -l sandbox -x -a ' auto require off' -d 'confine plugins that sumlint does not ship: auto (default: as far as the kernel can), require, off'
complete -c sumlint -n '__fish_seen_subcommand_from lsp' -l config -r -F -d 'use this config for all documents, not the nearest .sumlint.yaml'
complete -c sumlint -n '__fish_seen_subcommand_from lsp' -l no-config -d 'read no config: built-in document type and vocabularies'
complete -c sumlint -n '__fish_seen_subcommand_from lsp' -l no-cache -d 'leave the user'\''s cache of vocabularies alone (also: SUMLINT_NO_CACHE=1)'
complete -c sumlint -n '__fish_seen_subcommand_from lsp' -l plugin-dir -x -a '(__fish_complete_directories)' -d 'look for plugins in DIR too (also: SUMLINT_PLUGIN_PATH=DIR:DIR)'
complete -c sumlint -n '__fish_seen_subcommand_from lsp' -l trust-project-plugins -d 'load plugins that a config names by path: their code runs here'
complete -c sumlint -n '__fish_seen_subcommand_from lsp' -s h -l help -d 'show this help'

complete -c sumlint -n '__fish_seen_subcommand_from completions' -s h -l help -d 'show this help'
complete -c sumlint -n '__fish_seen_subcommand_from completions; and __sumlint_operands 0' -a 'bash zsh fish'
