// Says once, in the log, that the window has painted what an engine reports: for those who measure how long a start
// takes (QT_LOGGING_RULES=lamplighter.console.debug=true). Owned by the console, lives on the GUI thread.
#pragma once

#include <QObject>

#include <functional>

namespace lamplighter::console {

class FirstPicture final : public QObject
{
    Q_OBJECT
public:
    /// `isLive`: the widgets of `window` have what the engine reports.
    FirstPicture(QWidget &window, std::function<bool()> isLive);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    std::function<bool()> m_isLive;
};

} // namespace lamplighter::console
