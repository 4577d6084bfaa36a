#include "app/ctl/session.h"

#include <QCoreApplication>

namespace lamplighter::ctl {

Session::Session(Invocation invocation, QObject *parent)
    : QObject(parent)
    , m_invocation(std::move(invocation))
    , m_out(m_invocation.json)
{}

void Session::start()
{
    client::connectTo(m_invocation.target, this, [this](Result<std::unique_ptr<client::Transport>> transport) {
        connected(std::move(transport));
    });
}

void Session::connected(Result<std::unique_ptr<client::Transport>> transport)
{
    if (!transport) {
        const Error &error = transport.error();
        m_out.error(error);
        // Nothing was asked yet: a wrong address or token file is a mistake on the command line.
        finish(error.code == ErrorCode::InvalidInput ? ExitCode::Usage : exitCodeOf(error.code));
        return;
    }
    m_engine = std::make_unique<client::Engine>(std::move(transport).value());
    std::visit([this](const auto &command) { run(*this, command); }, m_invocation.command);
}

void Session::finish(ExitCode code)
{
    QCoreApplication::exit(static_cast<int>(code));
}

void Session::fail(const Error &error)
{
    m_out.error(error);
    finish(exitCodeOf(error.code));
}

} // namespace lamplighter::ctl
