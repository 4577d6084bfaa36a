// Restarts that wait for an answer, or are under way, as lines of the attention queue. Part of attention(); pure.
#pragma once

#include "ui/models/attention.h"

namespace lamplighter::ui {

class AttentionRestarts
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::AttentionRestarts)
public:
    /// What is deferred or waits for its time is no item: it comes by itself.
    static QList<AttentionItem> items(const AttentionSource &source, const Viewpoint &when);

private:
    static AttentionItem item(const AttentionSource &source, const client::PendingRestart &restart);
    static void describe(const client::PendingRestart &restart, AttentionItem &item);
};

} // namespace lamplighter::ui
