/* SPDX-License-Identifier: Apache-2.0
 * test_rpc.c - messages out of bytes, however they come.
 */
#include "lsp/rpc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct fixture {
	sl_rpc_reader reader;
} fixture;

static int set_up(void **state)
{
	fixture *f = calloc(1, sizeof(*f));
	sl_rpc_init(&f->reader);
	*state = f;
	return f ? 0 : -1;
}

static int tear_down(void **state)
{
	fixture *f = *state;
	sl_rpc_finish(&f->reader);
	free(f);
	return 0;
}

static void feed(fixture *f, const char *text)
{
	assert_true(sl_rpc_feed(&f->reader, sl_str_of(text)));
}

static void expect_message(fixture *f, const char *text)
{
	sl_str message;
	assert_int_equal(sl_rpc_next(&f->reader, &message), SL_RPC_MESSAGE);
	assert_int_equal(message.size, strlen(text));
	assert_memory_equal(message.data, text, strlen(text));
}

static void expect(fixture *f, sl_rpc_event event)
{
	sl_str message;
	assert_int_equal(sl_rpc_next(&f->reader, &message), event);
}

static void test_several_messages_at_once(void **state)
{
	feed(*state, "Content-Length: 2\r\n\r\n{}Content-Length: 0\r\n\r\nX: y\r\ncontent-LENGTH:3 \r\n\r\nabcContent-Le");
	expect_message(*state, "{}");
	expect_message(*state, "");
	expect_message(*state, "abc");
	expect(*state, SL_RPC_MORE);
	feed(*state, "ngth: 1\r\n\r\nz");
	expect_message(*state, "z");
	expect(*state, SL_RPC_MORE);
}

static void test_byte_by_byte(void **state)
{
	const char *text = "Content-Length: 4\r\nContent-Type: x\r\n\r\nabcd";
	for (; text[1]; text++) {
		assert_true(sl_rpc_feed(&((fixture *)*state)->reader, (sl_str){ text, 1 }));
		expect(*state, SL_RPC_MORE);
	}
	feed(*state, text);
	expect_message(*state, "abcd");
}

static void test_line_feeds_alone_end_a_header(void **state)
{
	feed(*state, "Content-Length: 1\n\nx");
	expect_message(*state, "x");
}

static void test_bad_lengths(void **state)
{
	static const char *const bad[] = { "Content-Length: x\r\n\r\n", "Content-Length: 1x\r\n\r\n", "Content-Length: -1\r\n\r\n", "Content-Length:\r\n\r\n",
		"Length: 1\r\n\r\n", "\r\n\r\n" };
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		feed(*state, bad[i]);
		expect(*state, SL_RPC_BAD_HEADER);
		expect(*state, SL_RPC_MORE);
		/* The body that nobody could measure stands before the next header. */
		feed(*state, "{\"a\": 1}Content-Length: 2\r\n\r\nok");
		expect_message(*state, "ok");
	}
}

static void test_header_without_end(void **state)
{
	fixture *f = *state;
	char junk[1000];
	memset(junk, 'x', sizeof(junk));
	unsigned bad = 0;
	for (unsigned i = 0; i < 1000; i++) {
		sl_str message;
		assert_true(sl_rpc_feed(&f->reader, (sl_str){ junk, sizeof(junk) }));
		bad += sl_rpc_next(&f->reader, &message) == SL_RPC_BAD_HEADER;
	}
	assert_int_equal(bad, 1);
	assert_true(f->reader.in.capacity < (1 << 20));
	feed(f, "\r\n\r\nContent-Length: 2\r\n\r\nok");
	expect_message(f, "ok");
}

static void test_too_large(void **state)
{
	fixture *f = *state;
	char body[4096] = "";
	feed(f, "Content-Length: 1073741825\r\n\r\nabc");
	expect(f, SL_RPC_TOO_LARGE);
	expect(f, SL_RPC_MORE);
	uint64_t rest = 1073741825 - 3;
	for (; rest > sizeof(body); rest -= sizeof(body)) {
		assert_true(sl_rpc_feed(&f->reader, (sl_str){ body, sizeof(body) }));
		expect(f, SL_RPC_MORE);
	}
	assert_true(f->reader.in.capacity < (1 << 20));
	assert_true(sl_rpc_feed(&f->reader, (sl_str){ body, rest }));
	feed(f, "Content-Length: 2\r\n\r\nok");
	expect_message(f, "ok");
	feed(f, "Content-Length: 99999999999999999999999999999\r\n\r\n");
	expect(f, SL_RPC_TOO_LARGE);
}

static void test_frame(void **state)
{
	sl_buffer into;
	sl_buffer_init(&into);
	assert_true(sl_rpc_frame(&into, SL_LIT("🦉")));
	assert_string_equal(into.data, "Content-Length: 4\r\n\r\n🦉");
	feed(*state, into.data);
	expect_message(*state, "🦉");
	sl_buffer_finish(&into);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_several_messages_at_once, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_byte_by_byte, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_line_feeds_alone_end_a_header, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_bad_lengths, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_header_without_end, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_too_large, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_frame, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
