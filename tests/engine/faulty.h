/* SPDX-License-Identifier: Apache-2.0
 * faulty.h - a plugin that breaks, and one that attacks: what it does it reads in the document, or in the name of its own file.
 */
#ifndef FAULTY_H
#define FAULTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sumlint/sumlint.h>

/* A thing to do, by its name. What it returns, it survived. */
typedef struct action {
	const char *name;
	void (*act)(void);
} action;

extern const action faults[];
extern const action faults_of_processes[];
extern const action forgeries[];
extern const action attacks_on_files[];
extern const action attacks_by_network[];
extern const action attacks_on_processes[];
extern const action attacks_on_kernel[];

/* Set by one rule, for another one to trip over. */
extern bool armed;
/* Folder of the library, with a '/' behind it: "target/" in it is what attacks are aimed at. */
extern char folder[4096];
/* "NAME: done" or "NAME: refused (error)" of each attack, in the order they were made. */
extern char said[4096];
/* What stands behind the '+' of the action; "" without one. */
extern const char *argument;
/* Tells of an attack: `done` where it succeeded, else errno says why not. */
void tell(const char *name, bool done);
/* folder/target/NAME; valid until the next call but one. */
const char *target(const char *name);
/* The last action was made with these; NULL outside of check. */
extern const sumlint_host *host;
extern sumlint_context *context;

#endif
