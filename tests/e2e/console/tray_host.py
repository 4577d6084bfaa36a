# SPDX-License-Identifier: GPL-3.0-or-later
"""A tray of the kind that desktops have today: a StatusNotifierItem host and its watcher, on the session bus. Shows
nothing; says what an item says."""

from gi.repository import Gio, GLib

from notifications import Served

_NAME = "org.kde.StatusNotifierWatcher"
_INTERFACE = """<node><interface name="org.kde.StatusNotifierWatcher">
 <method name="RegisterStatusNotifierItem"><arg type="s" direction="in"/></method>
 <method name="RegisterStatusNotifierHost"><arg type="s" direction="in"/></method>
 <property name="RegisteredStatusNotifierItems" type="as" access="read"/>
 <property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
 <property name="ProtocolVersion" type="i" access="read"/>
 <signal name="StatusNotifierItemRegistered"><arg type="s"/></signal>
 <signal name="StatusNotifierHostRegistered"/>
</interface></node>"""


class TrayHost(Served):
    def __init__(self):
        self.items = []  # bus names
        super().__init__(_NAME, "/StatusNotifierWatcher", _INTERFACE)

    def called(self, sender, method, arguments, invocation):
        if method == "RegisterStatusNotifierItem":
            self.items.append(sender)
        invocation.return_value(None)

    def property(self, name):
        return {"RegisteredStatusNotifierItems": GLib.Variant("as", self.items),
                "IsStatusNotifierHostRegistered": GLib.Variant("b", True),
                "ProtocolVersion": GLib.Variant("i", 0)}[name]

    def _ask(self, path, interface, method, arguments):
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        return bus.call_sync(self.items[-1], path, interface, method, arguments, None, 0, 5000, None).unpack()

    def item(self, name):
        """A property of the newest item."""
        return self._ask("/StatusNotifierItem", "org.freedesktop.DBus.Properties", "Get",
                         GLib.Variant("(ss)", ("org.kde.StatusNotifierItem", name)))[0]

    def activate(self):
        self._ask("/StatusNotifierItem", "org.kde.StatusNotifierItem", "Activate", GLib.Variant("(ii)", (0, 0)))

    def menu(self):
        """[(id, label)] of the entries of its menu."""
        path = self.item("Menu")
        _, (_, _, children) = self._ask(path, "com.canonical.dbusmenu", "GetLayout",
                                        GLib.Variant("(iias)", (0, 1, [])))
        return [(child[0], child[1].get("label", "")) for child in children]

    def choose(self, label):
        number = next(number for number, text in self.menu() if text == label)
        self._ask(self.item("Menu"), "com.canonical.dbusmenu", "Event",
                  GLib.Variant("(isvu)", (number, "clicked", GLib.Variant("i", 0), 0)))
