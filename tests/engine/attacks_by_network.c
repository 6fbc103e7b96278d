/* SPDX-License-Identifier: Apache-2.0
 * attacks_by_network.c - what a plugin that means ill would tell others. The argument is the port of a server that the test runs on 127.0.0.1.
 */
#include "faulty.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static struct sockaddr_in server(void)
{
	return (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argument)), .sin_addr = { htonl(INADDR_LOOPBACK) } };
}

static void send_by_tcp(void)
{
	struct sockaddr_in address = server();
	int made = socket(AF_INET, SOCK_STREAM, 0);
	tell("tcp", made >= 0 && connect(made, (const struct sockaddr *)&address, sizeof(address)) == 0);
}

static void send_by_udp(void)
{
	struct sockaddr_in address = server();
	int made = socket(AF_INET, SOCK_DGRAM, 0);
	tell("udp", made >= 0 && sendto(made, "told", 4, 0, (const struct sockaddr *)&address, sizeof(address)) == 4);
}

static void listen_for_others(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	int made = socket(AF_INET, SOCK_STREAM, 0);
	tell("listen", made >= 0 && bind(made, (const struct sockaddr *)&address, sizeof(address)) == 0 && listen(made, 1) == 0);
}

static void send_by_name(void)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int made = socket(AF_UNIX, SOCK_STREAM, 0);
	snprintf(address.sun_path, sizeof(address.sun_path), "%s", target("socket"));
	tell("unix", made >= 0 && connect(made, (const struct sockaddr *)&address, sizeof(address)) == 0);
}

static void bind_abstract(void)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX, .sun_path = "\0sumlint-test-of-plugins" };
	int made = socket(AF_UNIX, SOCK_STREAM, 0);
	tell("abstract", made >= 0 && bind(made, (const struct sockaddr *)&address, sizeof(address)) == 0);
}

static void make_pair(void)
{
	int pair[2];
	tell("pair", socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
}

static void ask_kernel(void)
{
	tell("netlink", socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE) >= 0);
}

static void read_packets(void)
{
	tell("raw", socket(AF_INET, SOCK_RAW, IPPROTO_ICMP) >= 0);
}

/* Over whatever is open already. */
static void connect_any(void)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	bool done = false;
	snprintf(address.sun_path, sizeof(address.sun_path), "%s", target("socket"));
	for (int i = 0; i < 20; i++)
		done = connect(i, (const struct sockaddr *)&address, sizeof(address)) == 0 || done;
	tell("connect", done);
}

/* A descriptor for whoever has the other end. */
static void send_descriptor(void)
{
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(sizeof(int))];
	} control;
	struct iovec bytes = { "x", 1 };
	struct msghdr message = { .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof(control) };
	struct cmsghdr *head = CMSG_FIRSTHDR(&message);
	int zero = 0;
	head->cmsg_level = SOL_SOCKET;
	head->cmsg_type = SCM_RIGHTS;
	head->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(head), &zero, sizeof(zero));
	bool done = false;
	for (int i = 3; i < 20; i++)
		done = sendmsg(i, &message, MSG_NOSIGNAL | MSG_DONTWAIT) == 1 || done;
	tell("pass", done);
}

const action attacks_by_network[] = {
	{ "tcp", send_by_tcp },
	{ "udp", send_by_udp },
	{ "listen", listen_for_others },
	{ "unix", send_by_name },
	{ "abstract", bind_abstract },
	{ "pair", make_pair },
	{ "netlink", ask_kernel },
	{ "raw", read_packets },
	{ "connect", connect_any },
	{ "pass", send_descriptor },
	{ 0 },
};
