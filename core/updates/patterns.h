// A list of module names and globs, compiled so that a module is looked up among many thousands of them in well under
// a microsecond. A value; copies share what was compiled. May be read from any thread.
#pragma once

#include <QString>
#include <QStringList>

#include <memory>

namespace lamplighter::updates {

class ModulePatterns
{
public:
    ModulePatterns();
    /// Each entry is a whole name, or a glob: * stands for any number of characters (dots too), ? for exactly one.
    /// Letters' case counts. There is no way to write a * or ? that stands for itself: no module has one in its name.
    explicit ModulePatterns(const QStringList &entries);

    [[nodiscard]] const QStringList &entries() const;
    /// Position of the first entry that matches; -1 if none does.
    [[nodiscard]] qsizetype find(const QString &module) const;

    bool operator==(const ModulePatterns &other) const { return entries() == other.entries(); }

private:
    struct Index;
    std::shared_ptr<const Index> m_index;
};

/// Whether the whole of `text` is what the glob describes.
[[nodiscard]] bool matchesGlob(QStringView glob, QStringView text);

} // namespace lamplighter::updates
