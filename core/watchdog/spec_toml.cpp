#include "core/watchdog/spec_value.h"

// The only translation unit that includes toml++: it takes seconds to compile. Errors are values here, as everywhere.
#define TOML_EXCEPTIONS 0
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wold-style-cast"
#endif
#include <toml++/toml.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

#include <string_view>

namespace lamplighter::watchdog {

namespace {

QString fromStd(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

SpecPosition positionOf(const toml::source_region &region)
{
    return {static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

SpecValue convert(const toml::node &node);

SpecTable convertTable(const toml::table &table)
{
    SpecTable out;
    out.reserve(table.size());
    for (const auto &[key, node] : table) {
        out.push_back({fromStd(key.str()), positionOf(key.source()), convert(node)});
    }
    return out;
}

SpecList convertArray(const toml::array &array)
{
    SpecList out;
    out.reserve(array.size());
    for (const toml::node &node : array) {
        out.push_back(convert(node));
    }
    return out;
}

SpecValue convert(const toml::node &node)
{
    SpecValue out;
    out.position = positionOf(node.source());
    switch (node.type()) {
    case toml::node_type::table:
        out.data = convertTable(*node.as_table());
        break;
    case toml::node_type::array:
        out.data = convertArray(*node.as_array());
        break;
    case toml::node_type::string:
        out.data = fromStd(node.as_string()->get());
        break;
    case toml::node_type::integer:
        out.data = static_cast<qint64>(node.as_integer()->get());
        break;
    case toml::node_type::floating_point:
        out.data = node.as_floating_point()->get();
        break;
    case toml::node_type::boolean:
        out.data = node.as_boolean()->get();
        break;
    case toml::node_type::date:
    case toml::node_type::time:
    case toml::node_type::date_time:
    case toml::node_type::none:
        out.data = SpecOther{QStringLiteral("a date or time")};
        break;
    }
    return out;
}

} // namespace

std::variant<SpecTable, SpecFault> specFromToml(const QByteArray &text)
{
    const toml::parse_result result =
        toml::parse(std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
    if (!result) {
        return SpecFault{{}, fromStd(result.error().description()), positionOf(result.error().source())};
    }
    return convertTable(result.table());
}

} // namespace lamplighter::watchdog
