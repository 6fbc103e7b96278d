# bash completion for sumlint: made by `sumlint completions bash`, not to be edited by hand.

# HEAD CURRENT WORD...: offers the words that begin with CURRENT, each with HEAD in front.
_sumlint_offer() {
	local head=$1 current=$2 word
	shift 2
	for word; do
		[[ $word == "$current"* ]] && COMPREPLY+=("$head$word")
	done
}

# HEAD CURRENT: rules, plugins included.
_sumlint_rule() {
	local names
	mapfile -t names < <("${COMP_WORDS[0]}" rules --format names 2>/dev/null)
	_sumlint_offer "$1" "$2" "${names[@]}"
}

# The same, with commas between.
_sumlint_rules() {
	local head=$1 current=$2
	if [[ $current == *,* ]]; then
		head+=${current%,*},
		current=${current##*,}
	fi
	compopt -o nospace 2>/dev/null
	_sumlint_rule "$head" "$current"
}

# -f or -d, HEAD CURRENT: files or folders.
_sumlint_files() {
	local names
	compopt -o filenames 2>/dev/null
	mapfile -t names < <(compgen "$1" -- "$3")
	_sumlint_offer "$2" '' "${names[@]}"
}

_sumlint() {
	local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command= first= head= at
	COMPREPLY=()
	# Where '=' breaks words, --option=value comes as three; elsewhere as one.
	if [[ $current == = ]]; then
		current=
	elif [[ $previous == = ]]; then
		previous=${COMP_WORDS[COMP_CWORD - 2]}
	elif [[ $current == --*=* ]]; then
		previous=${current%%=*}
		head=$previous=
		current=${current#*=}
	fi
	for ((at = 1; at < COMP_CWORD; at++)); do
		[[ ${COMP_WORDS[at]} == -* || $at == 1 && ${COMP_WORDS[at]} == = ]] && continue
		if [[ ! $command ]]; then
			command=${COMP_WORDS[at]}
		else
			first=${COMP_WORDS[at]}
			break
		fi
	done
	case $command in
	'') _sumlint_offer '' "$current" check rules explain config init merge filter lsp completions help --help --version ;;
	help) _sumlint_offer '' "$current" check rules explain config init merge filter lsp completions ;;
	check)
		case $previous in
		--baseline) _sumlint_files -f "$head" "$current"; return ;;
		--write-baseline) _sumlint_files -f "$head" "$current"; return ;;
		--select) _sumlint_rules "$head" "$current"; return ;;
		--ignore) _sumlint_rules "$head" "$current"; return ;;
		--stdin-filename) :; return ;;
		--files-from) _sumlint_files -f "$head" "$current"; return ;;
		--shard) :; return ;;
		--since) :; return ;;
		--format | -f) _sumlint_offer "$head" "$current" text concise json jsonl sarif github gitlab checkstyle junit rdjson tap statistics; return ;;
		--output | -o) _sumlint_files -f "$head" "$current"; return ;;
		--fail-on) _sumlint_offer "$head" "$current" error warning info never; return ;;
		--color) _sumlint_offer "$head" "$current" auto always never; return ;;
		--excerpts) _sumlint_offer "$head" "$current" auto always never; return ;;
		--jobs | -j) :; return ;;
		--timeout) :; return ;;
		--memory-limit) :; return ;;
		--sandbox) _sumlint_offer "$head" "$current" auto require off; return ;;
		--config) _sumlint_files -f "$head" "$current"; return ;;
		--plugin-dir) _sumlint_files -d "$head" "$current"; return ;;
		esac
		if [[ $current == -* ]]; then
			_sumlint_offer '' "$current" --fix --unsafe-fixes --diff --baseline --write-baseline --prune-baseline --select --ignore --stdin-filename --files-from --from-stdin0 --shard --since --staged --no-gitignore --format -f --output -o --statistics --fail-on --color --excerpts --quiet -q --silent -s --jobs -j --timeout --memory-limit --sandbox --config --no-config --no-cache --plugin-dir --trust-project-plugins --help -h
		else
			_sumlint_files -f "$head" "$current"
		fi
		;;
	rules)
		case $previous in
		--format | -f) _sumlint_offer "$head" "$current" text names json markdown schema; return ;;
		--config) _sumlint_files -f "$head" "$current"; return ;;
		--plugin-dir) _sumlint_files -d "$head" "$current"; return ;;
		esac
		if [[ $current == -* ]]; then
			_sumlint_offer '' "$current" --format -f --check-examples --config --no-config --no-cache --plugin-dir --trust-project-plugins --help -h
		else
			_sumlint_rule "$head" "$current"
		fi
		;;
	explain)
		case $previous in
		--config) _sumlint_files -f "$head" "$current"; return ;;
		--plugin-dir) _sumlint_files -d "$head" "$current"; return ;;
		esac
		if [[ $current == -* ]]; then
			_sumlint_offer '' "$current" --config --no-config --no-cache --plugin-dir --trust-project-plugins --help -h
		else
			_sumlint_rule "$head" "$current"
		fi
		;;
	config)
		case $previous in
		--config) _sumlint_files -f "$head" "$current"; return ;;
		--plugin-dir) _sumlint_files -d "$head" "$current"; return ;;
		esac
		if [[ $current == -* ]]; then
			_sumlint_offer '' "$current" --config --no-config --no-cache --plugin-dir --trust-project-plugins --help -h
		elif [[ ! $first ]]; then
			_sumlint_offer '' "$current" show
		else
			_sumlint_files -f "$head" "$current"
		fi
		;;
	init)
		if [[ $current == -* ]]; then
			_sumlint_offer '' "$current" --type --vocabularies --baseline --dry-run -n --force --help -h
		else
			_sumlint_files -d "$head" "$current"
		fi
		;;
	merge)
		case $previous in
		--baseline) _sumlint_files -f "$head" "$current"; return ;;
		--format | -f) _sumlint_offer "$head" "$current" text concise json jsonl sarif github gitlab checkstyle junit rdjson tap statistics; return ;;
		--output | -o) _sumlint_files -f "$head" "$current"; return ;;
		--fail-on) _sumlint_offer "$head" "$current" error warning info never; return ;;
		--color) _sumlint_offer "$head" "$current" auto always never; return ;;
		--excerpts) _sumlint_offer "$head" "$current" auto always never; return ;;
		--jobs | -j) :; return ;;
		--timeout) :; return ;;
		--memory-limit) :; return ;;
		--sandbox) _sumlint_offer "$head" "$current" auto require off; return ;;
		--config) _sumlint_files -f "$head" "$current"; return ;;
		--plugin-dir) _sumlint_files -d "$head" "$current"; return ;;
		esac
		if [[ $current == -* ]]; then
			_sumlint_offer '' "$current" --baseline --format -f --output -o --statistics --fail-on --color --excerpts --quiet -q --silent -s --jobs -j --timeout --memory-limit --sandbox --config --no-config --no-cache --plugin-dir --trust-project-plugins --help -h
		else
			_sumlint_files -f "$head" "$current"
		fi
		;;
	filter)
		case $previous in
		--jobs | -j) :; return ;;
		--timeout) :; return ;;
		--memory-limit) :; return ;;
		--sandbox) _sumlint_offer "$head" "$current" auto require off; return ;;
		--config) _sumlint_files -f "$head" "$current"; return ;;
		--plugin-dir) _sumlint_files -d "$head" "$current"; return ;;
		esac
		if [[ $current == -* ]]; then
			_sumlint_offer '' "$current" --jobs -j --timeout --memory-limit --sandbox --config --no-config --no-cache --plugin-dir --trust-project-plugins --help -h
		fi
		;;
	lsp)
		case $previous in
		--debounce) :; return ;;
		--jobs | -j) :; return ;;
		--timeout) :; return ;;
		--memory-limit) :; return ;;
		--sandbox) _sumlint_offer "$head" "$current" auto require off; return ;;
		--config) _sumlint_files -f "$head" "$current"; return ;;
		--plugin-dir) _sumlint_files -d "$head" "$current"; return ;;
		esac
		if [[ $current == -* ]]; then
			_sumlint_offer '' "$current" --debounce --stdio --jobs -j --timeout --memory-limit --sandbox --config --no-config --no-cache --plugin-dir --trust-project-plugins --help -h
		fi
		;;
	completions)
		if [[ $current == -* ]]; then
			_sumlint_offer '' "$current" --help -h
		elif [[ ! $first ]]; then
			_sumlint_offer '' "$current" bash zsh fish
		fi
		;;
	esac
}

complete -F _sumlint sumlint
