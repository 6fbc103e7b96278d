/* SPDX-License-Identifier: Apache-2.0
 * loop.c - one thread: waits for the client and for checks, and never for anything else.
 */
#include "lsp/server.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define READ_SIZE ((size_t)1 << 16)
/* What a pipe takes at once when it says that it takes something. */
#define WRITE_SIZE ((size_t)4096)
/* Milliseconds that a client has to take the last messages. */
#define LAST_WORDS 2000

uint64_t sl_lsp_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static bool has_output(const sl_server *server)
{
	return server->output.size > server->written;
}

/* ---- out ------------------------------------------------------------------------------------------------------ */

static void write_some(sl_server *server)
{
	size_t rest = server->output.size - server->written;
	ssize_t written = write(STDOUT_FILENO, server->output.data + server->written, rest < WRITE_SIZE ? rest : WRITE_SIZE);
	if (written < 0) {
		server->gone = errno != EINTR && errno != EAGAIN;
		return;
	}
	server->written += (size_t)written;
	if (server->written < server->output.size && server->written < (size_t)1 << 20)
		return;
	/* What is out is let go of, now and then. */
	memmove(server->output.data, server->output.data + server->written, server->output.size - server->written);
	server->output.size -= server->written;
	server->written = 0;
}

static void flush(sl_server *server)
{
	uint64_t until = sl_lsp_now() + LAST_WORDS;
	struct pollfd out = { .fd = STDOUT_FILENO, .events = POLLOUT };
	while (has_output(server) && !server->gone && sl_lsp_now() < until) {
		if (poll(&out, 1, 100) > 0)
			write_some(server);
	}
}

/* ---- in ------------------------------------------------------------------------------------------------------- */

static void take_events(sl_server *server)
{
	sl_str message;
	sl_rpc_event event;
	while (!server->no_memory && !server->exited && (event = sl_rpc_next(&server->reader, &message)) != SL_RPC_MORE) {
		if (event == SL_RPC_MESSAGE)
			sl_lsp_take_message(server, message);
		else
			sl_lsp_respond_error(server, NULL, SL_PARSE_ERROR,
			    event == SL_RPC_TOO_LARGE ? "the message is too large" : "the header has no Content-Length that is a number");
	}
}

static void read_some(sl_server *server)
{
	char bytes[READ_SIZE];
	ssize_t got = read(STDIN_FILENO, bytes, sizeof(bytes));
	if (got < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (got <= 0) {
		server->gone = true;
		return;
	}
	if (!sl_rpc_feed(&server->reader, (sl_str){ bytes, (uint64_t)got }))
		server->no_memory = true;
	take_events(server);
}

/* ---- the loop ------------------------------------------------------------------------------------------------- */

/* What is waited for besides tasks: input, output, the workspace, the resident process, the client's end. */
#define OTHERS 5

static bool is_task(const sl_run *run)
{
	return run->document && !run->resident;
}

static void wait_for_news(sl_server *server)
{
	struct pollfd polled[OTHERS + SL_LSP_TASKS + SL_LSP_FAR] = { { .fd = STDIN_FILENO, .events = POLLIN },
		{ .fd = has_output(server) ? STDOUT_FILENO : -1, .events = POLLOUT }, { .fd = sl_lsp_workspace_pipe(server), .events = POLLIN },
		{ .fd = sl_lsp_resident_pipe(server), .events = POLLIN }, { .fd = server->parent > 0 ? server->parent : -1, .events = POLLIN } };
	for (uint32_t i = 0; i < SL_LSP_TASKS; i++)
		polled[OTHERS + i] = (struct pollfd){ .fd = is_task(&server->runs[i]) ? server->runs[i].task.pipe : -1, .events = POLLIN };
	for (uint32_t i = 0; i < SL_LSP_FAR; i++)
		polled[OTHERS + SL_LSP_TASKS + i] = (struct pollfd){ .fd = server->far[i].id ? server->far[i].task.pipe : -1, .events = POLLIN };
	if (poll(polled, OTHERS + SL_LSP_TASKS + SL_LSP_FAR, sl_lsp_patience(server)) < 0)
		return;
	/* Somebody else may still hold its ends of our pipes. */
	server->gone = server->gone || polled[4].revents;
	if (polled[1].revents)
		write_some(server);
	/* The client first: a text that changed meanwhile needs no result. */
	if (polled[0].revents)
		read_some(server);
	for (uint32_t i = 0; i < SL_LSP_TASKS; i++) {
		/* It may be another one by now, or none. */
		if (polled[OTHERS + i].revents && is_task(&server->runs[i]))
			sl_lsp_hear_run(server, &server->runs[i]);
	}
	for (uint32_t i = 0; i < SL_LSP_FAR; i++) {
		if (polled[OTHERS + SL_LSP_TASKS + i].revents && server->far[i].id)
			sl_lsp_hear_far(server, &server->far[i]);
	}
	if (polled[3].revents && sl_lsp_resident_pipe(server) >= 0)
		sl_lsp_hear_resident(server);
	if (polled[2].revents && sl_lsp_workspace_pipe(server) >= 0)
		sl_lsp_workspace_hear(server);
}

/* A client that does not read is none to wait for. */
static void do_not_block(void)
{
	struct stat status;
	if (fstat(STDOUT_FILENO, &status) == 0 && (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode)))
		fcntl(STDOUT_FILENO, F_SETFL, fcntl(STDOUT_FILENO, F_GETFL) | O_NONBLOCK);
}

static void finish(sl_server *server)
{
	sl_open *document, *next;
	sl_lsp_drop_runs(server, NULL);
	sl_lsp_drop_resident(server);
	sl_lsp_end_far(server);
	sl_lsp_workspace_free(server);
	HASH_ITER(hh, server->documents, document, next) {
		HASH_DEL(server->documents, document);
		sl_open_free(document);
	}
	while (server->waiting) {
		sl_waiting *waiting = server->waiting;
		server->waiting = waiting->next;
		json_decref(waiting->id);
		json_decref(waiting->params);
		free(waiting);
	}
	sl_lsp_remove_pages(server);
	if (server->parent > 0)
		close(server->parent);
	json_decref(server->blamed);
	json_decref(server->folders);
	sl_rpc_finish(&server->reader);
	sl_buffer_finish(&server->output);
	sl_buffer_finish(&server->scratch);
	sl_configs_free(server->configs);
	sl_troubles_finish(&server->troubles);
}

static int status_of(const sl_server *server)
{
	if (server->no_memory) {
		fputs("sumlint: error: out of memory\n", stderr);
		return 2;
	}
	return server->exited && server->phase != SL_PHASE_SHUT ? 1 : 0;
}

int sl_lsp_run(const sl_lsp_settings *settings)
{
	sl_server server = { .settings = settings, .blamed = json_object(), .folders = json_array() };
	sl_rpc_init(&server.reader);
	sl_buffer_init(&server.output);
	sl_buffer_init(&server.scratch);
	sl_troubles_init(&server.troubles);
	signal(SIGPIPE, SIG_IGN);
	do_not_block();
	server.configs = sl_configs_create(settings->config, settings->manifests, &server.troubles);
	server.no_memory = !server.configs || !server.blamed || !server.folders;
	while (!server.gone && !server.exited && !server.no_memory) {
		wait_for_news(&server);
		sl_lsp_start_runs(&server);
		server.no_memory = server.no_memory || server.output.failed || server.troubles.no_memory;
	}
	flush(&server);
	int status = status_of(&server);
	finish(&server);
	return status;
}
