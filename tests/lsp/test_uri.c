/* SPDX-License-Identifier: Apache-2.0
 * test_uri.c - paths behind URIs.
 */
#include "lsp/uri.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static void expect(const char *uri, const char *path)
{
	sl_buffer into;
	sl_buffer_init(&into);
	assert_int_equal(sl_uri_path(sl_str_of(uri), &into), path != NULL);
	if (path)
		assert_string_equal(into.data, path);
	sl_buffer_finish(&into);
}

static void test_paths(void **state)
{
	(void)state;
	expect("file:///a/b.md", "/a/b.md");
	expect("file:/a/b.md", "/a/b.md");
	expect("FILE://localhost/a/b.md", "/a/b.md");
	expect("file:///a%20b/%C3%BC%c3%bc%25%23.md", "/a b/\xC3\xBC\xC3\xBC%#.md");
	expect("file:///a/./b/../c//d.md", "/a/c/d.md");
	expect("file:///a%2Fb", "/a/b");
	expect("file:///a%", "/a%");
	expect("file:///a%4", "/a%4");
	expect("file:///a%zz", "/a%zz");
	expect("file:///", "/");
	expect("file:///a%00b", NULL);
	expect("file://elsewhere/a", NULL);
	expect("file:", NULL);
	expect("", NULL);
	expect("untitled:Untitled-1", NULL);
	expect("https://example.org/a", NULL);
}

static void test_one_form(void **state)
{
	static const char *const same[] = { "file:///a%20%c3%bc.md", "file:/a%20%C3%BC.md", "file:///x/../%61 \xC3\xBC.md", "file://localhost/a%20%C3%bc.md" };
	(void)state;
	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++) {
		sl_buffer into;
		sl_buffer_init(&into);
		sl_uri_normal(sl_str_of(same[i]), &into);
		assert_string_equal(into.data, "file:///a%20%C3%BC.md");
		sl_buffer_finish(&into);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_paths), cmocka_unit_test(test_one_form) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
