/* SPDX-License-Identifier: Apache-2.0
 * loader.c - from a manifest to a validated plugin: the guards stand in the order in which a mistake can do harm.
 */
#include "plugin/loader.h"

#include "plugin/elf.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* What version 1.0 of the growable structs had; later members are asked for by struct_size. */
#define SIZE_UP_TO(type, member) (offsetof(type, member) + sizeof(((type *)NULL)->member))
#define PLUGIN_SIZE SIZE_UP_TO(sumlint_plugin, rules)
#define RULE_SIZE SIZE_UP_TO(sumlint_rule, judge)

typedef struct loading {
	const sl_manifest *manifest;
	sl_troubles *troubles;
	const char *path; /* of the library, with a '/' in it */
	void *handle;
	const sumlint_plugin *descriptor;
	const sumlint_rule **rules;
} loading;

static bool refuse(loading *load, const char *format, ...) __attribute__((format(printf, 2, 3)));
static bool refuse(loading *load, const char *format, ...)
{
	char message[1024];
	va_list args;
	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	sl_error(load->troubles, load->manifest->library, 0, 0, "plugin '%.*s' is refused: the library %s",
	    SL_ARG(load->manifest->plugin), message);
	return false;
}

static bool out_of_memory(loading *load)
{
	sl_no_memory(load->troubles);
	return false;
}

/* ---- before any of it is mapped ---- */

/* NUL-terminated; without a '/' the dynamic linker would search its own folders. */
static const char *library_path(sl_arena *arena, sl_str library)
{
	bool bare = !memchr(library.data, '/', (size_t)library.size);
	char *path = sl_arena_alloc(arena, (size_t)library.size + 3);
	if (!path)
		return NULL;
	size_t prefix = bare ? 2 : 0;
	memcpy(path, "./", prefix);
	memcpy(path + prefix, library.data, (size_t)library.size);
	path[prefix + library.size] = '\0';
	return path;
}

static bool check_symbol(loading *load, const sl_elf_look *look)
{
	if (look->has_symbol)
		return true;
	if (!look->has_other)
		return refuse(load, "has no function " SUMLINT_PLUGIN_SYMBOL);
	return refuse(load, "was built for version %u of the plugin interface; this sumlint has version %d (it looks for " SUMLINT_PLUGIN_SYMBOL ")",
	    (unsigned)look->other_number, SUMLINT_ABI_MAJOR);
}

static bool check_file(loading *load)
{
	/* O_NONBLOCK: a FIFO must not hold the run. */
	int descriptor = open(load->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (descriptor < 0 && errno == ENOENT)
		return refuse(load, "does not exist");
	if (descriptor < 0)
		return refuse(load, "cannot be opened: %s", strerror(errno));
	bool good = false;
	struct stat about;
	sl_elf_look look;
	if (fstat(descriptor, &about) != 0) {
		refuse(load, "cannot be examined: %s", strerror(errno));
	} else if (!S_ISREG(about.st_mode)) {
		refuse(load, "is not a regular file");
	} else {
		sl_elf_look_at(descriptor, (uint64_t)about.st_size, SUMLINT_PLUGIN_SYMBOL, &look);
		if (look.no_memory)
			out_of_memory(load);
		else if (look.problem[0])
			refuse(load, "%s", look.problem);
		else
			good = check_symbol(load, &look);
	}
	close(descriptor);
	return good;
}

/* ---- mapped ---- */

static bool map(loading *load, const sumlint_host *host)
{
	load->handle = dlopen(load->path, RTLD_NOW | RTLD_LOCAL);
	if (!load->handle)
		return refuse(load, "cannot be loaded: %s", dlerror());
	sumlint_plugin_function function = NULL;
	void *symbol = dlsym(load->handle, SUMLINT_PLUGIN_SYMBOL);
	if (!symbol)
		return refuse(load, "has no function " SUMLINT_PLUGIN_SYMBOL);
	memcpy(&function, &symbol, sizeof(function)); /* POSIX lets a data pointer carry a function's address; C17 has no cast for it */
	load->descriptor = function(host);
	if (!load->descriptor)
		return refuse(load, "cannot work with this sumlint: " SUMLINT_PLUGIN_SYMBOL " gave no descriptor (NULL)");
	return true;
}

static bool check_descriptor(loading *load, const sumlint_host *host)
{
	const sumlint_plugin *plugin = load->descriptor;
	if (plugin->struct_size < PLUGIN_SIZE)
		return refuse(load, "gave a descriptor of %u bytes, smaller than version 1 of it (%zu)", (unsigned)plugin->struct_size,
		    PLUGIN_SIZE);
	if (plugin->abi_minor > host->abi_minor)
		return refuse(load, "needs version %d.%u of the plugin interface; this sumlint has %d.%u", SUMLINT_ABI_MAJOR,
		    (unsigned)plugin->abi_minor, SUMLINT_ABI_MAJOR, (unsigned)host->abi_minor);
	if (!plugin->name)
		return refuse(load, "gave a descriptor without a name");
	if (!sl_str_is(load->manifest->plugin, plugin->name))
		return refuse(load, "calls itself '%s', but its manifest %.*s calls it '%.*s'", plugin->name, SL_ARG(load->manifest->file),
		    SL_ARG(load->manifest->plugin));
	if (!plugin->rules && plugin->rule_count)
		return refuse(load, "gave a descriptor without its table of rules");
	return true;
}

static uint32_t manifest_index(const sl_manifest *manifest, const char *name)
{
	for (uint32_t i = 0; i < manifest->rule_count; i++) {
		if (sl_str_is(manifest->rules[i].name, name))
			return i;
	}
	return SUMLINT_NONE;
}

static bool check_rule(loading *load, uint32_t number)
{
	const sumlint_rule *rule = load->descriptor->rules[number];
	if (!rule)
		return refuse(load, "gave NULL for rule %u", (unsigned)number);
	if (rule->struct_size < RULE_SIZE)
		return refuse(load, "gave rule %u in %u bytes, smaller than version 1 of it (%zu)", (unsigned)number,
		    (unsigned)rule->struct_size, RULE_SIZE);
	if (!rule->name)
		return refuse(load, "gave rule %u no name", (unsigned)number);
	if (!rule->check)
		return refuse(load, "gave rule '%s' no check function", rule->name);
	if (rule->create && !rule->destroy)
		return refuse(load, "gave rule '%s' a create function, but no destroy function", rule->name);
	uint32_t index = manifest_index(load->manifest, rule->name);
	if (index == SUMLINT_NONE)
		return refuse(load, "has a rule '%s' that its manifest %.*s does not have", rule->name, SL_ARG(load->manifest->file));
	if (load->rules[index])
		return refuse(load, "has the rule '%s' twice", rule->name);
	load->rules[index] = rule;
	return true;
}

static bool check_rules(loading *load)
{
	for (uint32_t i = 0; i < load->descriptor->rule_count; i++) {
		if (!check_rule(load, i))
			return false;
	}
	for (uint32_t i = 0; i < load->manifest->rule_count; i++) {
		if (!load->rules[i])
			return refuse(load, "lacks the rule '%.*s' that its manifest %.*s promises in line %u",
			    SL_ARG(load->manifest->rules[i].name), SL_ARG(load->manifest->file), (unsigned)load->manifest->rules[i].line);
	}
	return true;
}

bool sl_plugin_load(sl_arena *arena, const sl_manifest *manifest, const sumlint_host *host, sl_plugin *out, sl_troubles *troubles)
{
	*out = (sl_plugin){ .manifest = manifest };
	loading load = { .manifest = manifest, .troubles = troubles };
	load.path = library_path(arena, manifest->library);
	load.rules = sl_arena_calloc(arena, manifest->rule_count + (size_t)1, sizeof(*load.rules));
	if (!load.path || !load.rules)
		return out_of_memory(&load);
	/* What was built with this program is as sound as the program. */
	bool sound = sl_manifest_has_built_library(manifest) || check_file(&load);
	if (!sound || !map(&load, host) || !check_descriptor(&load, host) || !check_rules(&load)) {
		if (load.handle)
			dlclose(load.handle);
		return false;
	}
	out->descriptor = load.descriptor;
	out->rules = load.rules;
	out->handle = load.handle;
	return true;
}

void sl_plugin_unload(sl_plugin *plugin)
{
	if (!plugin)
		return;
	if (plugin->handle)
		dlclose(plugin->handle);
	*plugin = (sl_plugin){ 0 };
}
