# SPDX-License-Identifier: GPL-3.0-or-later
"""A notification service of one test's own on the session bus: keeps what it was told, and presses buttons."""

import threading

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

_NAME = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_INTERFACE = """<node><interface name="org.freedesktop.Notifications">
 <method name="GetCapabilities"><arg type="as" direction="out"/></method>
 <method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/>
  <arg type="s" direction="out"/><arg type="s" direction="out"/></method>
 <method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
  <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
  <arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/></method>
 <method name="CloseNotification"><arg type="u" direction="in"/></method>
 <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
 <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
</interface></node>"""


class Notifications:
    """On a thread with a connection of its own, so that the test may wait."""

    def __init__(self, capabilities=("actions", "body", "body-markup", "persistence")):
        self.capabilities = list(capabilities)
        self.shown = {}  # id: what is on the screen
        self.told = []  # everything, in order
        self._last = 0
        self._ready = threading.Event()
        self._loop = None
        self._bus = None
        threading.Thread(target=self._run, daemon=True).start()
        if not self._ready.wait(10):
            raise AssertionError("the notification service of the test did not come up")

    def _run(self):
        context = GLib.MainContext.new()
        context.push_thread_default()
        address = Gio.dbus_address_get_for_bus_sync(Gio.BusType.SESSION)
        self._bus = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION,
            None, None)
        interface = Gio.DBusNodeInfo.new_for_xml(_INTERFACE).interfaces[0]
        self._bus.register_object(_PATH, interface, self._called, None, None)
        Gio.bus_own_name_on_connection(self._bus, _NAME, Gio.BusNameOwnerFlags.NONE, lambda *_: self._ready.set(), None)
        self._loop = GLib.MainLoop.new(context, False)
        self._loop.run()

    def _called(self, _bus, _sender, _path, _interface, method, arguments, invocation):
        if method == "GetCapabilities":
            invocation.return_value(GLib.Variant("(as)", (self.capabilities,)))
        elif method == "GetServerInformation":
            invocation.return_value(GLib.Variant("(ssss)", ("test", "Lamplighter", "1", "1.2")))
        elif method == "Notify":
            program, replaces, _icon, title, body, actions, hints, expires = arguments.unpack()
            if not replaces:
                self._last += 1
                replaces = self._last
            said = {"id": replaces, "program": program, "title": title, "body": body, "expires": expires,
                    "actions": dict(zip(actions[::2], actions[1::2])), "urgency": hints.get("urgency"),
                    "picture": hints.get("image-data")}
            self.shown[replaces] = said
            self.told.append(said)
            invocation.return_value(GLib.Variant("(u)", (replaces,)))
        else:
            number = arguments.unpack()[0]
            self.shown.pop(number, None)
            invocation.return_value(None)
            self._say("NotificationClosed", "(uu)", (number, 3))

    def _say(self, signal, kind, arguments):
        self._bus.emit_signal(None, _PATH, _NAME, signal, GLib.Variant(kind, arguments))

    def titled(self, start):
        """The first on the screen whose title begins so."""
        return next((said for said in list(self.shown.values()) if said["title"].startswith(start)), None)

    def press(self, said, action):
        self._say("ActionInvoked", "(us)", (said["id"], action))
        self.shown.pop(said["id"], None)
        self._say("NotificationClosed", "(uu)", (said["id"], 2))
