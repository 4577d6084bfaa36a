#include "app/demo-agent/http_listener.h"

#include <charconv>
#include <cstring>
#include <optional>
#include <utility>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace lamplighter::demo_agent {

namespace {

constexpr std::size_t kLongestQuestion = 65536;

const char *phraseOf(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 404:
        return "Not Found";
    case 503:
        return "Service Unavailable";
    default:
        return "Internal Server Error";
    }
}

std::size_t bodySize(const std::string &header)
{
    constexpr char kKey[] = "\r\nContent-Length:";
    const char *found = ::strcasestr(header.c_str(), kKey);
    if (found == nullptr) {
        return 0;
    }
    const char *digits = found + sizeof(kKey) - 1;
    digits += std::strspn(digits, " ");
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(digits, header.data() + header.size(), size);
    return error == std::errc() ? size : kLongestQuestion; // too long: it is closed
}

/// Once all of it is there. Who answered before the body has come, and closed, might have the answer thrown away.
std::optional<HttpQuestion> questionFrom(int connection, const std::string &text)
{
    const std::size_t end = text.find("\r\n\r\n");
    if (end == std::string::npos) {
        return {};
    }
    const std::string header = text.substr(0, end + 2);
    const std::size_t size = bodySize(header);
    if (text.size() - end - 4 < size) {
        return {};
    }
    const std::size_t first = header.find(' ');
    const std::size_t second = header.find(' ', first + 1);
    HttpQuestion question{.connection = connection,
                          .method = header.substr(0, first),
                          .path = {},
                          .query = {},
                          .body = text.substr(end + 4, size)};
    if (second != std::string::npos) {
        question.path = header.substr(first + 1, second - first - 1);
    }
    if (const std::size_t mark = question.path.find('?'); mark != std::string::npos) {
        question.query = question.path.substr(mark + 1);
        question.path.resize(mark);
    }
    return question;
}

} // namespace

HttpListener::~HttpListener()
{
    for (const auto &[connection, text] : m_received) {
        ::close(connection);
    }
    if (m_listener >= 0) {
        ::close(m_listener);
    }
}

int HttpListener::listen(int port)
{
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int yes = 1;
    ::setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<in_port_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof(address);
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (m_listener < 0 || ::bind(m_listener, generic, length) != 0 || ::listen(m_listener, SOMAXCONN) != 0 ||
        ::getsockname(m_listener, generic, &length) != 0) {
        return -1;
    }
    return ntohs(address.sin_port);
}

void HttpListener::addTo(std::vector<pollfd> &waitFor) const
{
    if (m_listener >= 0) {
        waitFor.push_back({m_listener, POLLIN, 0});
    }
    for (const auto &[connection, text] : m_received) {
        waitFor.push_back({connection, POLLIN, 0});
    }
}

std::vector<HttpQuestion> HttpListener::receive(const std::vector<pollfd> &ready)
{
    std::vector<HttpQuestion> questions;
    for (const pollfd &descriptor : ready) {
        if (descriptor.revents == 0) {
            continue;
        }
        if (descriptor.fd == m_listener) {
            accept();
            continue;
        }
        const auto found = m_received.find(descriptor.fd);
        if (found == m_received.end()) {
            continue;
        }
        char buffer[4096];
        const ssize_t count = ::recv(descriptor.fd, buffer, sizeof(buffer), 0);
        if (count > 0) {
            found->second.append(buffer, static_cast<std::size_t>(count));
        }
        if (auto question = questionFrom(descriptor.fd, found->second)) {
            questions.push_back(std::move(*question));
            m_received.erase(found);
        } else if (count <= 0 || found->second.size() > kLongestQuestion) {
            ::close(descriptor.fd);
            m_received.erase(found);
        }
    }
    return questions;
}

void HttpListener::accept()
{
    const int connection = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (connection >= 0) {
        m_received.emplace(connection, std::string());
    }
}

void HttpListener::answer(int connection, int status, const std::string &json)
{
    const std::string text = "HTTP/1.1 " + std::to_string(status) + " " + phraseOf(status) +
                             "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(json.size()) +
                             "\r\nConnection: close\r\n\r\n" + json;
    (void)::send(connection, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    // What the client still sent is read first: closing with unread data would reset the connection under our answer.
    ::shutdown(connection, SHUT_WR);
    char rest[4096];
    while (::recv(connection, rest, sizeof(rest), MSG_DONTWAIT) > 0) {}
    ::close(connection);
}

} // namespace lamplighter::demo_agent
