/* SPDX-License-Identifier: Apache-2.0
 * rpc.h - messages cut out of a stream of bytes, and framed for one (LSP 3.17, "Base Protocol").
 */
#ifndef SL_LSP_RPC_H
#define SL_LSP_RPC_H

#include "base/buffer.h"

/* A greater message is passed over: documents of 100 MB fit, with all of their characters escaped twice. */
#define SL_RPC_MAX_BODY ((uint64_t)1 << 30)
/* A header that does not end within this is none. */
#define SL_RPC_MAX_HEADER ((size_t)16 << 10)

typedef enum sl_rpc_event {
	SL_RPC_MORE,       /* nothing whole is there yet */
	SL_RPC_MESSAGE,
	SL_RPC_BAD_HEADER, /* no length could be had; the next header that has one is looked for */
	SL_RPC_TOO_LARGE   /* its bytes are passed over as they come */
} sl_rpc_event;

typedef struct sl_rpc_reader {
	sl_buffer in;
	size_t at;       /* bytes in front of it are done with */
	size_t scanned;  /* no header ends before */
	bool in_body;
	size_t body;     /* its length */
	uint64_t skip;   /* bytes still to be passed over */
	bool lost;       /* a header was bad: the next may stand behind anything */
} sl_rpc_reader;

void sl_rpc_init(sl_rpc_reader *reader);
void sl_rpc_finish(sl_rpc_reader *reader);
/* Adds what came in. False when memory is short. */
bool sl_rpc_feed(sl_rpc_reader *reader, sl_str bytes);
/* The next event. *message is valid until the next feed. Ask until SL_RPC_MORE. */
sl_rpc_event sl_rpc_next(sl_rpc_reader *reader, sl_str *message);
/* Appends a body with its header. False when memory is short. */
bool sl_rpc_frame(sl_buffer *into, sl_str body);

#endif
