#include "ui/models/connections.h"

#include "core/base/data_directory.h"
#include "core/base/fingerprint.h"
#include "core/client/connect.h"
#include "core/client/socket_transport.h"

#include <QFileInfo>
#include <QPointer>
#include <QTimer>
#include <QUuid>

#include <algorithm>

namespace lamplighter::ui {

using namespace Qt::StringLiterals;

namespace {

const QString kGroup = u"connections"_s;
const QString kFingerprint = u"fingerprint"_s;
constexpr int kMostTokenBytes = 4096;

bool isPath(const QString &address)
{
    return address.startsWith(u'/');
}

bool isPlainToken(const QByteArray &token)
{
    return token.size() <= kMostTokenBytes &&
           std::all_of(token.cbegin(), token.cend(), [](char c) { return c > 0x20 && c < 0x7f; });
}

/// As it is stored and shown; what is none is empty.
QString canonical(const QString &fingerprint)
{
    const Result<QByteArray> digest = parseFingerprint(fingerprint);
    return digest ? formatFingerprint(*digest) : QString();
}

} // namespace

Connections::Connections(QSettings &settings, SecretStore &secrets, Instances &instances, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_secrets(secrets)
    , m_instances(instances)
    , m_remembered(stored())
{}

QList<InstanceProfile> Connections::stored() const
{
    QList<InstanceProfile> profiles;
    const int count = m_settings.beginReadArray(kGroup);
    for (int i = 0; i < count; ++i) {
        m_settings.setArrayIndex(i);
        const InstanceId id(m_settings.value(u"id"_s).toString());
        if (!id.isEmpty()) {
            profiles.append({id, InstanceKind::Remote, m_settings.value(u"name"_s).toString(),
                             m_settings.value(u"address"_s).toString(), m_settings.value(kFingerprint).toString()});
        }
    }
    m_settings.endArray();
    return profiles;
}

Result<std::unique_ptr<client::Transport>> Connections::transportTo(const QString &address, const QByteArray &token,
                                                                    const QString &fingerprint)
{
    if (isPath(address)) {
        const QString path = QFileInfo(address).isDir() ? DataDirectory(address).localSocket() : address;
        return std::unique_ptr<client::Transport>(std::make_unique<client::SocketTransport>(path));
    }
    auto made = client::makeTransport(address, token, fingerprint);
    if (!made && made.error().field != kFingerprint) {
        Error error = made.error();
        error.field = u"address"_s;
        return error;
    }
    return made;
}

Result<void> Connections::check(const ConnectionRequest &request, const InstanceId &id) const
{
    if (request.address.trimmed().isEmpty()) {
        return Error{ErrorCode::InvalidInput, tr("Give the address of an engine, or the path of its socket"),
                     u"address"_s};
    }
    if (!isPlainToken(request.token)) {
        return Error{ErrorCode::InvalidInput, tr("This is not a token: it has spaces or other characters in it"),
                     u"token"_s};
    }
    const QString address = request.address.trimmed();
    for (const InstanceProfile &profile : m_remembered) {
        // What is kept was given to one engine; whoever listens at another address is somebody else.
        if (profile.id == id && profile.address != address && request.token.isEmpty() && !isPath(address)) {
            return Error{ErrorCode::InvalidInput, tr("Give the token for the new address"), u"token"_s};
        }
    }
    for (const Instance *instance : m_instances.all()) {
        if (instance->id() == id) {
            continue;
        }
        if (instance->profile().kind == InstanceKind::Remote &&
            instance->profile().address == request.address.trimmed()) {
            return Error{ErrorCode::InvalidInput,
                         tr("%1 is connected already, as %2").arg(request.address.trimmed(), instance->name()),
                         u"address"_s};
        }
        if (!request.name.isEmpty() && instance->name() == request.name) {
            return Error{ErrorCode::InvalidInput, tr("Another instance is called %1 already").arg(request.name),
                         u"name"_s};
        }
    }
    const auto transport = transportTo(request.address.trimmed(), request.token, request.fingerprint);
    return transport ? Result<void>() : Result<void>(transport.error());
}

void Connections::open()
{
    const QList<InstanceProfile> profiles = m_remembered;
    for (const InstanceProfile &profile : profiles) {
        if (m_instances.find(profile.id)) {
            continue;
        }
        if (isPath(profile.address)) {
            show(profile, {});
            continue;
        }
        m_secrets.read(profile.id.toString(), this, [this, profile](const Result<QByteArray> &token) {
            const bool none = !token && token.error().code == ErrorCode::NotFound;
            noteToken(profile.id, token ? Token::InKeychain : Token::None,
                      token || none ? QString() : token.error().message);
            show(profile, token ? *token : QByteArray());
        });
    }
}

void Connections::show(const InstanceProfile &profile, const QByteArray &token)
{
    auto transport = transportTo(profile.address, token, profile.fingerprint);
    if (transport) {
        m_instances.add(profile, std::move(transport).value()).engine().connectLive();
    }
}

Result<InstanceId> Connections::remember(const ConnectionRequest &request, const InstanceId &id)
{
    if (const Result<void> checked = check(request, id); !checked) {
        return checked.error();
    }
    const InstanceProfile profile{id.isEmpty() ? InstanceId(QUuid::createUuid().toString(QUuid::WithoutBraces)) : id,
                                  InstanceKind::Remote, request.name.trimmed(), request.address.trimmed(),
                                  canonical(request.fingerprint)};
    const auto known = std::find_if(m_remembered.begin(), m_remembered.end(),
                                    [&](const InstanceProfile &other) { return other.id == profile.id; });
    if (known != m_remembered.end()) {
        *known = profile;
    } else {
        m_remembered.append(profile);
    }
    save();
    if (!request.token.isEmpty() || isPath(profile.address)) {
        keepToken(profile.id, request.token);
        show(profile, request.token);
    } else {
        m_secrets.read(profile.id.toString(), this, [this, profile](const Result<QByteArray> &token) {
            show(profile, token ? *token : QByteArray());
        });
    }
    return profile.id;
}

void Connections::connectTo(const ConnectionRequest &request, const InstanceId &id, QObject *context,
                            Done<InstanceId> done)
{
    if (const Result<void> checked = check(request, id); !checked) {
        QTimer::singleShot(0, context, [done = std::move(done), error = checked.error()] { done(error); });
        return;
    }
    const auto ask = [this, request, id, context = QPointer<QObject>(context),
                      done = std::move(done)](const QByteArray &token) {
        auto transport = transportTo(request.address.trimmed(), token, request.fingerprint);
        // Deletes itself once it has answered.
        auto *probe = new client::Engine(std::move(transport).value(), this);
        probe->info(probe, [this, probe, request, id, context, done](const Result<client::EngineInfo> &info) {
            probe->deleteLater();
            if (context) {
                done(info ? remember(request, id) : Result<InstanceId>(info.error()));
            }
        });
    };
    if (request.token.isEmpty() && !id.isEmpty()) {
        m_secrets.read(id.toString(), this,
                       [ask](const Result<QByteArray> &token) { ask(token ? *token : QByteArray()); });
    } else {
        ask(request.token);
    }
}

void Connections::keepToken(const InstanceId &id, const QByteArray &token)
{
    if (token.isEmpty()) {
        return;
    }
    m_secrets.write(id.toString(), token, this, [this, id](SecretKept kept, const QString &why) {
        noteToken(id, kept == SecretKept::InKeychain ? Token::InKeychain : Token::UntilTheEnd, why);
    });
}

void Connections::noteToken(const InstanceId &id, Token token, const QString &problem)
{
    m_tokens.insert(id, token);
    m_problems.insert(id, problem);
    Q_EMIT tokenChanged(id);
}

void Connections::forget(const InstanceId &id)
{
    const auto known = std::find_if(m_remembered.begin(), m_remembered.end(),
                                    [&](const InstanceProfile &profile) { return profile.id == id; });
    if (known == m_remembered.end()) {
        return;
    }
    m_remembered.erase(known);
    m_forgotten.append(id);
    m_secrets.remove(id.toString());
    m_tokens.remove(id);
    m_problems.remove(id);
    m_instances.remove(id);
    save();
}

void Connections::save()
{
    m_settings.sync(); // another console may have stored one meanwhile
    QList<InstanceProfile> profiles = m_remembered;
    const QList<InstanceProfile> there = stored();
    for (const InstanceProfile &profile : there) {
        const bool ours = std::any_of(profiles.begin(), profiles.end(),
                                      [&](const InstanceProfile &other) { return other.id == profile.id; });
        if (!ours && !m_forgotten.contains(profile.id)) {
            profiles.append(profile);
        }
    }
    m_settings.remove(kGroup);
    m_settings.beginWriteArray(kGroup);
    for (int i = 0; i < profiles.size(); ++i) {
        m_settings.setArrayIndex(i);
        m_settings.setValue(u"id"_s, profiles.at(i).id.toString());
        m_settings.setValue(u"name"_s, profiles.at(i).name);
        m_settings.setValue(u"address"_s, profiles.at(i).address);
        m_settings.setValue(kFingerprint, profiles.at(i).fingerprint);
    }
    m_settings.endArray();
    m_settings.sync();
}

} // namespace lamplighter::ui
