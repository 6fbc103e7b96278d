/* SPDX-License-Identifier: Apache-2.0
 * server.h - the server as its files know it: what is open, what is being checked, and who waits for it.
 */
#ifndef SL_LSP_SERVER_H
#define SL_LSP_SERVER_H

#include "lsp/json.h"
#include "lsp/lsp.h"
#include "lsp/open.h"
#include "lsp/resident.h"
#include "lsp/rpc.h"
#include "lsp/task.h"

#include <uthash.h>

/* Error codes of JSON-RPC 2.0 and of the protocol. */
enum {
	SL_PARSE_ERROR = -32700,
	SL_INVALID_REQUEST = -32600,
	SL_METHOD_NOT_FOUND = -32601,
	SL_INVALID_PARAMS = -32602,
	SL_INTERNAL_ERROR = -32603,
	SL_NOT_INITIALIZED = -32002,
	SL_REQUEST_CANCELLED = -32800,
	SL_CONTENT_MODIFIED = -32801,
	SL_REQUEST_FAILED = -32803
};

/* Documents that are checked at the same time. */
#define SL_LSP_TASKS 2
/* Requests that look through all documents at the same time. */
#define SL_LSP_FAR 4
/* What the client has not taken: no more checks until it does. */
#define SL_LSP_MAX_OUTPUT ((size_t)32 << 20)

typedef enum sl_phase { SL_PHASE_NEW, SL_PHASE_OPEN, SL_PHASE_SHUT } sl_phase;

/* What the client said it can do. */
typedef struct sl_client {
	bool pulls;                /* asks for diagnostics itself */
	bool refreshes;            /* workspace/diagnostic/refresh */
	bool watches;              /* file watchers registered dynamically */
	bool shows;                /* window/showDocument */
	bool progress;             /* window/workDoneProgress */
	bool document_changes;     /* workspace edits with versions */
	bool snippets;
	bool code_descriptions;
	bool tags;
	bool related;
	bool hierarchical;         /* symbols within symbols */
	bool literal_actions;      /* code actions, not just commands */
	bool preferred;
	bool resolves;             /* edits of code actions when they are needed */
} sl_client;

typedef struct sl_server sl_server;

/* A request while it is answered. */
typedef struct sl_fault {
	int code; /* 0: none */
	char message[200];
} sl_fault;

/* Gives the result (owned by the caller), or NULL with a fault; NULL without one when memory is short. */
typedef json_t *sl_handler(sl_server *server, const json_t *params, sl_fault *fault);

/* What must be known before a request is answered. */
typedef enum sl_need {
	SL_NEED_NOTHING,
	SL_NEED_CHECK,  /* what is wrong with the newest text */
	SL_NEED_MENDED, /* what it is with its safe fixes applied */
	SL_NEED_BOTH,   /* the check; the mended text too where a problem has a safe fix */
	SL_NEED_ACTIONS /* the check; the same where the client does not ask for edits later */
} sl_need;

typedef struct sl_method {
	const char *name;
	sl_handler *handle;
	sl_need need;
	bool notification;
	bool far; /* looks through all documents: answered by a process of its own */
} sl_method;

/* A request that waits for its document. */
typedef struct sl_waiting {
	struct sl_waiting *next;
	json_t *id;
	json_t *params;
	const sl_method *method;
	sl_open *document;
} sl_waiting;

/* A check of a document that goes on. */
typedef struct sl_run {
	sl_task task;
	bool resident; /* the resident process does it, and not a task */
	sl_task_kind kind;
	sl_open *document; /* NULL: free */
	sl_arena arena;
	sl_problem *problems;
	uint32_t count;
	uint32_t capacity;
	sl_str mended;
	bool failed;
} sl_run;

/* A request that such a process answers. */
typedef struct sl_far {
	sl_task task;
	json_t *id; /* NULL: free */
	json_t *token; /* for parts of the result; NULL: none are wanted */
	sl_buffer parts; /* then they wait here */
} sl_far;

typedef struct sl_workspace sl_workspace;

struct sl_server {
	const sl_lsp_settings *settings;
	sl_phase phase;
	bool exited;     /* the client said so */
	bool gone;       /* the client cannot be reached */
	bool no_memory;
	sl_client client;
	sl_encoding encoding;
	sl_rpc_reader reader;
	sl_buffer output;
	size_t written; /* of the output */
	sl_buffer scratch;
	json_int_t next_id; /* of our requests */
	sl_open *documents; /* by URI */
	sl_waiting *waiting; /* the oldest first */
	sl_run runs[SL_LSP_TASKS];
	sl_resident resident;
	int parent; /* tells of the end of the process that the client named; 0: it named none */
	sl_far far[SL_LSP_FAR];
	sl_task_mouth *mouth; /* in such a process */
	bool said; /* there: parts of the result were sent */
	sl_workspace *workspace;
	/* Configs, made anew when one of their files changes. */
	sl_configs *configs;
	sl_troubles troubles;
	uint32_t told; /* troubles that were taken */
	json_t *blamed; /* URIs of configs and vocabularies with diagnostics of their own: {uri: [...]} */
	bool blame_changed;
	json_t *folders; /* of the workspace: paths */
	char *pages;     /* folder for the pages of rules, or NULL */
	json_t *paged;   /* ids of rules that have one */
};

/* ---- loop.c ---- */
uint64_t sl_lsp_now(void);

/* ---- send.c: messages out; each takes its value over ---- */
void sl_lsp_send(sl_server *server, json_t *message);
void sl_lsp_respond(sl_server *server, const json_t *id, json_t *result);
void sl_lsp_respond_error(sl_server *server, const json_t *id, int code, const char *message);
void sl_lsp_notify(sl_server *server, const char *method, json_t *params);
/* A message put together of text: `value` is told between head and middle, `json` is JSON already. */
void sl_lsp_send_text(sl_server *server, sl_str head, const json_t *value, sl_str middle, sl_str json, sl_str tail);
/* An answer to it is not waited for. */
void sl_lsp_ask(sl_server *server, const char *method, json_t *params);
/* window/showMessage: 1 error, 2 warning, 3 info. */
void sl_lsp_show(sl_server *server, int type, const char *format, ...) __attribute__((format(printf, 3, 4)));
json_t *sl_lsp_fault(sl_fault *fault, int code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* ---- dispatch.c ---- */
extern const sl_method *const sl_lsp_tables[]; /* methods.c; each ended by a name of NULL */
void sl_lsp_take_message(sl_server *server, sl_str message);
/* Answers those whose document is known by now, or is closed. */
void sl_lsp_answer_waiting(sl_server *server, sl_open *document, bool closed);
bool sl_lsp_cancel(sl_server *server, const json_t *id);
sl_need sl_lsp_need(const sl_server *server, const sl_method *method);
bool sl_lsp_has_safe_fix(const sl_open *document);

/* ---- run.c: documents checked ---- */
/* The document's text is another: it is checked at once, after some quiet where changes come fast and nobody waits. */
void sl_lsp_touch(sl_server *server, sl_open *document, bool at_once);
void sl_lsp_start_runs(sl_server *server);
void sl_lsp_hear_run(sl_server *server, sl_run *run);
/* One frame of its process. False at its end, when the run is free again. */
bool sl_lsp_take_frame(sl_server *server, sl_run *run, uint32_t kind, sl_str payload);
/* What it found is not wanted any more, or will not come. */
void sl_lsp_clear_run(sl_run *run);
void sl_lsp_take_trouble(sl_server *server, sl_wire *wire);
void sl_lsp_drop_runs(sl_server *server, const sl_open *document);
/* Milliseconds until something is due; -1: nothing is. */
int sl_lsp_patience(const sl_server *server);

/* ---- resident_run.c: and by whom ---- */
typedef enum sl_asked {
	SL_ASKED,     /* it is at it */
	SL_ASK_LATER, /* it is at another one: ask again when something was heard of it */
	SL_ASK_OTHERS /* it cannot */
} sl_asked;
sl_asked sl_lsp_ask_resident(sl_server *server, sl_run *run, sl_open *document, sl_task_kind kind);
/* True where the document waits for it. */
bool sl_lsp_awaits_resident(const sl_server *server, const sl_open *document);
int sl_lsp_resident_pipe(const sl_server *server); /* -1: none */
void sl_lsp_hear_resident(sl_server *server);
/* The run it is at is of no use any more. */
void sl_lsp_leave_resident(sl_server *server);
/* When it must have answered, in milliseconds of sl_lsp_now; UINT64_MAX: it has not been asked. */
uint64_t sl_lsp_resident_deadline(const sl_server *server);
/* Gives it up where it is late. */
void sl_lsp_watch_resident(sl_server *server);
/* It knows what no longer holds. */
void sl_lsp_drop_resident(sl_server *server);

/* ---- far.c ---- */
/* False where it must be answered here. */
bool sl_lsp_call_far(sl_server *server, const sl_method *method, const json_t *id, const json_t *params);
bool sl_lsp_cancel_far(sl_server *server, const json_t *id);
void sl_lsp_hear_far(sl_server *server, sl_far *far);
void sl_lsp_end_far(sl_server *server);
/* From the handler, where server->mouth is there: items of the result, in JSON. */
void sl_lsp_say_part(sl_server *server, sl_str part);

/* ---- configs.c ---- */
/* Reads them anew; all documents are checked again. */
void sl_lsp_reload(sl_server *server);
/* Sets what applies to the document. */
void sl_lsp_settle(sl_server *server, sl_open *document);
/* Takes new troubles into what is published of config files. */
void sl_lsp_take_troubles(sl_server *server, sl_troubles *troubles, uint32_t *told);

/* ---- diagnostics.c ---- */
json_t *sl_lsp_diagnostics(sl_server *server, const char *uri, sl_text *text, const sl_problem *problems, uint32_t count);
void sl_lsp_publish(sl_server *server, sl_open *document);
void sl_lsp_publish_blame(sl_server *server);
/* URI of the page that explains the rule; NULL where there is none. */
json_t *sl_lsp_page(sl_server *server, const sl_rule_manifest *rule);
void sl_lsp_remove_pages(sl_server *server);

/* ---- workspace.c ---- */
void sl_lsp_workspace_free(sl_server *server);
int sl_lsp_workspace_pipe(const sl_server *server); /* -1: none */
void sl_lsp_workspace_hear(sl_server *server);
/* Something that was checked is no longer as it was. */
void sl_lsp_workspace_touch(sl_server *server);
bool sl_lsp_workspace_cancel(sl_server *server, const json_t *id);
/* The same by the token of its progress. */
void sl_lsp_workspace_stop(sl_server *server, const json_t *token);
void sl_lsp_workspace_request(sl_server *server, const json_t *id, const json_t *params);

/* ---- documents of requests ---- */
/* That of `textDocument`, or of the `data` that we gave. */
sl_open *sl_lsp_document(sl_server *server, const json_t *params);
sl_open *sl_lsp_find(sl_server *server, const char *uri);
/* The parsed document; NULL where it is none, cannot be parsed, or memory is short. */
const sl_document *sl_lsp_parsed(sl_server *server, sl_open *document);
/* The byte where the request's `position` is. */
bool sl_lsp_offset(sl_server *server, sl_open *document, const json_t *params, uint32_t *offset);
json_t *sl_lsp_range(sl_server *server, sl_text *text, sl_span span);

#endif
