#include "app/demo-agent/version_question.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace lamplighter::demo_agent {

int askVersion(int port)
{
    const int connection = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval patience{.tv_sec = 5, .tv_usec = 0};
    ::setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<in_port_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    constexpr char kQuestion[] = "GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n";
    std::string answer;
    if (::connect(connection, reinterpret_cast<const sockaddr *>(&address), sizeof(address)) != 0 ||
        ::send(connection, kQuestion, sizeof(kQuestion) - 1, MSG_NOSIGNAL) < 0) {
        std::fprintf(stderr, "nobody answers on 127.0.0.1:%d: %s\n", port, std::strerror(errno));
        ::close(connection);
        return 3;
    }
    char part[1024];
    for (ssize_t size = 0; (size = ::recv(connection, part, sizeof(part), 0)) > 0;) {
        answer.append(part, static_cast<std::size_t>(size));
    }
    ::close(connection);
    const std::size_t header = answer.find("\r\n\r\n");
    if (answer.rfind("HTTP/1.1 200 ", 0) != 0 || header == std::string::npos) {
        std::fprintf(stderr, "the program on 127.0.0.1:%d does not tell its version\n", port);
        return 3;
    }
    std::fputs(answer.c_str() + header + 4, stdout);
    return 0;
}

} // namespace lamplighter::demo_agent
