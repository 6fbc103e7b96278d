/* SPDX-License-Identifier: Apache-2.0
 * test_escape.c - nothing from a file or a file name reaches the terminal that could play tricks there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "report/escape.h"

static void assert_escaped(sl_str text, const char *expected)
{
	sl_buffer out;
	sl_buffer_init(&out);
	sl_append_escaped(&out, text);
	sl_buffer_append_char(&out, '\0');
	assert_string_equal(out.data, expected);
	sl_buffer_finish(&out);
}

static void text_of_all_languages_is_left_alone(void **state)
{
	(void)state;
	assert_escaped(SL_LIT(""), "");
	assert_escaped(SL_LIT("plain, with \"quotes\" and \\"), "plain, with \"quotes\" and \\");
	assert_escaped(SL_LIT("Tülu 语言 שלום مرحبا e\u0301 👩\u200d🔬 “x”"), "Tülu 语言 שלום مرحبا e\u0301 👩\u200d🔬 “x”");
	assert_escaped(SL_LIT("no\u00a0break"), "no\u00a0break");
}

static void control_characters_are_written_out(void **state)
{
	(void)state;
	assert_escaped(SL_LIT("a\nb\tc\rd"), "a\\nb\\tc\\x0Dd");
	assert_escaped(SL_LIT("\x1b[31mred\x1b[0m\x07"), "\\x1B[31mred\\x1B[0m\\x07");
	assert_escaped(SL_LIT("a\0b\x7f"), "a\\x00b\\x7F");
	assert_escaped(SL_LIT("\xc2\x9b" "31m \xc2\x85"), "\\u{009B}31m \\u{0085}"); /* C1 has a control sequence introducer too */
	assert_escaped(SL_LIT("one\u2028two\u2029"), "one\\u{2028}two\\u{2029}");
}

static void marks_that_turn_the_direction_are_written_out(void **state)
{
	(void)state;
	assert_escaped(SL_LIT("\u202egpj.exe"), "\\u{202E}gpj.exe");
	assert_escaped(SL_LIT("\u061c\u200e\u200f\u202a\u202d\u2066\u2069"), "\\u{061C}\\u{200E}\\u{200F}\\u{202A}\\u{202D}\\u{2066}\\u{2069}");
}

static void bytes_that_are_no_utf8_are_written_out(void **state)
{
	(void)state;
	assert_escaped(SL_LIT("caf\xe9.md"), "caf\\xE9.md");
	assert_escaped(SL_LIT("\xff\xfe\x80"), "\\xFF\\xFE\\x80");
	assert_escaped(SL_LIT("\xc0\xaf \xed\xa0\x80 \xf4\x90\x80\x80"), "\\xC0\\xAF \\xED\\xA0\\x80 \\xF4\\x90\\x80\\x80");
	assert_escaped(SL_LIT("cut \xe8\xaf"), "cut \\xE8\\xAF");
}

/* Whatever the bytes are, what comes out is UTF-8 without anything unprintable. */
static void random_bytes_come_out_printable(void **state)
{
	(void)state;
	uint32_t seed = 12345;
	for (int round = 0; round < 2000; round++) {
		char bytes[24];
		for (size_t i = 0; i < sizeof(bytes); i++) {
			seed = seed * 1664525u + 1013904223u;
			bytes[i] = (char)(seed >> 24);
		}
		sl_buffer out;
		sl_buffer_init(&out);
		sl_append_escaped(&out, (sl_str){ bytes, sizeof(bytes) });
		assert_int_equal(sl_utf8_check(sl_buffer_str(&out)), out.size);
		for (size_t at = 0; at < out.size;)
			assert_false(sl_is_unprintable(sl_utf8_next(sl_buffer_str(&out), &at)));
		sl_buffer_clear(&out);
		sl_append_valid(&out, (sl_str){ bytes, sizeof(bytes) });
		for (size_t i = 0; i < out.size; i++) {
			if (out.data[i] == '\0')
				out.data[i] = ' ';
		}
		assert_int_equal(sl_utf8_check(sl_buffer_str(&out)), out.size);
		sl_buffer_finish(&out);
	}
}

static void invalid_bytes_are_replaced_where_utf8_is_asked_for(void **state)
{
	(void)state;
	sl_buffer out;
	sl_buffer_init(&out);
	sl_append_valid(&out, SL_LIT("a\xff\xfe" "b\0c\u00fc\xe8\xaf"));
	assert_int_equal(out.size, 18);
	assert_memory_equal(out.data, "a\ufffd\ufffdb\0c\u00fc\ufffd\ufffd", 18);
	sl_buffer_finish(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_of_all_languages_is_left_alone),
		cmocka_unit_test(control_characters_are_written_out),
		cmocka_unit_test(marks_that_turn_the_direction_are_written_out),
		cmocka_unit_test(bytes_that_are_no_utf8_are_written_out),
		cmocka_unit_test(random_bytes_come_out_printable),
		cmocka_unit_test(invalid_bytes_are_replaced_where_utf8_is_asked_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
