// Just enough HTTP for an agent to be asked how it is: one request for each connection, answered now or later.
#pragma once

#include <map>
#include <string>
#include <vector>

struct pollfd;

namespace lamplighter::demo_agent {

struct HttpQuestion
{
    int connection = 0; ///< to answer it with
    std::string method;
    std::string path; ///< without the query
    std::string query;
    std::string body;
};

class HttpListener
{
public:
    HttpListener() = default;
    ~HttpListener();
    HttpListener(const HttpListener &) = delete;
    HttpListener &operator=(const HttpListener &) = delete;

    /// Listens on 127.0.0.1; the port, or -1 with the reason in errno.
    int listen(int port);

    /// The descriptors to wait for.
    void addTo(std::vector<pollfd> &waitFor) const;
    /// Takes what has arrived on one of them; the questions that are complete now.
    std::vector<HttpQuestion> receive(const std::vector<pollfd> &ready);
    /// Answers and closes. A connection that is gone by then is none of our trouble.
    void answer(int connection, int status, const std::string &json);

private:
    void accept();

    int m_listener = -1;
    std::map<int, std::string> m_received; ///< by connection; erased once the question is complete
};

} // namespace lamplighter::demo_agent
