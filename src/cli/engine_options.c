/* SPDX-License-Identifier: Apache-2.0
 * engine_options.c - how plugins are run: workers, time, memory, sandbox.
 */
#include "cli/common_options.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

static const char *const sandbox_names[] = { "auto", "require", "off", NULL };

static sl_engine_options *of(void *settings)
{
	return &((sl_common_settings *)settings)->engine;
}

/* Digits, then one of the units' letters or nothing; the number times the unit. */
static bool read_amount(const char *option, const char *argument, const char *units, const uint64_t *factors, uint64_t most, uint64_t *out)
{
	char *end;
	errno = 0;
	unsigned long long number = strtoull(argument, &end, 10);
	const char *unit = *end ? strchr(units, *end) : NULL;
	bool good = *argument >= '0' && *argument <= '9' && errno == 0 && (!*end || (unit && !end[1]));
	uint64_t factor = unit ? factors[unit - units] : 1;
	if (good && number <= most / factor) {
		*out = number * factor;
		return true;
	}
	if (good || errno == ERANGE)
		sl_usage_error(NULL, "--%s takes at the most %" PRIu64 "%s, not '%s'", option, *units ? most / factors[2] : most, *units ? "G" : "", argument);
	else
		sl_usage_error(NULL, "--%s takes a number%s%s, not '%s'", option, *units ? ", with a unit of " : "", units, argument);
	return false;
}

static bool take_jobs(void *settings, const char *argument)
{
	uint64_t jobs;
	if (!read_amount("jobs", argument, "", NULL, 256, &jobs))
		return false;
	of(settings)->jobs = (uint32_t)jobs;
	of(settings)->copies = true;
	return true;
}

/* Seconds, with a fraction if need be. */
static bool take_timeout(void *settings, const char *argument)
{
	char *end;
	double seconds = strtod(argument, &end);
	if (end == argument || *end || !(seconds >= 0) || seconds > 1000000) {
		sl_usage_error(NULL, "--timeout takes seconds, such as 5 or 0.5, not '%s'", argument);
		return false;
	}
	/* 0 is none at all: only who says so gets that. */
	of(settings)->timeout = (uint32_t)(seconds * 1000 + 0.999);
	if (seconds > 0 && of(settings)->timeout == 0)
		of(settings)->timeout = 1;
	return true;
}

static bool take_memory_limit(void *settings, const char *argument)
{
	static const uint64_t factors[] = { (uint64_t)1 << 10, (uint64_t)1 << 20, (uint64_t)1 << 30 };
	return read_amount("memory-limit", argument, "KMG", factors, (uint64_t)1 << 46, &of(settings)->memory_limit);
}

static bool take_sandbox(void *settings, const char *argument)
{
	of(settings)->sandbox = strcmp(argument, "require") == 0 ? SL_SANDBOX_REQUIRE
	    : strcmp(argument, "off") == 0					   ? SL_SANDBOX_OFF
										   : SL_SANDBOX_AUTO;
	return true;
}

const sl_option sl_engine_option_table[] = {
	{ 'j', "jobs", "N", "worker processes at the most, up to 256 (default, and 0: the\nusable CPUs)", NULL, take_jobs },
	{ 0, "timeout", "SECONDS", "what a rule may take for one document (default 5; 0: any)", NULL, take_timeout },
	{ 0, "memory-limit", "SIZE", "memory of a worker besides its document's: a number with K, M\nor G (default 2G, and no more than the machine has; 0: any)", NULL, take_memory_limit },
	{ 0, "sandbox", "MODE", "confine plugins that sumlint does not ship: auto (default:\nas far as the kernel can), require, off", sandbox_names,
	    take_sandbox },
	{ 0 },
};
